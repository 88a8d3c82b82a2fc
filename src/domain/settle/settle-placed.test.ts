import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settlePlaced } from './settle-placed.ts';
import type { PlacedRules, SeriesPart } from './settle-placed.ts';
import type { SettledReadings } from './settled-readings.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
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
  describeTrouble: (code) => `Trouble ${code}.`,
};

/** A row as [minutes after the first, value, minutes of its end]. */
type Row = readonly [at: number, value: number, end?: number];

function part(
  rows: readonly Row[],
  changed: Partial<SeriesPart['raw']> & { factor?: number } = {},
): SeriesPart {
  const { factor = 1, ...raw } = changed;
  const startMs = Float64Array.from(rows, ([at]) => first + at * minute);
  const hasEnds = rows.some((row) => row.length === 3);
  const endMs = hasEnds ? Float64Array.from(rows, ([, , end]) => first + (end ?? NaN) * minute) : null;
  const values = Float64Array.from(rows, ([, value]) => value);
  const trouble = Uint8Array.from(rows, ([at]) => (Number.isNaN(at) ? 3 : 0));
  const clock = 'instant' as const;
  return {
    raw: { clock, stampMs: startMs, endMs, values, quality: null, rows: null, marks: null, ...raw },
    placed: { startMs, endMs, intervalMs: null, trouble, notes: [] },
    factor,
  };
}

function settleParts(parts: readonly SeriesPart[], changed: Partial<PlacedRules> = {}): SettledReadings {
  const result = settlePlaced(parts, { ...rules, ...changed });
  if (result.kind !== 'settled') throw new Error(result.text);
  expect(accounted(result)).toBe(result.rows);
  return result;
}

const settle = (rows: readonly Row[], changed: Partial<PlacedRules> = {}): SettledReadings =>
  settleParts([part(rows)], changed);

function accounted(of: SettledReadings): number {
  const sums = [of.duplicates, of.conflicts, of.gaps, of.rejected, of.outside, of.merged, of.closing];
  return of.series.startMs.length + sums.reduce((a, b) => a + b, 0);
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

const codes = (of: SettledReadings): string[] => of.findings.map(({ code }) => code);

describe('rows of one kind', () => {
  test('repeated, contradicting, missing and broken rows are each counted and located by the numbers of an editor', () => {
    const rows: Row[] = [
      [0, 1],
      [15, 2],
      [15, 2],
      [30, 3],
      [30, 4],
      [45, NaN],
      [NaN, 9],
      [NaN, NaN],
      [60, 5],
      [75, 6],
    ];
    const numbered = part(rows, { rows: Float64Array.from(rows, (_, at) => at + 12) });
    const result = settleParts([numbered]);
    expect(intervals(result)).toEqual([
      [0, 15, 1],
      [15, 15, 2],
      [60, 15, 5],
      [75, 15, 6],
    ]);
    expect(result).toMatchObject({ duplicates: 1, conflicts: 2, gaps: 2, rejected: 1, missing: 2 });
    expect(result.setAside.map(({ row, field, text }) => [row, field, text])).toEqual([
      [15, 'value', '3'],
      [16, 'value', '4'],
      [18, 'time', ''],
    ]);
    expect(result.setAside[2]?.reason).toBe('Trouble 3.');
    expect(result.findings.map(({ text, firstRow }) => [text, firstRow])).toEqual([
      ['1 row repeats another one, first at 2024-01-01T00:15Z.', 14],
      ['2 rows contradict others of the same time, first at 2024-01-01T00:30Z.', 15],
      ['1 gap between intervals; the largest: 30 min from 2024-01-01T00:30Z.', 13],
    ]);
  });

  test('a repeated reading keeps the quality of the first and says so', () => {
    const rows: Row[] = [
      [0, 1],
      [15, 2],
      [15, 2],
      [30, 3],
    ];
    const result = settleParts([part(rows, { quality: Uint8Array.of(0, 1, 0, 2) })]);
    expect([...(result.series.quality ?? [])]).toEqual([0, 1, 2]);
    expect(result.notes[0]).toContain('only in quality');
  });

  test('rows from the newest to the oldest are put in order, with a sentence', () => {
    const result = settle(every(60, 30).reverse());
    expect(intervals(result).map(([at]) => at)).toEqual(every(60, 30).map(([at]) => at));
    expect(result.findings[0]?.text).toContain('from the newest to the oldest');
    expect(settle([...every(60, 9, undefined, 540), ...every(60, 9)]).findings[0]?.text).toContain(
      '2 blocks',
    );
  });

  test('any series cut into blocks and shuffled settles to the same', () => {
    const series = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 2 })), {
      minLength: 2,
      maxLength: 60,
    });
    fc.assert(
      fc.property(series, fc.array(fc.nat(60), { maxLength: 4 }), (some, cuts) => {
        const rows = some.map(([at, value]): Row => [at * 5, value]).sort(([a], [b]) => a - b);
        const places = [...new Set([0, ...cuts, rows.length])].sort((a, b) => a - b);
        const blocks = places.map((from, at) => rows.slice(from, places[at + 1] ?? rows.length));
        const [whole, shuffled] = [rows, blocks.reverse().flat()].map((each) =>
          settlePlaced([part(each)], rules),
        );
        if (whole?.kind !== 'settled' || shuffled?.kind !== 'settled') {
          expect(shuffled).toEqual(whole);
          return;
        }
        expect(accounted(whole)).toBe(rows.length);
        expect(intervals(shuffled)).toEqual(intervals(whole));
      }),
    );
  });

  test('only the selected range is sent, and what another load sends is not sent twice', () => {
    const other = settle(every(60, 2)).series;
    const result = settle(every(60, 6), { fromMs: first + hour, toMs: first + 4 * hour, minus: [other] });
    expect(intervals(result).map(([at]) => at)).toEqual([120, 180]);
    expect(result).toMatchObject({ outside: 3, duplicates: 1 });
  });
});

