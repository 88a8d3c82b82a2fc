import { describe, expect, test } from 'vitest';
import { inferIntervalMs, regularityOf } from './interval-length.ts';

const minutes = (...at: number[]): Float64Array => Float64Array.from(at, (minute) => minute * 60_000);

describe('the interval length of a series', () => {
  test('it is the most frequent step, so holes do not stretch the intervals', () => {
    expect(inferIntervalMs(minutes(0, 15, 30, 90, 105))).toBe(15 * 60_000);
  });

  test('of equally frequent steps the smaller is taken, so no interval overlaps the next', () => {
    expect(inferIntervalMs(minutes(0, 60, 120, 135, 150))).toBe(15 * 60_000);
  });

  test('it is found without a majority, too', () => {
    expect(inferIntervalMs(minutes(0, 10, 30, 60, 100, 110))).toBe(10 * 60_000);
  });

  test('a single start leaves it open, so the person is asked', () => {
    expect(inferIntervalMs(minutes(0))).toBeNull();
  });

  test('regularity tells how many steps are whole intervals', () => {
    expect(regularityOf(minutes(0, 15, 45, 50), 15 * 60_000)).toBeCloseTo(2 / 3);
    expect(regularityOf(minutes(0), 15 * 60_000)).toBe(1);
  });
});
