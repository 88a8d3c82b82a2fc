import { expect, it } from 'vitest';
import { readInstant } from './list-times.ts';

const eight = Date.UTC(2025, 0, 15, 8);

it.each([
  ['2025-01-15T08:00:00Z', eight],
  ['2025-01-15T08:00Z', eight],
  ['2025-01-15 08:00:00Z', eight],
  ['2025-01-15T09:00:00+01:00', eight],
  ['2025-01-15T02:30:00-0530', eight],
  ['2025-01-15T08:00:00.250Z', eight + 250],
])('%s is an instant', (text, atMs) => {
  expect(readInstant(text)).toEqual({ atMs });
});

it.each(['15-01-2025 08:00', '2025-01-15 08:00:00', '1/15/25 8:00', '2025-01-15T08:00'])(
  '%s is a clock on the wall, and nobody says whose',
  (text) => {
    expect(readInstant(text)).toEqual({ reason: expect.stringContaining('time zone') as string });
  },
);

it.each(['2025-02-30T08:00:00Z', '2025-01-15T24:00:00Z', '45672.3333', '2025-01-15T08:00:00+19:00'])(
  '%s is no time at all',
  (text) => {
    expect(readInstant(text)).toHaveProperty('reason');
  },
);
