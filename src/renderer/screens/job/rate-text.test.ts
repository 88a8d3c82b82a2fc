import { expect, it } from 'vitest';
import { parseNumber } from './rate-text.ts';

it.each([
  ['5000', 'en-GB', 5000],
  ['5,000', 'en-GB', 5000],
  ['1.5', 'en-GB', 1.5],
  ['5.000', 'da-DK', 5000],
  ['1,5', 'da-DK', 1.5],
  ['1.5', 'da-DK', 1.5],
  ['5 000', 'nb-NO', 5000],
  ['5\u00A0000,25', 'nb-NO', 5000.25],
  ['1.000.000', 'da-DK', 1_000_000],
])('reads "%s" in %s as %d', (text, locale, number) => {
  expect(parseNumber(text, locale)).toBe(number);
});

it.each(['', 'fast', '-5', '1,2,3.4.5', '12e3', '1.00,00.0'])('takes "%s" for no number', (text) => {
  expect(parseNumber(text, 'da-DK')).toBeNull();
});
