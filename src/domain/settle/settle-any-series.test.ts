import fc from 'fast-check';
import { expect, test } from 'vitest';
import { settlePlaced } from './settle-placed.ts';
import type { PlacedRules, SeriesPart } from './settle-placed.ts';

const minute = 60_000;
const first = Date.UTC(2024, 2, 30);

const at = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 0, max: 60 }).map((place) => place * 15) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 900 }) },
  { weight: 1, arbitrary: fc.constant(NaN) },
);
const value = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -2, max: 9 }) },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, 0, 1e9) },
);
const length = fc.constantFrom(15, 15, 15, 15, 60, 1440, 0, -15, 1, NaN);
const row = fc.record({ at, value, length, quality: fc.nat(3) });

const part = fc
  .record({
    rows: fc.array(row, { maxLength: 50 }),
    hasEnds: fc.boolean(),
    hasQuality: fc.boolean(),
    factor: fc.constantFrom(1, -1, 0.5),
  })
  .map(({ rows, hasEnds, hasQuality, factor }): SeriesPart => {
    const startMs = Float64Array.from(rows, (each) => first + each.at * minute);
    const endMs = hasEnds
      ? startMs.map((start, place) => start + (rows[place]?.length ?? NaN) * minute)
      : null;
    const values = Float64Array.from(rows, (each) => each.value);
    const quality = hasQuality ? Uint8Array.from(rows, (each) => each.quality) : null;
    const raw = { clock: 'wall', stampMs: startMs, endMs, values, quality, rows: null, marks: null } as const;
    const trouble = new Uint8Array(rows.length);
    return { raw, placed: { startMs, endMs, intervalMs: null, trouble, notes: [] }, factor };
  });

const other = {
  startMs: Float64Array.of(first, first + 60 * minute),
  endMs: Float64Array.of(first + 15 * minute, first + 75 * minute),
  value: Float64Array.of(1, 2),
  quality: null,
};

const rules = fc.record<PlacedRules>({
  kind: fc.constantFrom('interval', 'power', 'register'),
  unit: fc.constant('kWh'),
  toUnit: fc.constantFrom(null, 'Wh', 'kW'),
  intervalMs: fc.constantFrom(null, null, 15 * minute, 60 * minute),
  onConflict: fc.constantFrom('reject', 'first', 'last'),
  fromMs: fc.constantFrom(null, first + 45 * minute),
  toMs: fc.constantFrom(null, first + 600 * minute),
  minus: fc.constantFrom([], [other]),
  resampleMs: fc.constantFrom(null, null, 5 * minute, 60 * minute),
  registerReset: fc.constantFrom('gap', 'rollover', 'restart'),
  nowMs: fc.constant(first),
  describeTrouble: fc.constant(() => 'No time.'),
});

test('whatever the rows and rules are, every row is accounted for and no interval overlaps another', () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), rules, (parts, changed) => {
      const result = settlePlaced(parts, changed);
      if (result.kind !== 'settled') {
        expect(result.text).not.toBe('');
        return;
      }
      const { series, duplicates, conflicts, gaps, rejected, outside, merged, closing } = result;
      const left = duplicates + conflicts + gaps + rejected + outside + merged + closing;
      expect(series.startMs.length + left).toBe(result.rows);
      expect(result.rows).toBe(parts.reduce((rows, { raw }) => rows + raw.values.length, 0));
      expect(result.setAside).toHaveLength(conflicts + rejected);
      expect(series.value.every(Number.isFinite)).toBe(true);
      if (series.quality !== null) expect(series.quality).toHaveLength(series.value.length);
      for (let place = 0; place < series.startMs.length; place++) {
        expect(series.endMs[place]).toBeGreaterThan(series.startMs[place] as number);
        if (place > 0)
          expect(series.startMs[place]).toBeGreaterThanOrEqual(series.endMs[place - 1] as number);
      }
    }),
    { numRuns: 400 },
  );
});
