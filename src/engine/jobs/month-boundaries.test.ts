import { expect, it } from 'vitest';
import { monthBoundaries } from './month-boundaries.ts';

const iso = (from: string, to: string, zone: string): string[] =>
  monthBoundaries(Date.parse(from), Date.parse(to), zone).map((ms) => new Date(ms).toISOString());

it("a month begins at midnight of the job's zone, so no request reaches across it", () => {
  expect(iso('2025-02-10T00:00:00Z', '2025-05-02T00:00:00Z', 'Europe/Copenhagen')).toEqual([
    '2025-02-28T23:00:00.000Z',
    '2025-03-31T22:00:00.000Z',
    '2025-04-30T22:00:00.000Z',
  ]);
});

it('the month that has begun is not listed, one that begins at the end is', () => {
  expect(iso('2025-01-01T00:00:00Z', '2025-02-01T00:00:00Z', 'UTC')).toEqual(['2025-02-01T00:00:00.000Z']);
  expect(iso('2025-01-01T00:00:00Z', '2025-01-31T23:59:59Z', 'UTC')).toEqual([]);
});

it('a job of the last evening of a year ends up in the right month east and west of Greenwich', () => {
  const [from, to] = ['2024-12-31T20:00:00Z', '2025-01-01T12:00:00Z'];
  expect(iso(from, to, 'Asia/Tokyo')).toEqual([]);
  expect(iso(from, to, 'America/Los_Angeles')).toEqual(['2025-01-01T08:00:00.000Z']);
});
