import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterAccepted,
  afterTimeout,
  afterTooLarge,
  afterAnswerTime,
  gzipLevel,
  nextChunkBytes,
  firstChunkBytes,
  startingChunkSize,
} from './chunk-size.ts';
import type { ChunkSize } from './chunk-size.ts';

const unknown = { acceptedBytes: 0, refusedBytes: null };
const unlimited = { points: null, bytes: null };

/** Sends chunks as large as the target says to a VTN with a limit. */
function search(start: ChunkSize, limitBytes: number, chunks: number): { size: ChunkSize; refusals: number } {
  let size = start;
  let refusals = 0;
  for (let i = 0; i < chunks; i++) {
    if (size.targetBytes > limitBytes) refusals++;
    size =
      size.targetBytes > limitBytes
        ? afterTooLarge(size, size.targetBytes)
        : afterAccepted(size, size.targetBytes);
  }
  return { size, refusals };
}

describe('the size of chunks', () => {
  it('begins just under the limit of an nginx that nobody has configured', () => {
    expect(startingChunkSize(unknown, unlimited).targetBytes).toBe(firstChunkBytes);
    expect(firstChunkBytes).toBeLessThan(1024 * 1024);
  });

  it("closes in on a VTN's limit from below with few refusals, whatever the limit is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 7_900_000 }), (limitBytes) => {
        const { size, refusals } = search(startingChunkSize(unknown, unlimited), limitBytes, 60);
        expect(size.targetBytes).toBeLessThanOrEqual(limitBytes);
        expect(size.targetBytes).toBeGreaterThanOrEqual(limitBytes * 0.5);
        expect(refusals).toBeLessThanOrEqual(
          Math.max(4, Math.ceil(Math.log2(firstChunkBytes / limitBytes)) + 4),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('once found, the limit is not run into again by the next job', () => {
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 7_900_000 }), (limitBytes) => {
        const { size } = search(startingChunkSize(unknown, unlimited), limitBytes, 60);
        const { acceptedBytes, refusedBytes } = size;
        const next = startingChunkSize({ acceptedBytes, refusedBytes }, unlimited);
        expect(search(next, limitBytes, 60).refusals).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('follows a limit that has been lowered since', () => {
    const { size } = search(startingChunkSize(unknown, unlimited), 800_000, 40);
    expect(search(size, 50_000, 40).size.targetBytes).toBeLessThanOrEqual(50_000);
  });

  it('grows to the largest chunk where nothing is refused, and no further', () => {
    const { size, refusals } = search(startingChunkSize(unknown, unlimited), Infinity, 40);
    expect([size.targetBytes, size.maxPoints, refusals]).toEqual([8_000_000, 50_000, 0]);
  });

  it('does not grow on the strength of a small chunk', () => {
    const start = startingChunkSize(unknown, unlimited);
    expect(afterAccepted(start, 1000)).toEqual({ ...start, acceptedBytes: 1000 });
  });

  it('keeps to the limits that the user gave', () => {
    const limits = { points: 500, bytes: 20_000 };
    const start = startingChunkSize({ acceptedBytes: 5e6, refusedBytes: null }, limits);
    expect(start).toMatchObject({ targetBytes: 20_000, maxPoints: 500 });
    expect(afterAccepted(start, 20_000).targetBytes).toBe(20_000);
  });

  it('halves after a timeout without taking the size for refused', () => {
    const slow = afterTimeout(startingChunkSize(unknown, unlimited), 900_000);
    expect(slow).toMatchObject({ targetBytes: 450_000, refusedBytes: null });
  });

  it('takes several refusals of equal chunks under way at once for one', () => {
    let size = startingChunkSize(unknown, unlimited);
    for (let i = 0; i < 5; i++) size = afterTooLarge(size, 900_000);
    expect(size.targetBytes).toBe(450_000);
  });

  it('never falls below a single point', () => {
    let size = startingChunkSize(unknown, unlimited);
    for (let i = 0; i < 40; i++) size = afterTooLarge(size, size.targetBytes);
    expect(size.targetBytes).toBe(150);
  });
});

describe('a request over a slow line', () => {
  const timed = (bytesPerMs: number) =>
    afterAnswerTime(startingChunkSize(unknown, unlimited), 900_000, 900_000 / bytesPerMs);

  it('is as large as can be answered in a few seconds', () => {
    expect(nextChunkBytes(timed(10))).toBe(50_000);
    expect(nextChunkBytes(timed(1000))).toBe(900_000);
    expect(nextChunkBytes(timed(0.1))).toBe(12_000);
  });

  it('is compressed harder where the line is slow, and fast where it is not or nobody knows', () => {
    expect(gzipLevel(timed(1000))).toBe(5);
    expect(gzipLevel(timed(50_000))).toBe(1);
    expect(gzipLevel(startingChunkSize(unknown, unlimited))).toBe(1);
  });

  it('follows the line as it gets better or worse, and is not misled by a small one', () => {
    let size = timed(10);
    for (let i = 0; i < 20; i++)
      size = afterAnswerTime(size, nextChunkBytes(size), nextChunkBytes(size) / 40);
    expect(nextChunkBytes(size)).toBeGreaterThan(190_000);
    expect(afterAnswerTime(size, 500, 1000)).toBe(size);
  });

  it('begins with what was measured before', () => {
    const known = { acceptedBytes: 0, refusedBytes: null, bytesPerMs: 5 };
    expect(nextChunkBytes(startingChunkSize(known, unlimited))).toBe(25_000);
  });
});
