import { expect, it } from 'vitest';
import { chooseWords, spellNumber, spellPercent, spellTime } from './choose-words.ts';

it.each([
  ['system', 'da-DK', 'da'],
  ['system', 'nb-NO', 'nb'],
  ['system', 'nn', 'nb'],
  ['system', 'no', 'nb'],
  ['system', 'de-DE', 'en'],
  ['en', 'da-DK', 'en'],
  ['da', 'en-GB', 'da'],
])('setting %s on a system in %s is %s', (language, systemLocale, locale) => {
  expect(chooseWords(language, systemLocale).locale).toBe(locale);
});

it('spells figures as the language does', () => {
  const [en, da] = [chooseWords('en', ''), chooseWords('da', '')];
  expect(spellNumber(en, 1_234_567.4)).toBe('1,234,567');
  expect(spellNumber(da, 1_234_567.4)).toBe('1.234.567');
  expect(spellPercent(en, 99.97)).toBe('99%');
  expect(spellTime(en, 10_000)).toBe('1 min');
  expect(spellTime(en, 5 * 3_600_000)).toBe('5 hr');
});
