import { describe, expect, it } from 'vitest';
import { isWeekDay, monthNamed } from './month-names.ts';

const languages = ['en', 'de', 'fr', 'nl', 'da', 'nb', 'sv', 'it', 'es', 'pt', 'cs', 'pl'];

/** What CLDR writes in a date, without the day's number and dots. */
function named(language: string, month: number, length: 'short' | 'long'): string {
  const format = new Intl.DateTimeFormat(language, { day: 'numeric', month: length, timeZone: 'UTC' });
  const part = format.formatToParts(Date.UTC(2024, month - 1, 1)).find(({ type }) => type === 'month');
  return (part?.value ?? '').replace('.', '');
}

describe('names of months', () => {
  it.each(languages)('are known in %s, long and short, as CLDR writes them in dates', (language) => {
    for (let month = 1; month <= 12; month++) {
      for (const length of ['long', 'short'] as const) {
        const name = named(language, month, length);
        // Some short forms are numbers.
        if (!/^\d+$/.test(name)) expect([name, monthNamed(name)]).toEqual([name, month]);
      }
    }
  });

  it('are not found in other words', () => {
    expect(monthNamed('kWh')).toBe(0);
    expect(monthNamed('Total')).toBe(0);
  });

  it.each(languages)('stand beside weekdays, which are known in %s', (language) => {
    for (let day = 1; day <= 7; day++) {
      for (const weekday of ['long', 'short'] as const) {
        const name = new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' }).format(
          Date.UTC(2024, 0, day),
        );
        const word = /^\p{L}+/u.exec(name)?.[0] ?? '';
        expect([name, isWeekDay(word)]).toEqual([name, true]);
      }
    }
  });
});
