import { describe, expect, it } from 'vitest';
import { instantMs, instantText, isNaiveTime } from './instant.ts';

describe('reading dates and times', () => {
  it('agrees with Date on every day from 1960 to 2100, in UTC and with an offset', () => {
    const wrong: string[] = [];
    for (let ms = Date.UTC(1960, 0, 1, 13, 7, 59); ms < Date.UTC(2100, 0, 1); ms += 86_400_000) {
      const seconds = new Date(ms).toISOString().slice(0, 19);
      const offset = instantMs(`${seconds}.250+05:30`);
      if (instantMs(`${seconds}Z`) !== ms || offset !== ms + 250 - 330 * 60_000) wrong.push(seconds);
    }
    expect(wrong).toEqual([]);
  });

  it('understands the other spellings of ISO 8601 that pydantic takes, so that no good client is refused', () => {
    const expected = Date.UTC(2025, 0, 15, 8);
    const spellings = [
      '2025-01-15T08:00Z',
      '2025-01-15 08:00:00z',
      '2025-01-15T09:00:00+0100',
      '2025-01-15T05:00-03:00',
    ];
    expect(spellings.map(instantMs)).toEqual(spellings.map(() => expected));
  });

  it.each([
    '2025-02-29T00:00:00Z',
    '2025-13-01T00:00:00Z',
    '2025-00-10T00:00:00Z',
    '2025-01-15T24:00:00Z',
    '2025-01-15T08:60:00Z',
    '2025-01-15T08:00:60Z',
    '2025-01-1xT08:00:00Z',
    '2025/01/15T08:00:00Z',
    '0000-01-01T00:00:00Z',
    '2025-01-15T08:00:00+24:00',
    '2025-01-15',
    '1736928000',
    '',
  ])('does not take %j for an instant, so that a bad stamp is never stored', (text) => {
    expect(instantMs(text)).toBeNaN();
    expect(isNaiveTime(text)).toBe(false);
  });

  it('tells a time that only lacks its zone from one that is no time, so that the client hears which', () => {
    expect(isNaiveTime('2025-01-15T08:00:00')).toBe(true);
    expect(instantMs('2025-01-15T08:00:00')).toBeNaN();
    expect(isNaiveTime('2025-02-30T08:00:00')).toBe(false);
  });

  it('writes whole seconds as they are usually sent, and keeps milliseconds where there are any', () => {
    expect(instantText(Date.UTC(2025, 0, 15, 8))).toBe('2025-01-15T08:00:00Z');
    expect(instantText(Date.UTC(2025, 0, 15, 8, 0, 0, 7))).toBe('2025-01-15T08:00:00.007Z');
  });
});