describe('several resolutions in one series', () => {
  test('a block of 1 min within 10 min becomes intervals of 1 min, never added to the others', () => {
    const rows = [...every(10, 30), ...every(1, 20, () => 0.1, 300), ...every(10, 30, undefined, 320)];
    const result = settle(rows);
    expect(result.series.startMs).toHaveLength(80);
    expect(result.resolutions).toEqual([
      { intervalMs: 10 * minute, intervals: 60 },
      { intervalMs: minute, intervals: 20 },
    ]);
    expect(result).toMatchObject({ rejected: 0, missing: 0, isIrregular: false });
    expect(result.notes[0]).toContain('1 min apart instead of 10 min');
  });

  test('totals with explicit ends are left out and say what they are', () => {
    const days: Row[] = Array.from({ length: 366 }, (_, at) => [at * 1440, 2, (at + 1) * 1440]);
    const result = settle([...days, [0, 732, 366 * 1440]]);
    expect(result.series.value.reduce((a, b) => a + b, 0)).toBe(732);
    expect(result.setAside.map(({ reason }) => reason)).toEqual([
      'A total over 366 days, not an interval of 1 day.',
    ]);
  });

  test('explicit rows of another length stay where they stand alone', () => {
    const quarters: Row[] = Array.from({ length: 8 }, (_, at) => [at * 15, 1, at * 15 + 15]);
    const result = settle([...quarters, [600, 7, 660], [0, 4, 60]]);
    expect(intervals(result).at(-1)).toEqual([600, 60, 7]);
    expect(result).toMatchObject({ rejected: 1, intervalMs: 15 * minute });
  });

  test('an interval that ends before it starts is listed, a blank one is only a gap', () => {
    const quarters: Row[] = Array.from({ length: 8 }, (_, at) => [at * 15, 1, at * 15 + 15]);
    const result = settle([...quarters, [120, 3, 120], [135, NaN, 75]]);
    expect(result).toMatchObject({ rejected: 1, gaps: 1 });
    expect(result.setAside[0]).toMatchObject({
      row: 8,
      reason: 'The interval does not end after its start.',
    });
  });

  test('local days follow the clock: 23 and 25 hours are whole days', () => {
    const starts = [0, 24, 48, 71, 95, 119, 144, 168, 192];
    const result = settle(
      starts.map((at): Row => [at * 60, 1]),
      { intervalMs: day },
    );
    expect(intervals(result).map(([, lasts]) => lasts / 60)).toEqual([24, 24, 23, 24, 24, 25, 24, 24, 24]);
    expect(result).toMatchObject({ isIrregular: false, rejected: 0, missing: 0 });
  });

  test('calendar months last as long as they do', () => {
    const starts = [0, 1, 2, 3, 4, 6, 7].map((month): Row => [
      (Date.UTC(2024, month) - first) / minute,
      month,
    ]);
    const result = settle(starts);
    expect(intervals(result).map(([, lasts]) => lasts / 1440)).toEqual([31, 29, 31, 30, 31, 31, 31]);
  });

  test('a forced length counts, and the difference is said', () => {
    const result = settle(every(60, 3), { intervalMs: 15 * minute });
    expect(intervals(result)[0]).toEqual([0, 15, 1]);
    expect(result.notes[0]).toContain('mostly 1 h apart; the interval was set to 15 min');
  });
});

