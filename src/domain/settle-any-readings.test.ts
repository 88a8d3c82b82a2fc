import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settleReadings } from './settle-readings.ts';
import type { SettledReadings, SettleRules } from './settle-readings.ts';

const first = Date.UTC(2025, 0, 15, 8);
const hour = 3_600_000;
const rules: SettleRules = { intervalMs: null, onConflict: 'reject', fromMs: null, toMs: null, minus: [] };

const intervals = ({ series }: SettledReadings): [number, number][] =>
  Array.from(series.startMs, (start, index) => [start, series.value[index] as number]);

const count = (result: SettledReadings): number =>
  result.series.startMs.length +
  result.duplicates +
  result.conflicts +
  result.gaps +
  result.rejected +
  result.outside;

describe('whatever the rows are', () => {
  const value = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constant(NaN), fc.constant(Infinity));
  const stamp = fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 0, max: 40 }).map((quarter) => first / 1000 + quarter * 900) },
    { weight: 1, arbitrary: fc.constantFrom(NaN, 0, -5, 1e18) },
  );
  const changes = fc.record({
    intervalMs: fc.constantFrom(null, hour, hour / 4),
    onConflict: fc.constantFrom('reject', 'first', 'last'),
    fromMs: fc.constantFrom(null, first + hour),
    toMs: fc.constantFrom(null, first + 5 * hour),
  });

  test('every row is counted exactly once and nothing sent overlaps', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(stamp, value), { maxLength: 80 }), changes, (rows, changed) => {
        const stamps = Float64Array.from(rows, ([at]) => at);
        const values = Float64Array.from(rows, ([, watts]) => watts);
        const result = settleReadings({ stamps, values, coarseStamps: false }, { ...rules, ...changed });
        if (result.kind !== 'settled') return;
        expect(count(result)).toBe(rows.length);
        expect(result.setAside).toHaveLength(result.conflicts + result.rejected);
        const { startMs, endMs } = result.series;
        for (let index = 1; index < startMs.length; index++) {
          expect(startMs[index]).toBeGreaterThanOrEqual(endMs[index - 1]!);
        }
        expect(result.series.value.every(Number.isFinite)).toBe(true);
      }),
    );
  });

  test('the order of the rows in the file does not matter unless they contradict', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(stamp, value), { maxLength: 60 }), fc.integer(), (rows, seed) => {
        const shuffled = rows
          .map((row, index) => ({ row, key: Math.sin(seed + index) }))
          .sort((a, b) => a.key - b.key)
          .map(({ row }) => row);
        const [a, b] = [rows, shuffled].map((some) =>
          settleReadings(
            {
              stamps: Float64Array.from(some, ([at]) => at),
              values: Float64Array.from(some, ([, watts]) => watts),
              coarseStamps: false,
            },
            rules,
          ),
        );
        if (a?.kind === 'settled' && b?.kind === 'settled') expect(intervals(a)).toEqual(intervals(b));
        else expect(a).toEqual(b);
      }),
    );
  });
});
