import { describe, expect, test } from 'vitest';
import { settleReadings } from '../settle-readings.ts';
import { placeLimit } from './odd-places.ts';
import { settlePlaced } from './settle-placed.ts';
import type { PlacedRules } from './settle-placed.ts';

const minuteMs = 60_000;
const firstMs = Date.parse('2024-05-01T00:00Z');
const at = (minutes: number): number => firstMs + minutes * minuteMs;

const rules: PlacedRules = {
  kind: 'power',
  unit: 'kW',
  toUnit: null,
  intervalMs: minuteMs,
  onConflict: 'reject',
  fromMs: null,
  toMs: null,
  minus: [],
  resampleMs: null,
  registerReset: 'gap',
  nowMs: null,
  describeTrouble: () => 'The time could not be read.',
};

/** Rows of [minute, value]; NaN is a time that could not be placed. Line 2 is the first. */
function settle(rows: readonly (readonly [number, number])[], changed: Partial<PlacedRules> = {}) {
  const startMs = Float64Array.from(rows, ([minute]) => at(minute));
  const raw = {
    clock: 'instant',
    stampMs: startMs,
    endMs: null,
    values: Float64Array.from(rows, ([, value]) => value),
    quality: null,
    rows: Float64Array.from(rows, (_, row) => row + 2),
    marks: null,
  } as const;
  const placed = {
    startMs,
    endMs: null,
    intervalMs: minuteMs,
    trouble: new Uint8Array(rows.length),
    notes: [],
  };
  const settled = settlePlaced([{ raw, placed, factor: 1 }], { ...rules, ...changed });
  if (settled.kind !== 'settled') throw new Error(settled.text);
  return settled;
}

describe('where the odd rows of a series are', () => {
  test('is told with the line, the time and a sentence', () => {
    const { odd } = settle([
      [0, 1],
      [1, 2],
      [1, 2],
      [2, 3],
      [2, 4],
      [NaN, 5],
      [3, 6],
      [4, 7],
    ]);
    expect(odd.counts).toEqual({ duplicate: 1, conflict: 2, rejected: 1, finding: 0 });
    expect(odd.places).toEqual([
      {
        kind: 'duplicate',
        atMs: at(1),
        endMs: null,
        row: 4,
        text: 'Another row has the same reading for 2024-05-01T00:01:00.000Z.',
      },
      {
        kind: 'conflict',
        atMs: at(2),
        endMs: null,
        row: 5,
        text: 'Another reading for 2024-05-01T00:02:00.000Z has another value.',
      },
      expect.objectContaining({ kind: 'conflict', row: 6 }),
      // Nobody can say its time: it stands at the row before.
      { kind: 'rejected', atMs: at(2), endMs: null, row: 7, text: 'The time could not be read.' },
    ]);
  });

  test('a row without a time and without one before it stands nowhere', () => {
    const { odd } = settle([
      [NaN, 5],
      [0, 1],
      [1, 2],
    ]);
    expect(odd.places).toMatchObject([{ kind: 'rejected', atMs: null, row: 2 }]);
  });

  test('of very many only the first are told, and all are counted', () => {
    const rows = Array.from({ length: 3000 }, (_, row) => [row >> 1, row >> 1] as const);
    const { odd, duplicates } = settle(rows);
    expect(duplicates).toBe(1500);
    expect(odd.counts.duplicate).toBe(1500);
    expect(odd.places.filter(({ kind }) => kind === 'duplicate')).toHaveLength(placeLimit);
  });

  test('what another load sends already is told, too', () => {
    const own = settle([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    const { odd } = settle(
      [
        [1, 2],
        [2, 9],
        [3, 4],
      ],
      { minus: [own.series] },
    );
    expect(odd.places).toMatchObject([
      { kind: 'duplicate', atMs: at(1), row: 2 },
      { kind: 'conflict', atMs: at(2), row: 3 },
    ]);
    expect(odd.places[0]?.text).toContain('another load of the same VTN resource');
  });

  test('is told of a meter file of the VEN client as well', () => {
    const settled = settleReadings(
      {
        stamps: Float64Array.from([at(0), at(1), at(1), at(2), 7, at(3)]),
        values: Float64Array.from([1, 2, 2, 3, 4, 5]),
        coarseStamps: false,
      },
      { intervalMs: null, onConflict: 'reject', fromMs: null, toMs: null, minus: [] },
    );
    expect(settled).toMatchObject({
      odd: {
        counts: { duplicate: 1, conflict: 0, rejected: 1 },
        places: [
          { kind: 'duplicate', atMs: at(1), row: 2 },
          { kind: 'rejected', atMs: at(2), row: 4 },
        ],
      },
    });
  });
});

describe('where the odd values of a series are', () => {
  const calm = Array.from({ length: 3000 }, (_, row) => [row, 10 + (row % 7)] as const);
  const found = (rows: readonly (readonly [number, number])[], changed?: Partial<PlacedRules>) =>
    settle(rows, changed).odd.places.filter(({ kind }) => kind === 'finding');

  test('values below zero are told run by run', () => {
    const rows = calm.map(([minute, value]): [number, number] =>
      (minute >= 100 && minute < 110) || minute === 200 ? [minute, -value] : [minute, value],
    );
    expect(found(rows)).toEqual([
      {
        kind: 'finding',
        atMs: at(100),
        endMs: at(110),
        row: 102,
        text: '10 values below zero, down to -16.',
      },
      { kind: 'finding', atMs: at(200), endMs: null, row: 202, text: '1 value below zero, down to -14.' },
    ]);
  });

  test('each spike is told with what the others are within', () => {
    const rows = calm.map(([minute, value]): [number, number] => [minute, minute % 1000 === 7 ? 9e6 : value]);
    const places = found(rows);
    expect(places.map(({ atMs }) => atMs)).toEqual([at(7), at(1007), at(2007)]);
    expect(places[0]).toMatchObject({ row: 9, text: '9000000 where nearly all values are within 16.' });
  });

  test('a value that does not change is told from its start to its end', () => {
    const rows = calm.map(([minute, value]): [number, number] => [
      minute,
      minute >= 500 && minute < 2500 ? 0 : value,
    ]);
    expect(found(rows)).toEqual([
      {
        kind: 'finding',
        atMs: at(500),
        endMs: at(2500),
        row: 502,
        text: 'The value is zero for 1.4 days.',
      },
    ]);
  });

  test('what lies in the future and what runs backwards is told once', () => {
    expect(found(calm, { nowMs: at(2990) })).toMatchObject([{ atMs: at(2990), endMs: at(3000) }]);
    expect(found([...calm].reverse())).toMatchObject([{ text: expect.stringContaining('newest') as string }]);
  });
});
