import { describe, expect, test } from 'vitest';
import { compareSeries } from './interval-series.ts';
import type { IntervalSeries } from './interval-series.ts';

const series = (...intervals: [start: number, end: number, value: number][]): IntervalSeries => ({
  startMs: Float64Array.from(intervals, ([start]) => start),
  endMs: Float64Array.from(intervals, ([, end]) => end),
  value: Float64Array.from(intervals, ([, , value]) => value),
  quality: null,
});

describe('two series bound for one VTN resource', () => {
  test('equal intervals are counted and do no harm', () => {
    const a = series([0, 10, 1], [10, 20, 2], [40, 50, 3]);
    expect(compareSeries(a, series([10, 20, 2], [30, 40, 9]))).toEqual({
      equal: 1,
      conflicts: 0,
      firstConflictMs: null,
    });
  });

  test('another value for one start is a conflict at that start', () => {
    const a = series([0, 10, 1], [10, 20, 2]);
    expect(compareSeries(a, series([0, 10, 1], [10, 20, 3]))).toEqual({
      equal: 1,
      conflicts: 1,
      firstConflictMs: 10,
    });
  });

  test('another length or another start within an interval is a conflict, too', () => {
    const a = series([0, 10, 1], [10, 20, 2]);
    expect(compareSeries(a, series([0, 5, 1])).conflicts).toBe(1);
    expect(compareSeries(a, series([15, 25, 2])).firstConflictMs).toBe(10);
  });

  test('series of different times have nothing to do with each other', () => {
    expect(compareSeries(series([0, 10, 1]), series([10, 20, 1])).conflicts).toBe(0);
  });

  test('the same reading with another quality is a conflict, too', () => {
    const plain = series([0, 10, 1], [10, 20, 2]);
    const a = { ...plain, quality: Uint8Array.of(0, 1) };
    const b = { ...plain, quality: Uint8Array.of(0, 0) };
    expect(compareSeries(a, b)).toEqual({ equal: 1, conflicts: 1, firstConflictMs: 10 });
    expect(compareSeries(a, { ...a, quality: Uint8Array.of(0, 1) }).conflicts).toBe(0);
    expect(compareSeries(a, plain).equal).toBe(0);
  });
});
