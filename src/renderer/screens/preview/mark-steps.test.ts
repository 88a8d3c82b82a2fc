import { expect, test } from 'vitest';
import type { SeriesMark } from '../../../contract/series-shapes.ts';
import { marksByRow, stepToMark } from './mark-steps.ts';

const mark = (kind: SeriesMark['kind'], index: number | null): SeriesMark => ({
  kind,
  atMs: index === null ? null : index * 1000,
  endMs: null,
  index,
  row: index,
  text: `${kind} ${index ?? 'nowhere'}`,
});
const marks = [mark('rejected', null), mark('gap', 5), mark('duplicate', 9), mark('gap', 20)];

test('next and previous go from one marked row to the nearest one, of any kind or of one', () => {
  expect(stepToMark(marks, null, null, 'next')?.index).toBe(5);
  expect(stepToMark(marks, null, 5, 'next')?.index).toBe(9);
  expect(stepToMark(marks, 'gap', 5, 'next')?.index).toBe(20);
  expect(stepToMark(marks, 'gap', 20, 'previous')?.index).toBe(5);
});

test('there is an end in both directions, and marks without a row are passed over', () => {
  expect(stepToMark(marks, null, 20, 'next')).toBeNull();
  expect(stepToMark(marks, null, 5, 'previous')).toBeNull();
  expect(stepToMark(marks, 'rejected', null, 'next')).toBeNull();
});

test('a row knows all of its marks', () => {
  const rows = marksByRow([...marks, mark('conflict', 9)]);
  expect(rows.get(9)?.map(({ kind }) => kind)).toEqual(['duplicate', 'conflict']);
  expect(rows.size).toBe(3);
});
