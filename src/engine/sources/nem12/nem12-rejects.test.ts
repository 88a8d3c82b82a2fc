import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openNem12Source } from './nem12-source.ts';
import type { Nem12Source } from './nem12-source.ts';
import type { RejectedCell } from './scan-listener.ts';
import { channelLines } from './write-nem12.ts';
import type { WrittenChannel, WrittenDay } from './write-nem12.ts';

let folder = '';
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'meterhaul-nem12-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const count = (length: number) => Array.from({ length }, (_, place) => place + 1);
const day = (rest: Partial<WrittenDay> = {}): WrittenDay => ({
  date: '20240101',
  values: count(24),
  ...rest,
});
const hourly = (rest: Partial<WrittenChannel> = {}): WrittenChannel => ({
  minutes: '60',
  days: [day()],
  ...rest,
});
const header = '100,NEM12,202401020304,MDP1,RET1';

const open = (content: string): Nem12Source => {
  const path = join(folder, 'given.csv');
  writeFileSync(path, content);
  return openNem12Source(path);
};
const openLines = (...lines: readonly string[]) => open(lines.join('\n'));
const valuesOf = (source: Nem12Source, place = 0) =>
  Array.from(source.readings(source.channels[place]!).values);
const sumOf = (source: Nem12Source, place = 0) =>
  valuesOf(source, place).reduce((sum, value) => sum + value, 0);
const rejectsOf = (source: Nem12Source): RejectedCell[] => {
  const cells: RejectedCell[] = [];
  source.rejects((cell) => cells.push(cell));
  return cells;
};
const ignoredOf = (source: Nem12Source): number[] => {
  const rows: number[] = [];
  source.rejects(
    () => {},
    ({ row }) => rows.push(row),
  );
  return rows;
};

describe('what in a NEM12 file becomes no reading', () => {
  test('is a cell that is no number; the other cells of its row are read', () => {
    const values = ['1', 'x', '', '1e999', '--1', '1 2', ...count(18)];
    const source = openLines(header, ...channelLines(hourly({ days: [day({ values })] })));
    expect(rejectsOf(source).map(({ row, field, text }) => [row, field, text])).toEqual([
      [3, 'IntervalValue2', 'x'],
      [3, 'IntervalValue4', '1e999'],
      [3, 'IntervalValue5', '--1'],
      [3, 'IntervalValue6', '1 2'],
    ]);
    expect(valuesOf(source)).toEqual([1, NaN, ...count(18)]);
    expect(source.channels[0]?.rows).toBe(20);
    expect(source.readings(source.channels[0]!).stampMs[1]).toBe(Date.UTC(2024, 0, 1, 2));
  });

  test.each([
    [count(23), 'it has 23 values, but its interval length of 60 minutes makes 24'],
    [count(48), 'it has 48 values, but its interval length of 60 minutes makes 24'],
    [[7], 'it has 1 value, but its interval length of 60 minutes makes 24'],
  ])('is a day with the wrong number of values', (values, reason) => {
    const days = [day({ values }), day({ date: '20240102' })];
    const source = openLines(header, ...channelLines(hourly({ days })));
    expect(rejectsOf(source)).toMatchObject([{ row: 3, reason }]);
    expect(sumOf(source)).toBe(300);
  });

  test.each(['20240230', '2024010', '01/02/2024', '', '00000000', '99999999'])(
    'is a day dated %j',
    (date) => {
      const source = openLines(header, ...channelLines(hourly({ days: [day({ date }), day()] })));
      expect(rejectsOf(source)).toMatchObject([{ row: 3, field: 'IntervalDate', text: date }]);
      expect(sumOf(source)).toBe(300);
    },
  );

  test('is a day before any 200 record, or behind one without a usable interval length', () => {
    const [, orphan] = channelLines(hourly());
    const lines = [header, orphan!, ...channelLines(hourly({ minutes: '7' })), ...channelLines(hourly())];
    const source = openLines(...lines);
    expect(rejectsOf(source).map(({ row, field }) => [row, field])).toEqual([
      [2, 'RecordIndicator'],
      [3, 'IntervalLength'],
      [4, 'RecordIndicator'],
    ]);
    expect(sumOf(source)).toBe(300);
  });

  test('is a line of another kind, which is ignored with its row', () => {
    const source = openLines(
      'Meter data as of today',
      header,
      ...channelLines(hourly()),
      '301,20240101',
      '400,1,2,A',
    );
    expect(source.ignoredRows).toBe(3);
    expect(ignoredOf(source)).toEqual([1, 5, 6]);
  });

  test('is a line of more than 1 MB', () => {
    const source = openLines(header, `300,${'1,'.repeat(1_500_000)}`, ...channelLines(hourly()));
    expect(rejectsOf(source)).toMatchObject([{ row: 2, reason: 'the line is longer than 1 MB' }]);
    expect(sumOf(source)).toBe(300);
  });

  test('is not a day that stands twice: both are kept for the settling of duplicates and conflicts', () => {
    const days = [day(), day({ date: '20240102' }), day({ values: count(24).reverse() })];
    const source = openLines(header, ...channelLines(hourly({ days })));
    expect(source.channels[0]?.rows).toBe(72);
    expect(source.problems).toMatchObject([{ code: 'day-repeated', row: 5 }]);
    expect(source.problems[0]?.text).toContain('2024-01-01 in rows 3 and 5');
  });
});
