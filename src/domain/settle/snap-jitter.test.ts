import { describe, expect, it } from 'vitest';
import { snapJitter } from './snap-jitter.ts';

const minuteMs = 60_000;
const every5 = (count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, row) => Date.UTC(2024, 0, 1) + row * 5 * minuteMs);

describe('stamps of a logger that is sometimes late', () => {
  it('come back to their grid, and how many were moved is told', () => {
    const late = every5(100);
    for (const row of [3, 40, 41]) late[row] = (late[row] ?? 0) + 1000;
    expect(snapJitter(late, late)).toEqual({ startMs: every5(100), moved: 3, largestShiftMs: 1000 });
  });

  it('stay where they are when all are on the grid', () => {
    expect(snapJitter(every5(100), every5(100))).toBeNull();
  });

  it('stay where they are when one is a minute off: that is another reading', () => {
    const odd = every5(100);
    odd[7] = (odd[7] ?? 0) + minuteMs;
    expect(snapJitter(odd, odd)).toBeNull();
  });

  it('stay where they are when half of them lie anywhere', () => {
    const wild = every5(100).map((start, row) => start + (row % 4) * 1000);
    expect(snapJitter(wild, wild)).toBeNull();
  });
});
