import { describe, expect, it } from 'vitest';
import {
  afterBatch,
  automaticBatchSize,
  nextBatchSize,
  spellBatchSize,
  startBatchSizes,
} from './batch-size.ts';
import type { BatchSizes } from './batch-size.ts';

it.each([
  [1, 2000],
  [9999, 2000],
  [10_000, 5000],
  [99_999, 5000],
  [100_000, 10_000],
])('%i points go in database writes of %i, as the guide says', (points, batchSize) => {
  expect(automaticBatchSize(points)).toBe(batchSize);
});

describe('the search for the best batch size', () => {
  /** Sends chunks until a size is kept, at a VTN that needs so long for one. */
  function search(
    points: number,
    durationMs: (size: number) => number,
  ): { state: BatchSizes; used: number[] } {
    let state = startBatchSizes(null);
    const used: number[] = [];
    while (state.kept === null && used.length < 100) {
      const size = nextBatchSize(state, points);
      used.push(size);
      state = afterBatch(state, size, points, durationMs(size));
    }
    return { state, used };
  }

  it('tries the neighbours in the table on the first chunks and keeps the fastest', () => {
    const { state, used } = search(50_000, (size) => (size === 10_000 ? 700 : 1000));
    expect(state.kept).toBe(10_000);
    expect(used).toHaveLength(12);
    expect(used.slice(0, 3)).toEqual([5000, 2000, 10_000]);
    expect(nextBatchSize(state, 8000)).toBe(10_000);
    expect(spellBatchSize(state)).toBe(
      'Batch size 10,000 is kept for this VTN, of 2,000, 5,000 and 10,000 that were tried',
    );
  });

  it("keeps the guide's where no other is clearly faster", () => {
    expect(search(50_000, (size) => 1000 - size / 1000).state.kept).toBe(5000);
    expect(search(8000, () => 100).state.kept).toBe(2000);
  });

  it('is left out with chunks so small that all sizes are the same, and when it is known', () => {
    expect(search(1500, () => 10)).toEqual({
      state: startBatchSizes(null),
      used: Array<number>(100).fill(2000),
    });
    expect(nextBatchSize(startBatchSizes(1000), 50_000)).toBe(1000);
  });
});
