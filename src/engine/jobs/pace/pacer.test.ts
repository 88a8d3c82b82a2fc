import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bookChunk,
  bytesWithinASecond,
  changeLimits,
  fitsThePace,
  pointsWithinASecond,
  startPacer,
  withCeiling,
} from './pacer.ts';

const free = { pointsPerSecond: null, requestsPerSecond: null, bytesPerSecond: null };

describe('the pacer', () => {
  it('holds nothing back without a limit', () => {
    const { state, waitMs } = bookChunk(startPacer(free), 1000, { points: 50_000, bytes: 5e6 });
    expect([waitMs, state.freeAtMs]).toEqual([0, 1000]);
  });

  it('keeps the rates of points, requests and bytes, whichever is the strictest', () => {
    const start = startPacer({ ...free, pointsPerSecond: 100, bytesPerSecond: 1000 });
    const first = bookChunk(start, 0, { points: 50, bytes: 100 });
    const second = bookChunk(first.state, 0, { points: 50, bytes: 2000 });
    const third = bookChunk(second.state, 1500, { points: 1, bytes: 1 });
    expect([first.waitMs, second.waitMs, third.waitMs]).toEqual([0, 500, 1000]);
    const few = startPacer({ ...free, pointsPerSecond: 100, requestsPerSecond: 0.5 });
    const one = bookChunk(few, 0, { points: 10, bytes: 100 });
    expect(one.state.heldBy).toBe('requests');
    expect(bookChunk(one.state, 0, { points: 10, bytes: 100 }).waitMs).toBe(2000);
  });

  it('lets a chunk that is a little late keep its place, so that timers cost nothing', () => {
    const start = startPacer({ ...free, pointsPerSecond: 1000 });
    let [state, waitMs] = [start, 0];
    for (const nowMs of [0, 130, 240, 349])
      ({ state, waitMs } = bookChunk(state, nowMs, { points: 100, bytes: 1 }));
    expect([waitMs, state.freeAtMs]).toEqual([0, 400]);
  });

  it('never lets more points through than the rate allows, a twentieth of a second aside, however chunks come', () => {
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
          expect(sent).toBeLessThanOrEqual(((startsAtMs - firstAtMs + 50) / 1000) * pointsPerSecond + 1e-6);
          sent += points;
        }
      }),
    );
  });

  it('makes chunks of at most a second, so that a low limit does not make long waits', () => {
    expect(pointsWithinASecond(startPacer(free))).toBe(Infinity);
    expect(pointsWithinASecond(startPacer({ ...free, pointsPerSecond: 70.9 }))).toBe(70);
    expect(pointsWithinASecond(startPacer({ ...free, pointsPerSecond: 0.2 }))).toBe(1);
  });

  it('tells which rate holds it', () => {
    const limits = { ...free, pointsPerSecond: 100, bytesPerSecond: 1000 };
    expect(bookChunk(startPacer(free), 0, { points: 50, bytes: 100 }).state.heldBy).toBeNull();
    expect(bookChunk(startPacer(limits), 0, { points: 50, bytes: 100 }).state.heldBy).toBe('points');
    expect(bookChunk(startPacer(limits), 0, { points: 50, bytes: 5000 }).state.heldBy).toBe('bytes');
    const bounded = withCeiling(startPacer(free), 1000);
    expect(bookChunk(bounded, 0, { points: 50, bytes: 5000 }).state.heldBy).toBe('ceiling');
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

  it('keep what was found out about the VTN', () => {
    const bounded = withCeiling(startPacer(free), 700);
    expect(changeLimits(bounded, { ...free, pointsPerSecond: 50 }, 0)).toMatchObject({
      pointsPerSecond: 50,
      ceiling: 700,
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