describe('parts that are added up', () => {
  const t1 = every(15, 8, () => 1);
  const t2 = every(15, 8, () => 10);

  test('the sum stands on equal intervals, signed by the factors', () => {
    const result = settleParts([part(t1), part(t2, { factor: -1 })]);
    expect(intervals(result)).toEqual(every(15, 8).map(([at]) => [at, 15, -9]));
    expect(result).toMatchObject({ rows: 16, merged: 8 });
    expect(codes(result)).not.toContain('negative-values');
  });

  test('what only one part has stands as it is, with its count', () => {
    const result = settleParts([part(t1), part(t2.slice(0, 5))]);
    expect(intervals(result).map(([, , value]) => value)).toEqual([11, 11, 11, 11, 11, 1, 1, 1]);
    expect(result.notes).toContain('3 intervals are there in only some of the 2 parts that are added up.');
  });

  test('a conflict in one part sets the interval of the sum aside', () => {
    const result = settleParts([part(t1), part([...t2, [30, 11]])]);
    expect(intervals(result).map(([start]) => start)).not.toContain(30);
    expect(result).toMatchObject({ conflicts: 3 });
    expect(result.setAside).toHaveLength(3);
  });

  test('the quality of a sum is the worst of its parts', () => {
    const result = settleParts([
      part(t1, { quality: Uint8Array.from(t1, (_, place) => (place === 3 ? 1 : 0)) }),
      part(t2, { quality: Uint8Array.from(t2, (_, place) => (place === 5 ? 2 : 0)) }),
    ]);
    expect([...(result.series.quality ?? [])]).toEqual([0, 0, 0, 1, 0, 2, 0, 0]);
  });

  test('registers of two tariffs, one with a missing reading, keep all their energy', () => {
    const readings = (step: number): Row[] => every(15, 41, (place) => 100 + place * step);
    const result = settleParts(
      [part(readings(0.5)), part(readings(0.25).filter((_, place) => place !== 7))],
      {
        kind: 'register',
      },
    );
    expect(result.series.value.reduce((a, b) => a + b, 0)).toBeCloseTo(30, 9);
    expect(intervals(result)[6]).toEqual([90, 30, 1.5]);
    expect(result).toMatchObject({ closing: 2, rows: 81 });
  });
});

describe('series that give no intervals say why', () => {
  test.each([
    [[], 'no-readings'],
    [[[0, NaN]], 'no-readings'],
    [[[0, 1]], 'interval-unknown'],
  ] as [Row[], string][])('%j: %s', (rows, reason) => {
    expect(settlePlaced([part(rows)], rules)).toMatchObject({ kind: 'unsettled', reason });
  });
});
