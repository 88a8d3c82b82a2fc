import { expect, test } from 'vitest';
import { timeTicks } from './time-ticks.ts';

const zone = 'Europe/Copenhagen';
const wallTexts = (from: string, to: string, most: number): string[] =>
  timeTicks(Date.parse(from), Date.parse(to), most, zone).map(({ wallMs }) =>
    new Date(wallMs).toISOString().slice(0, 16),
  );

test('lines of a day stand at round hours of the wall clock, on the day of a changeover too', () => {
  const ticks = timeTicks(Date.parse('2024-03-30T23:00Z'), Date.parse('2024-03-31T22:00Z'), 8, zone);
  expect(ticks.map(({ wallMs }) => new Date(wallMs).getUTCHours())).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 0]);
  expect((ticks[1]?.atMs ?? 0) - (ticks[0]?.atMs ?? 0)).toBe(2 * 3_600_000);
});

test('lines of years and months stand at their first day', () => {
  expect(wallTexts('2024-01-01T00:00Z', '2025-12-31T00:00Z', 9)).toEqual([
    '2024-04-01T00:00',
    '2024-07-01T00:00',
    '2024-10-01T00:00',
    '2025-01-01T00:00',
    '2025-04-01T00:00',
    '2025-07-01T00:00',
    '2025-10-01T00:00',
  ]);
});

test('weeks begin on Monday, and an empty span has no lines', () => {
  const [first] = wallTexts('2024-05-01T00:00Z', '2024-06-15T00:00Z', 7);
  expect(new Date(`${first ?? ''}:00Z`).getUTCDay()).toBe(1);
  expect(timeTicks(5, 5, 7, zone)).toEqual([]);
});
