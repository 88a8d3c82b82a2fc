import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settlePlaced } from './settle-placed.ts';
import type { PlacedRules } from './settle-placed.ts';
import type { SettledReadings } from './settled-readings.ts';

const minute = 60_000;
const hour = 60 * minute;
const first = Date.UTC(2024, 0, 1);
const rules: PlacedRules = {
  kind: 'interval',
  unit: 'kWh',
  toUnit: null,
  intervalMs: null,
  onConflict: 'reject',
  fromMs: null,
  toMs: null,
  minus: [],
  resampleMs: null,
  registerReset: 'gap',
  nowMs: null,
  describeTrouble: () => '',
};

/** A row as [minutes after the first, value]. */
type Row = readonly [at: number, value: number];

function settle(rows: readonly Row[], changed: Partial<PlacedRules> = {}): SettledReadings {
  const startMs = Float64Array.from(rows, ([at]) => first + at * minute);
  const values = Float64Array.from(rows, ([, value]) => value);
  const raw = {
    clock: 'instant',
    stampMs: startMs,
    endMs: null,
    values,
    quality: null,
    rows: null,
    marks: null,
  } as const;
  const placed = { startMs, endMs: null, intervalMs: null, trouble: new Uint8Array(rows.length), notes: [] };
  const result = settlePlaced([{ raw, placed, factor: 1 }], { ...rules, ...changed });
  if (result.kind !== 'settled') throw new Error(result.text);
  return result;
}

/** The intervals as [minute of the start, minutes they last, value]. */
function intervals({ series }: SettledReadings): [number, number, number][] {
  return Array.from(series.startMs, (start, at) => [
    (start - first) / minute,
    ((series.endMs[at] as number) - start) / minute,
    series.value[at] as number,
  ]);
}

const every = (step: number, count: number, value = (at: number): number => at + 1, from = 0): Row[] =>
  Array.from({ length: count }, (_, at) => [from + at * step, value(at)]);

describe('irregular sampling', () => {
  const steps = [9, 10, 11, 10, 9, 12, 10, 11, 9, 10];
  const seconds = Array.from({ length: 60 }, (_, at) => steps[at % 10] as number);
  let at = 0;
  const rows = seconds.map((step): Row => {
    at += step;
    return [at / 60, 100];
  });

  test('it is flagged, and no interval reaches over the next', () => {
    const result = settle(rows, { kind: 'power', unit: 'W' });
    expect(result).toMatchObject({ isIrregular: true, rejected: 0 });
    expect(result.notes[0]).toContain('irregular times');
    for (let place = 1; place < result.series.startMs.length; place++) {
      expect(result.series.startMs[place]).toBeGreaterThanOrEqual(result.series.endMs[place - 1] as number);
    }
  });

  test('resampled power is its mean by time, on whole multiples of the length', () => {
    const result = settle(rows, { kind: 'power', unit: 'W', resampleMs: minute });
    expect(result.isIrregular).toBe(false);
    expect(new Set(result.series.value)).toEqual(new Set([100]));
    expect(result.series.startMs.every((start) => start % minute === 0)).toBe(true);
    expect(result.merged).toBe(rows.length - result.series.startMs.length);
  });

  test('resampling keeps the energy of any series without holes', () => {
    const values = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 4, maxLength: 60 });
    fc.assert(
      fc.property(
        values,
        fc.constantFrom(5, 7, 20, 60, 180),
        fc.constantFrom(1, 5, 15, 60),
        (some, step, to) => {
          const count = some.length - ((some.length * step) % to === 0 ? 0 : some.length % to);
          const used = some.slice(0, Math.max(count, 0));
          if (used.length < 2 || (used.length * step) % to !== 0) return;
          const result = settle(
            used.map((value, place): Row => [place * step, value]),
            { resampleMs: to * minute },
          );
          const sum = used.reduce((a, b) => a + b, 0);
          expect(result.series.value.reduce((a, b) => a + b, 0)).toBeCloseTo(sum, 5);
          expect(result.resolutions).toEqual([
            { intervalMs: to * minute, intervals: (used.length * step) / to },
          ]);
        },
      ),
    );
  });

  test('a grid interval that readings cover for less than half is a gap', () => {
    const result = settle([...every(10, 7), ...every(10, 6, undefined, 180)], { resampleMs: hour });
    expect(intervals(result)).toEqual([
      [0, 60, 21],
      [180, 60, 21],
    ]);
    expect(result.notes.at(-1)).toContain('1 interval of 1 h');
  });
});

