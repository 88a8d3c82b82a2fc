import { describe, expect, it } from 'vitest';
import { headerWords, wordList } from '../header-words.ts';
import { findSentinels } from '../find-sentinels.ts';
import { minutesIn } from '../tell-interval.ts';
import { qualityMeaning } from './quality-words.ts';

describe('words of headers', () => {
  it.each([
    ['StandNormaal', ' stand normaal '],
    ['Måleaflæsning', ' maleaflaesning '],
    ['Hour_Ending (UTC)', ' hour ending utc '],
    ['使用量(kWh)', ' 使用量 k wh '],
  ])('of %s are "%s"', (name, words) => {
    expect(headerWords(name)).toBe(words);
  });

  it('match whole words, beginnings, ends and parts as a list says', () => {
    const list = wordList('to', 'cost*', '*stand', '*verbrauch*');
    expect(list.find('total')).toBeNull();
    expect(list.find('to date')).toBe('to');
    expect(list.find('Costs')).toBe('cost');
    expect(list.find('Zählerstand')).toBe('stand');
    expect(list.find('Gesamtverbrauch kWh')).toBe('verbrauch');
  });
});

describe('words of quality', () => {
  it.each([
    ['Målt', 'GOOD'],
    ['Beregnet', 'ESTIMATED'],
    ['Estimeret', 'ESTIMATED'],
    ['Gevalideerd', 'GOOD'],
    ['Geschat', 'ESTIMATED'],
    ['Geen verbruik', 'gap'],
    ['No consumption', 'gap'],
    ['A', 'GOOD'],
    ['E', 'ESTIMATED'],
    ['wahrer Wert', 'GOOD'],
    ['Ersatzwert', 'ESTIMATED'],
    ['gemessen', 'GOOD'],
    ['geschätzt', 'ESTIMATED'],
    ['Réelle', 'GOOD'],
    ['Estimée', 'ESTIMATED'],
    ['Actual', 'GOOD'],
    ['Estimated', 'ESTIMATED'],
    ['Xyzzy', null],
  ])('%s means %s', (text, meaning) => {
    expect(qualityMeaning(text)).toBe(meaning);
  });
});

describe('lengths in words', () => {
  it.each([
    ['QH', 15],
    ['15 min', 15],
    ['PT15M', 15],
    ['30-minute usage', 30],
    ['hourly', 60],
    ['1h', 60],
    ['Power 5 kW', null],
    ['Volume m3', null],
  ])('%s is %s minutes', (text, minutes) => {
    expect(minutesIn(text)).toBe(minutes);
  });
});

describe('values that mean none', () => {
  const ordinary = Array.from({ length: 200 }, (_, place) => 0.5 + (place % 10) / 10);

  it.each([500_000, 1_000_000, -99_999, 65_535, 4_294_967_295])(
    '%s twice among ordinary values is found',
    (value) => {
      expect(findSentinels('kWh', Float64Array.from([...ordinary, value, value]))).toEqual([
        { column: 'kWh', value, count: 2, isCertain: true },
      ]);
    },
  );

  it('are not the peaks of a spiky series, nor zeros', () => {
    const spiky = Array.from({ length: 200 }, (_, place) => (place % 50 === 0 ? 40 : 0));
    expect(findSentinels('kWh', Float64Array.from(spiky))).toEqual([]);
    expect(findSentinels('kWh', new Float64Array(200))).toEqual([]);
  });

  it('may be -1 in a column that is never negative', () => {
    expect(findSentinels('kWh', Float64Array.from([...ordinary, -1, -1]))).toMatchObject([
      { value: -1, count: 2 },
    ]);
  });
});
