import { describe, expect, test } from 'vitest';
import { settleReadings } from './settle-readings.ts';
import type { SettledReadings, SettleRules } from './settle-readings.ts';

const first = Date.UTC(2025, 0, 15, 8);
const hour = 3_600_000;
const rules: SettleRules = { intervalMs: null, onConflict: 'reject', fromMs: null, toMs: null, minus: [] };

/** Rows as [hours after the first, value]. */
type Rows = readonly (readonly [number, number])[];

function settle(rows: Rows, changed: Partial<SettleRules> = {}, coarseStamps = false) {
  const stamps = Float64Array.from(rows, ([hours]) => (first + hours * hour) / 1000);
  const values = Float64Array.from(rows, ([, value]) => value);
  return settleReadings({ stamps, values, coarseStamps }, { ...rules, ...changed });
}

function settled(rows: Rows, changed: Partial<SettleRules> = {}): SettledReadings {
  const result = settle(rows, changed);
  if (result.kind !== 'settled') throw new Error(result.text);
  return result;
}

/** The intervals as [hours after the first, value]. */
function intervals({ series }: SettledReadings): [number, number][] {
  return Array.from(series.startMs, (start, index) => [(start - first) / hour, series.value[index]!]);
}

describe('settling the rows of a series', () => {
  test('rows out of order are sent in order, each up to the start of the next', () => {
    const result = settled([
      [2, 30],
      [0, 10],
      [1, 20],
    ]);
    expect(intervals(result)).toEqual([
      [0, 10],
      [1, 20],
      [2, 30],
    ]);
    expect(result).toMatchObject({ intervalMs: hour, epochUnit: 's', regularity: 1, missing: 0, rows: 3 });
    expect(result.series.endMs[0]).toBe(first + hour);
  });

  test('a repeated row is sent once and counted', () => {
    const result = settled([
      [0, 1],
      [1, 2],
      [1, 2],
      [2, 3],
    ]);
    expect(intervals(result)).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    expect(result.duplicates).toBe(1);
  });

  test('a NaN row is a gap and never a zero', () => {
    const result = settled([
      [0, 1],
      [1, NaN],
      [2, -Infinity],
      [3, 4],
    ]);
    expect(intervals(result)).toEqual([
      [0, 1],
      [3, 4],
    ]);
    expect(result).toMatchObject({ gaps: 2, missing: 2, setAside: [] });
  });

  test('a NaN row beside a real one at the same start does not cost the real one', () => {
    const result = settled([
      [0, 1],
      [1, NaN],
      [1, 2],
      [2, 3],
    ]);
    expect(intervals(result)).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    expect(result.gaps).toBe(1);
  });

  test('contradicting rows are all left out and each is listed', () => {
    const result = settled([
      [0, 1],
      [1, 2],
      [1, 7],
      [1, 2],
      [2, 3],
    ]);
    expect(intervals(result)).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(result.conflicts).toBe(3);
    expect(result.setAside.map(({ row, outcome, field, text }) => [row, outcome, field, text])).toEqual([
      [1, 'conflict', 'value', '2'],
      [2, 'conflict', 'value', '7'],
      [3, 'conflict', 'value', '2'],
    ]);
  });

  test.each([
    ['first', 2, 1, 1],
    ['last', 2, 1, 1],
  ] as const)(
    'with the policy %s that row is sent and the others are listed',
    (onConflict, value, conflicts, duplicates) => {
      const result = settled(
        [
          [0, 1],
          [1, 2],
          [1, 7],
          [1, 2],
          [2, 3],
        ],
        { onConflict },
      );
      expect(intervals(result)[1]).toEqual([1, value]);
      expect(result).toMatchObject({ conflicts, duplicates });
      expect(result.setAside.map((one) => one.row)).toEqual([2]);
    },
  );

  test('the last row in the file wins with the policy last, wherever it stands', () => {
    expect(
      intervals(
        settled(
          [
            [1, 9],
            [0, 1],
            [1, 2],
            [2, 3],
          ],
          { onConflict: 'last' },
        ),
      )[1],
    ).toEqual([1, 2]);
  });

  test('an interval that would overlap the next one is listed and not sent', () => {
    const result = settled([
      [0, 1],
      [1, 2],
      [1.5, 9],
      [2.5, 3],
      [3.5, 4],
    ]);
    expect(intervals(result)).toEqual([
      [0, 1],
      [1.5, 9],
      [2.5, 3],
      [3.5, 4],
    ]);
    expect(result).toMatchObject({ rejected: 1, setAside: [{ row: 1, outcome: 'rejected', field: 'time' }] });
    expect(result.setAside[0]?.reason).toContain('would overlap the next one');
  });

  test('a row with a broken time stamp is listed and the others go on', () => {
    const stamps = Float64Array.of(first / 1000, 12, NaN, first / 1000 + 3600);
    const values = Float64Array.of(1, 2, 3, 4);
    const result = settleReadings({ stamps, values, coarseStamps: false }, rules) as SettledReadings;
    expect(intervals(result)).toEqual([
      [0, 1],
      [1, 4],
    ]);
    expect(result.setAside.map(({ row, text }) => [row, text])).toEqual([
      [1, '12'],
      [2, 'NaN'],
    ]);
  });

  test('only the selected time range is sent, and what lies outside is counted, not listed', () => {
    const rows: Rows = [
      [0, 1],
      [0, 2],
      [1, 3],
      [2, NaN],
      [3, 5],
      [4, 6],
    ];
    const result = settled(rows, { fromMs: first + hour, toMs: first + 4 * hour });
    expect(intervals(result)).toEqual([
      [1, 3],
      [3, 5],
    ]);
    expect(result).toMatchObject({ outside: 3, gaps: 1, conflicts: 0, setAside: [] });
  });

  test('a forced interval length is used and the difference is said', () => {
    const result = settled(
      [
        [0, 1],
        [1, 2],
      ],
      { intervalMs: hour / 4 },
    );
    expect(result.series.endMs[0]).toBe(first + hour / 4);
    expect(result.notes[0]).toContain('mostly 3600 s apart');
  });

  test('what another load sends to the same resource is not sent twice', () => {
    const other = settled([
      [0, 1],
      [1, 2],
    ]).series;
    const result = settled(
      [
        [0, 1],
        [1, 8],
        [2, 3],
      ],
      { minus: [other] },
    );
    expect(intervals(result)).toEqual([[2, 3]]);
    expect(result).toMatchObject({
      duplicates: 1,
      conflicts: 1,
      setAside: [{ row: 1, outcome: 'conflict' }],
    });
  });
});

