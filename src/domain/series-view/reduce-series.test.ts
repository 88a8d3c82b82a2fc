import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IntervalSeries } from '../interval-series.ts';
import { locateStart } from './locate-start.ts';
import { reduceSeries } from './reduce-series.ts';

const minuteMs = 60_000;

/** Intervals of a step each, with holes before those that say so. */
function seriesOf(
  values: readonly number[],
  holes: readonly number[] = [],
  stepMs = minuteMs,
): IntervalSeries {
  const startMs = new Float64Array(values.length);
  let nextMs = 1_700_000_000_000;
  for (let at = 0; at < values.length; at++) {
    startMs[at] = nextMs + (holes[at] ?? 0) * stepMs;
    nextMs = startMs[at]! + stepMs;
  }
  const endMs = startMs.map((start) => start + stepMs);
  return { startMs, endMs, value: Float64Array.from(values), quality: null };
}

const anySeries = fc
  .array(fc.record({ value: fc.integer({ min: -99, max: 99 }), hole: fc.constantFrom(0, 0, 0, 1, 7, 200) }), {
    maxLength: 400,
  })
  .map((rows) =>
    seriesOf(
      rows.map(({ value }) => value),
      rows.map(({ hole }) => hole),
    ),
  );

describe('a series that is drawn', () => {
  test('has in each column the least and greatest of exactly the intervals that start there', () => {
    fc.assert(
      fc.property(
        anySeries,
        fc.integer({ min: 2, max: 40 }),
        fc.double({ min: -0.3, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1.3, noNaN: true }),
        (series, columns, from, share) => {
          const { startMs, endMs, value } = series;
          const firstMs = startMs[0] ?? 0;
          const spanMs = (endMs.at(-1) ?? 0) - firstMs;
          const fromMs = Math.floor(firstMs + from * spanMs);
          const toMs = fromMs + 1 + Math.floor(share * spanMs);
          const plot = reduceSeries(series, { fromMs, toMs, columns });
          const inside = [...startMs.keys()].filter((at) => startMs[at]! >= fromMs && startMs[at]! < toMs);
          expect(plot.intervals).toBe(inside.length);
          expect(plot.exact).toBe(inside.length <= columns);
          if (plot.exact) return;
          let counted = 0;
          for (const [column, beginsMs] of plot.atMs.entries()) {
            const endsMs = plot.atMs[column + 1] ?? toMs;
            const own = inside.filter((at) => startMs[at]! >= beginsMs && startMs[at]! < endsMs);
            counted += own.length;
            const held = [...startMs.keys()].filter((at) => startMs[at]! < beginsMs && endMs[at]! > beginsMs);
            const shown = own.length > 0 ? own : held;
            const values = shown.map((at) => value[at]!);
            expect(plot.min[column]).toBe(values.length === 0 ? null : Math.min(...values));
            expect(plot.max[column]).toBe(values.length === 0 ? null : Math.max(...values));
          }
          expect(counted).toBe(inside.length);
          expect(plot.atMs).toHaveLength(columns);
        },
      ),
    );
  });

  test('shows a hole as columns without values', () => {
    const plot = reduceSeries(seriesOf([1, 2, 3, 4, 5, 6, 7, 8], [0, 0, 0, 0, 8]), {
      fromMs: null,
      toMs: null,
      columns: 4,
    });
    expect(plot).toMatchObject({ exact: false, min: [1, null, null, 5], max: [4, null, null, 8] });
  });

  test('shows each interval by itself once there are few, and where a hole begins', () => {
    const series = seriesOf([3, -1, 4], [0, 0, 2]);
    const plot = reduceSeries(series, { fromMs: null, toMs: null, columns: 100 });
    const [first = 0] = series.startMs;
    expect(plot).toEqual({
      fromMs: first,
      toMs: first + 5 * minuteMs,
      intervals: 3,
      exact: true,
      atMs: [first, first + minuteMs, first + 2 * minuteMs, first + 4 * minuteMs],
      min: [3, -1, null, 4],
      max: [3, -1, null, 4],
    });
  });

  test('goes on with the interval that lasts into the part that is looked at', () => {
    const series = seriesOf([5, 6, 7]);
    const fromMs = series.startMs[1]! + 1000;
    const near = reduceSeries(series, { fromMs, toMs: fromMs + 2000, columns: 10 });
    expect(near).toMatchObject({ intervals: 0, atMs: [series.startMs[1]], min: [6], max: [6] });
  });

  test('is empty when it has no intervals', () => {
    expect(reduceSeries(seriesOf([]), { fromMs: null, toMs: null, columns: 10 })).toMatchObject({
      intervals: 0,
      atMs: [],
    });
  });

  test('a million intervals fit into a picture, and the one that stands out is seen', () => {
    const values = Array.from({ length: 1_000_000 }, (_, at) => Math.sin(at / 5000));
    values[654_321] = 99;
    const plot = reduceSeries(seriesOf(values), { fromMs: null, toMs: null, columns: 1500 });
    expect(plot).toMatchObject({ intervals: 1_000_000, exact: false });
    expect(plot.max.indexOf(99)).toBe(Math.floor((654_321 / 1_000_000) * 1500));
    expect(plot.min.every((least) => least !== null && least >= -1)).toBe(true);
  });
});

test('the place of an instant is that of the first interval at or after it', () => {
  fc.assert(
    fc.property(anySeries, fc.integer({ min: -5, max: 9000 }), (series, minutes) => {
      const atMs = 1_700_000_000_000 + minutes * 30_000;
      const found = series.startMs.findIndex((start) => start >= atMs);
      expect(locateStart(series.startMs, atMs)).toBe(found === -1 ? series.startMs.length : found);
    }),
  );
});
