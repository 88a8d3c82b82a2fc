import { describe, expect, it } from 'vitest';
import { countDayLengths } from './day-lengths.ts';

const hourMs = 3_600_000;

function hourly(
  from: string,
  hours: number,
  isMissing: (hour: number) => boolean = () => false,
): Float64Array {
  const starts = Array.from({ length: hours }, (_, hour) => hour).filter((hour) => !isMissing(hour));
  return Float64Array.from(starts, (hour) => Date.parse(from) + hour * hourMs);
}

describe('days with another number of intervals than they are long', () => {
  it.each([
    ['2025-03-27T23:00:00Z', 'Europe/Copenhagen', 'the day of 23 hours'],
    ['2025-10-23T22:00:00Z', 'Europe/Copenhagen', 'the day of 25 hours'],
    ['2018-11-01T03:00:00Z', 'America/Sao_Paulo', 'the day without midnight'],
    ['2011-12-28T10:00:00Z', 'Pacific/Apia', 'the day that was skipped'],
  ])('are none in a whole week around %s in %s, %s', (from, zone) => {
    expect(countDayLengths(hourly(from, 7 * 24), hourMs, zone)).toMatchObject({ shortDays: 0, longDays: 0 });
  });

  it('are short where an interval is missing, and named', () => {
    const starts = hourly('2025-01-01T00:00:00Z', 10 * 24, (hour) => hour === 30 || hour === 100);
    expect(countDayLengths(starts, hourMs, 'UTC')).toEqual({
      days: 8,
      shortDays: 2,
      longDays: 0,
      oddDays: [
        { date: '2025-01-02', intervals: 23, expected: 24 },
        { date: '2025-01-05', intervals: 23, expected: 24 },
      ],
    });
  });

  it('are odd when a day of 25 hours has 24', () => {
    const starts = hourly('2025-10-23T22:00:00Z', 7 * 24, (hour) => hour === 50);
    expect(countDayLengths(starts, hourMs, 'Europe/Copenhagen').oddDays).toEqual([
      { date: '2025-10-26', intervals: 24, expected: 25 },
    ]);
  });

  it('are long where there is one too many', () => {
    const starts = Float64Array.from([
      ...hourly('2025-01-01T00:00:00Z', 96),
      Date.UTC(2025, 0, 2, 4, 30),
    ]).sort();
    expect(countDayLengths(starts, hourMs, 'UTC')).toMatchObject({ shortDays: 0, longDays: 1 });
  });

  it('are not the first and the last day, which may be cut', () => {
    const starts = hourly('2025-01-01T20:00:00Z', 30);
    expect(countDayLengths(starts, hourMs, 'UTC')).toMatchObject({ shortDays: 0, longDays: 0 });
  });

  it('are counted where readings stop for days', () => {
    const starts = hourly('2025-01-01T00:00:00Z', 10 * 24, (hour) => hour >= 48 && hour < 120);
    expect(countDayLengths(starts, hourMs, 'UTC').shortDays).toBe(3);
  });

  it('are none in an empty series or one of a single reading', () => {
    const none = { days: 0, shortDays: 0, longDays: 0, oddDays: [] };
    expect(countDayLengths(new Float64Array(), hourMs, 'UTC')).toEqual(none);
    expect(countDayLengths(Float64Array.of(0), hourMs, 'UTC')).toEqual(none);
  });
});
