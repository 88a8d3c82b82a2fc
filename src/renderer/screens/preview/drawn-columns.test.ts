import { expect, test } from 'vitest';
import { columnAt, drawnColumns } from './drawn-columns.ts';

const plot = { fromMs: 0, toMs: 60, unit: 'kWh', intervals: 4 };

test('each interval is a level line to its end, and nothing is drawn across a gap', () => {
  const exact = { ...plot, exact: true, atMs: [0, 10, 20, 40], min: [1, 2, null, 3], max: [1, 2, null, 3] };
  expect(drawnColumns(exact, 10)).toEqual([
    [0, 10, 10, 20, 20, 40, 50],
    [1, 1, 2, 2, null, 3, 3],
    [1, 1, 2, 2, null, 3, 3],
  ]);
});

test('a lone column between gaps is as wide as a column', () => {
  const reduced = { ...plot, exact: false, atMs: [0, 20, 40], min: [null, 2, null], max: [null, 5, null] };
  expect(drawnColumns(reduced, 10)).toEqual([
    [0, 20, 40, 40],
    [null, 2, 2, null],
    [null, 5, 5, null],
  ]);
});

test('the cursor tells the interval that it is in', () => {
  const exact = { ...plot, exact: true, atMs: [0, 10, 20], min: [1, 2, null], max: [1, 2, null] };
  expect(columnAt(exact, 15)).toEqual({ position: 1, atMs: 10, min: 2, max: 2 });
  expect(columnAt(exact, 25)).toEqual({ position: 2, atMs: 20, min: null, max: null });
  expect(columnAt(exact, -1)).toBeNull();
});