describe('totals that follow the readings they are totals of', () => {
  const hours = every(60, 96, (at) => 1 + (at % 3));
  const days = every(1440, 4, () => 48);

  test('days behind hours are left out, so no energy is sent twice and no hour is contradicted', () => {
    const result = settle([...hours, ...days]);
    expect(result.series.value.reduce((a, b) => a + b, 0)).toBe(192);
    expect(result).toMatchObject({ rejected: 4, conflicts: 0, intervalMs: hour });
    expect(result.setAside[0]?.reason).toBe('A total of the readings 1 h apart that stand before it.');
    expect(result.notes[0]).toBe('4 rows 1 day apart are totals of the readings 1 h apart and are left out.');
  });

  test('the same in a file from the newest to the oldest', () => {
    const result = settle([...hours].reverse().concat([...days].reverse()));
    expect(result).toMatchObject({ rejected: 4, conflicts: 0 });
    expect(result.series.value).toHaveLength(96);
  });

  test('days that no hours cover stay what they are', () => {
    const later = every(1440, 20, () => 48, 100 * 1440);
    const result = settle([...every(60, 96, undefined, 200 * 1440), ...later]);
    expect(result.resolutions).toEqual([
      { intervalMs: hour, intervals: 96 },
      { intervalMs: 24 * hour, intervals: 20 },
    ]);
  });
});

describe('units', () => {
  test('power becomes energy by the length of each interval, energy another unit', () => {
    expect(intervals(settle(every(15, 3), { kind: 'power', unit: 'kW', toUnit: 'kWh' }))[0]).toEqual([
      0, 15, 0.25,
    ]);
    expect(intervals(settle(every(15, 3), { unit: 'kWh', toUnit: 'W' }))[1]).toEqual([15, 15, 8000]);
    expect(
      settle(
        every(15, 3, () => 620.5),
        { unit: 'Wh', toUnit: 'kWh' },
      ).series.value[0],
    ).toBe(0.6205);
    expect(settle(every(15, 3), { unit: 'Wh', toUnit: 'kWh' }).unit).toBe('kWh');
  });

  test('a unit that nobody has said, or that is of something else, is asked for', () => {
    expect(() => settle(every(15, 3), { unit: null, toUnit: 'kWh' })).toThrow('nothing says its unit');
    expect(() => settle(every(15, 3), { unit: 'kWh', toUnit: 'm3' })).toThrow('kWh cannot become m3');
  });
});

describe('what a person should look at', () => {
  test('negative values, spikes, flat and zero runs, stamps of the future and gaps, a sentence each', () => {
    const value = (place: number): number =>
      place === 50
        ? 90_000
        : place === 60
          ? -1
          : place > 200 && place < 240
            ? 7
            : place > 300 && place < 330
              ? 0
              : 1 + (place % 5);
    const rows = every(60, 400, value).filter((_, place) => place < 100 || place > 110);
    const result = settle(rows, { nowMs: first + 390 * hour });
    expect(result.findings.map(({ code, count }) => [code, count])).toEqual([
      ['negative-values', 1],
      ['spikes', 1],
      ['flat-run', 1],
      ['zeros', 1],
      ['future', 10],
      ['gaps', 1],
    ]);
    expect(result.findings[1]).toMatchObject({ firstStartMs: first + 50 * hour, firstRow: 50 });
    expect(result.findings[5]?.text).toContain('11 h from 2024-01-05T04:00Z');
  });

  test('an ordinary series has nothing to find', () => {
    expect(settle(every(15, 500, (place) => Math.abs(Math.sin(place / 20)) * 3 + 0.1)).findings).toEqual([]);
  });
});