describe('a series that gives no intervals says why', () => {
  test.each([
    ['no-readings', [], {}],
    [
      'no-readings',
      [
        [0, NaN],
        [1, NaN],
      ],
      {},
    ],
    [
      'no-readings',
      [
        [0, 1],
        [1, 2],
      ],
      { fromMs: first + 9 * hour },
    ],
    [
      'time-unrecognised',
      [
        [-480_000, 1],
        [-480_001, 2],
      ],
      {},
    ],
    ['interval-unknown', [[0, 1]], {}],
  ] as const)('%s', (reason, rows, changed) => {
    expect(settle(rows, changed)).toMatchObject({ kind: 'unsettled', reason });
  });

  test('a single reading is sent once its length is given', () => {
    expect(intervals(settled([[0, 1]], { intervalMs: hour }))).toEqual([[0, 1]]);
  });
});

describe('time stamps that went through 32-bit floats', () => {
  const coarse = (rows: Rows, changed: Partial<SettleRules> = {}) =>
    settle(
      rows.map(([hours, value]) => [
        (Math.fround((first + hours * hour) / 1000) * 1000 - first) / hour,
        value,
      ]),
      changed,
      true,
    );

  test('they are put back on a grid that is beyond doubt, with a note', () => {
    const rows: Rows = Array.from({ length: 48 }, (_, index) => [index, index]);
    const result = coarse(rows) as SettledReadings;
    expect(intervals(result)).toEqual(rows);
    expect(result.notes[0]).toContain('grid of 3600 s');
  });

  test('a forced length that they cannot tell apart leaves the load out', () => {
    expect(
      coarse(
        [
          [0, 1],
          [1, 2],
        ],
        { intervalMs: 60_000 },
      ),
    ).toMatchObject({ kind: 'unsettled', reason: 'time-precision' });
  });

  test('stamps off every grid leave the load out', () => {
    expect(
      coarse([
        [0, 1],
        [1.3, 2],
        [2.1, 3],
        [3.7, 4],
      ]),
    ).toMatchObject({ kind: 'unsettled', reason: 'time-precision' });
  });
});
