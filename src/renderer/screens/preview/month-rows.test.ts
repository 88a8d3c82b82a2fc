import { expect, test } from 'vitest';
import { previewSeries } from '../../../contract/inspection-shapes.ts';
import { monthRows } from './month-rows.ts';

const zone = 'Europe/Copenhagen';
const series = previewSeries.parse({
  name: 'Main',
  load: 'main',
  ven: '',
  resource: null,
  unit: 'kWh',
  intervalMs: 3_600_000,
  timeZone: zone,
  intervals: 0,
  firstStart: '2024-03-20T23:00:00.000Z',
  lastStart: '2024-04-30T20:00:00.000Z',
  sum: 0,
  min: null,
  max: null,
  gaps: 0,
  emptyValues: 0,
  duplicates: 0,
  conflicts: 0,
  rejected: 0,
  mean: null,
  findings: [],
  shortDays: 0,
  longDays: 0,
  skipped: null,
});

test('what a series never reached is no gap: only the hour that is absent between its first and last is missing', () => {
  const none = { sum: 0, min: 0, max: 0 };
  // 20 days before the series begins; March has 743 hours, as its clock goes forward.
  const march = { month: '2024-03', expected: 743, intervals: 743 - 20 * 24 - 1, ...none };
  const april = { month: '2024-04', expected: 720, intervals: 719, ...none };
  const rows = monthRows([march, april], series, zone);
  expect(rows.map(({ missing }) => missing)).toEqual([1, 0]);
  expect(rows.map(({ beginsMs }) => beginsMs)).toEqual([Date.parse('2024-03-20T23:00Z'), null]);
  expect(rows.map(({ endsMs }) => endsMs)).toEqual([null, Date.parse('2024-04-30T20:00Z')]);
});
