import { describe, expect, it } from 'vitest';
import { countOddDays } from './day-lengths.ts';

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
    ['2025-03-27T23:00:00Z', 'the day of 23 hours'],
    ['2025-10-23T22:00:00Z', 'the day of 25 hours'],
  ])('are none in a whole week around %s, %s', (from) => {
    expect(countOddDays(hourly(from, 7 * 24), hourMs, 'Europe/Copenhagen')).toEqual({
      shortDays: 0,
      longDays: 0,
    });
  });

  it('are short where an interval is missing', () => {
    const starts = hourly('2025-01-01T00:00:00Z', 10 * 24, (hour) => hour === 30 || hour === 100);
    expect(countOddDays(starts, hourMs, 'UTC')).toEqual({ shortDays: 2, longDays: 0 });
  });

  it('are long where there is one too many', () => {
    const starts = Float64Array.from([
      ...hourly('2025-01-01T00:00:00Z', 96),
      Date.UTC(2025, 0, 2, 4, 30),
    ]).sort();
    expect(countOddDays(starts, hourMs, 'UTC')).toEqual({ shortDays: 0, longDays: 1 });
  });

  it('are not the first and the last day, which may be cut', () => {
    expect(countOddDays(hourly('2025-01-01T20:00:00Z', 30), hourMs, 'UTC')).toEqual({
      shortDays: 0,
      longDays: 0,
    });
  });

  it('are counted where readings stop for days', () => {
    const starts = hourly('2025-01-01T00:00:00Z', 10 * 24, (hour) => hour >= 48 && hour < 120);
    expect(countOddDays(starts, hourMs, 'UTC').shortDays).toBe(3);
  });

  it('are none in an empty series or one of a single reading', () => {
    expect(countOddDays(new Float64Array(), hourMs, 'UTC')).toEqual({ shortDays: 0, longDays: 0 });
    expect(countOddDays(Float64Array.of(0), hourMs, 'UTC')).toEqual({ shortDays: 0, longDays: 0 });
  });
});
