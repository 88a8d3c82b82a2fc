import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bookChunk,
  bytesWithinASecond,
  changeLimits,
  fitsThePace,
  pointsWithinASecond,
  slowDown,
  speedUp,
  startPacer,
} from './pacer.ts';
import type { PacerState } from './pacer.ts';

const free = { pointsPerSecond: null, bytesPerSecond: null, concurrency: 5 };

function confirmed(state: PacerState, times: number): PacerState {
  let next = state;
  for (let i = 0; i < times; i++) next = speedUp(next);
  return next;
}

describe('the pacer', () => {
  it('holds nothing back without a limit', () => {
    const { state, waitMs } = bookChunk(startPacer(free), 1000, { points: 50_000, bytes: 5e6 });
    expect([waitMs, state.freeAtMs]).toEqual([0, 1000]);
  });

  it('keeps the rate of points, and of bytes, whichever is stricter', () => {
    const start = startPacer({ ...free, pointsPerSecond: 100, bytesPerSecond: 1000 });
    const first = bookChunk(start, 0, { points: 50, bytes: 100 });
    const second = bookChunk(first.state, 0, { points: 50, bytes: 2000 });
    const third = bookChunk(second.state, 1500, { points: 1, bytes: 1 });
    expect([first.waitMs, second.waitMs, third.waitMs]).toEqual([0, 500, 1000]);
  });

  it('never lets more points through than the rate allows, however chunks come', () => {
    const chunk = fc.record({ gapMs: fc.nat(3000), points: fc.integer({ min: 1, max: 500 }) });
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 1000 }), fc.array(chunk), (pointsPerSecond, chunks) => {
        let state = startPacer({ ...free, pointsPerSecond });
        let [nowMs, sent, firstAtMs] = [0, 0, Infinity];
        for (const { gapMs, points } of chunks) {
          nowMs += gapMs;
          const booked = bookChunk(state, nowMs, { points, bytes: 0 });
          state = booked.state;
          const startsAtMs = nowMs + booked.waitMs;
          firstAtMs = Math.min(firstAtMs, startsAtMs);
          expect(sent).toBeLessThanOrEqual(((startsAtMs - firstAtMs) / 1000) * pointsPerSecond + 1e-6);
          sent += points;
        }
      }),
    );
  });

  it('sends nothing in a pause that the VTN asked for, then half as many at once', () => {
    const slow = slowDown(startPacer(free), 10_000, 4000, 0);
    expect(slow).toMatchObject({ pausedUntilMs: 14_000, concurrency: 2, adaptivePointsPerSecond: null });
    expect(bookChunk(slow, 11_000, { points: 1, bytes: 1 }).waitMs).toBe(3000);
  });

  it('takes several refusals of one pause for one slow-down, and the longest pause counts', () => {
    const slow = slowDown(slowDown(startPacer(free), 0, 4000, 1000), 100, 9000, 1000);
    expect(slow).toMatchObject({ pausedUntilMs: 9100, concurrency: 2, adaptivePointsPerSecond: 700 });
  });

  it('goes on at a third less than what was too much, never at less than 100 points a second or one at once', () => {
    let state = startPacer(free);
    const rates: (number | null)[] = [];
    for (let i = 0; i < 4; i++) {
      state = slowDown(state, i * 1e6, 1000, 400);
      rates.push(state.adaptivePointsPerSecond);
    }
    expect(rates.map((rate) => Math.round(rate ?? 0))).toEqual([280, 196, 137, 100]);
    expect(state.concurrency).toBe(1);
  });

  it('creeps up with every confirmed chunk until nothing of the slow-down is left', () => {
    const slow = slowDown(startPacer(free), 0, 1000, 1000);
    expect(confirmed(slow, 1).adaptivePointsPerSecond).toBeCloseTo(735);
    expect(confirmed(slow, 20).concurrency).toBe(3);
    expect(confirmed(slow, 101)).toMatchObject({ concurrency: 5, adaptivePointsPerSecond: null });
  });

  it('never goes above the concurrency that was asked for', () => {
    expect(confirmed(startPacer(free), 1000).concurrency).toBe(5);
  });

  it('makes chunks of at most a second, so that a low limit does not make long waits', () => {
    expect(pointsWithinASecond(startPacer(free))).toBe(Infinity);
    expect(pointsWithinASecond(startPacer({ ...free, pointsPerSecond: 70.9 }))).toBe(70);
    expect(pointsWithinASecond(startPacer({ ...free, pointsPerSecond: 0.2 }))).toBe(1);
    expect(pointsWithinASecond(slowDown(startPacer(free), 0, 1, 1000))).toBe(700);
  });

  it('tells which rate holds it', () => {
    const limits = { ...free, pointsPerSecond: 100, bytesPerSecond: 1000 };
    expect(bookChunk(startPacer(free), 0, { points: 50, bytes: 100 }).state.heldBy).toBeNull();
    expect(bookChunk(startPacer(limits), 0, { points: 50, bytes: 100 }).state.heldBy).toBe('points');
    expect(bookChunk(startPacer(limits), 0, { points: 50, bytes: 5000 }).state.heldBy).toBe('bytes');
    const slow = slowDown(startPacer(free), 0, 0, 1000);
    expect(bookChunk(slow, 0, { points: 50, bytes: 5000 }).state.heldBy).toBe('slow-down');
  });
});

describe('limits that change on the way', () => {
  const booked = bookChunk(startPacer({ ...free, pointsPerSecond: 1 }), 0, { points: 500, bytes: 1 }).state;

  it('let a chunk go at once when nothing has become stricter, else after a second at most', () => {
    const waitAt = (limits: typeof free | { pointsPerSecond: number }): number =>
      bookChunk(changeLimits(booked, { ...free, ...limits }, 1000), 1000, { points: 1, bytes: 1 }).waitMs;
    expect(waitAt(free)).toBe(0);
    expect(waitAt({ pointsPerSecond: 2 })).toBe(0);
    expect(waitAt({ pointsPerSecond: 0.5 })).toBe(1000);
  });

  it('hold for what is under way at once, and keep what a slow-down has taken', () => {
    const start = startPacer(free);
    expect(changeLimits(start, { ...free, concurrency: 9 }, 0)).toMatchObject({
      concurrency: 9,
      maxConcurrency: 9,
    });
    const slow = slowDown(start, 0, 1000, 1000);
    expect(changeLimits(slow, { ...free, concurrency: 9 }, 0)).toMatchObject({
      concurrency: 2,
      maxConcurrency: 9,
      pausedUntilMs: 1000,
      adaptivePointsPerSecond: 700,
    });
    expect(changeLimits(slow, { ...free, concurrency: 1 }, 0)).toMatchObject({
      concurrency: 1,
      maxConcurrency: 1,
    });
  });

  it('make a chunk too large that would hold the others back for long; a single point never is', () => {
    const slow = startPacer({ ...free, pointsPerSecond: 10 });
    expect(fitsThePace(slow, { points: 50, bytes: 1 })).toBe(true);
    expect(fitsThePace(slow, { points: 51, bytes: 1 })).toBe(false);
    expect(fitsThePace(startPacer({ ...free, pointsPerSecond: 0.001 }), { points: 1, bytes: 1 })).toBe(true);
    expect(fitsThePace(startPacer({ ...free, bytesPerSecond: 1000 }), { points: 50, bytes: 6000 })).toBe(
      false,
    );
    expect(bytesWithinASecond(startPacer({ ...free, bytesPerSecond: 1000.5 }))).toBe(1000);
    expect(bytesWithinASecond(startPacer(free))).toBe(Infinity);
  });
});
