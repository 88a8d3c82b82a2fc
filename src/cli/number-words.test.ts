import { describe, expect, it } from 'vitest';
import {
  spellBytes,
  spellCount,
  spellDuration,
  spellInterval,
  spellMany,
  spellValue,
} from './number-words.ts';

describe('figures in words', () => {
  it.each([
    [0, 'under 1 s'],
    [499, 'under 1 s'],
    [4000, '4 s'],
    [59_499, '59 s'],
    [125_000, '2 min 5 s'],
    [3_599_999, '1 h 0 min'],
    [12_000_000, '3 h 20 min'],
    [187_200_000, '2 d 4 h'],
  ])('%i ms is %s', (durationMs, words) => {
    expect(spellDuration(durationMs)).toBe(words);
  });

  it.each([
    [3_600_000, '1 h'],
    [86_400_000, '24 h'],
    [900_000, '15 min'],
    [10_000, '10 s'],
  ])('an interval of %i ms is %s', (intervalMs, words) => {
    expect(spellInterval(intervalMs)).toBe(words);
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [118_000, '118 kB'],
    [8_500_000, '8.5 MB'],
    [12_340_000_000, '12.34 GB'],
  ])('%i bytes are %s', (bytes, words) => {
    expect(spellBytes(bytes)).toBe(words);
  });

  it('counts have thousands separated, and nouns their plural', () => {
    expect(spellCount(1_020_000_000.4)).toBe('1,020,000,000');
    expect(spellValue(1234.56789)).toBe('1,234.568');
    expect([0, 1, 72].map((count) => spellMany(count, 'load'))).toEqual(['0 loads', '1 load', '72 loads']);
  });
});
