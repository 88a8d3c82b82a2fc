import { describe, expect, it } from 'vitest';
import { paceRequest } from '../../contract/request-shapes.ts';
import { estimateSending } from './estimate-sending.ts';
import type { EstimatedPace } from './estimate-sending.ts';

const amount = { points: 120_000, requests: 20, bytes: 14_000_000 };
const free = paceRequest.parse({ compress: 'none' });
const hour = 3600;

const estimate = (pace: Partial<EstimatedPace>) => estimateSending(amount, { ...free, ...pace }, 5000);

describe('the time that sending takes', () => {
  it('is that of the line when no limit is lower', () => {
    expect(estimate({ maxBytesPerSecond: 1e9, maxPointsPerSecond: 5000 })).toEqual({
      seconds: 24,
      pointsPerSecond: 5000,
      slowest: null,
    });
  });

  it.each([
    [{ maxPointsPerSecond: 1000 }, 120, 'points'],
    [{ maxRequestsPerSecond: 0.01 }, 2000, 'requests'],
    [{ maxBytesPerSecond: 1000 }, 14_000, 'bytes'],
    [{ maxBytesPerSecond: 1000, maxRequestsPerSecond: 0.001 }, 20_000, 'requests'],
    [{ maxBytesPerSecond: 1000, maxPointsPerSecond: 1 }, 120_000, 'points'],
  ] as const)('is the longest of all limits: with %o %i s', (limits, seconds, slowest) => {
    expect(estimate(limits)).toEqual({ seconds, pointsPerSecond: 120_000 / seconds, slowest });
  });

  it('within a limit of bytes goes by the compressed bodies where these are sent', () => {
    const { seconds } = estimate({ maxBytesPerSecond: 1000, compress: 'gzip' });
    expect(seconds).toBeCloseTo(1402.6);
    expect(estimate({ maxBytesPerSecond: 1000, compress: 'auto' }).seconds).toBe(14_000);
    // A body of a few points is hardly smaller.
    const single = { points: 10, requests: 10, bytes: 1180 };
    const pace: EstimatedPace = { ...free, maxBytesPerSecond: 118, compress: 'gzip' };
    expect(estimateSending(single, pace, 5000).seconds).toBe(10);
  });

  it.each([
    [{ from: '22:00', to: '06:00' }, 14_000, 14_000],
    [{ from: '22:00', to: '06:00' }, 8 * hour, 8 * hour],
    [{ from: '22:00', to: '06:00' }, 9 * hour, 25 * hour],
    [{ from: '09:00', to: '09:30' }, 2 * hour, 72.5 * hour],
    [{ from: '08:00', to: '08:00' }, 30 * hour, 30 * hour],
  ])('within %o has the hours between: %i s of sending are %i s', (window, sending, seconds) => {
    const found = estimate({ maxPointsPerSecond: amount.points / sending, window });
    expect(found.seconds).toBeCloseTo(seconds);
    expect(found.pointsPerSecond).toBeCloseTo(amount.points / sending);
  });

  it('is none where there is nothing to send', () => {
    const nothing = { points: 0, requests: 0, bytes: 0 };
    const pace: EstimatedPace = { ...free, maxBytesPerSecond: 10, window: { from: '22:00', to: '06:00' } };
    expect(estimateSending(nothing, pace, 5000)).toEqual({
      seconds: 0,
      pointsPerSecond: 5000,
      slowest: null,
    });
  });
});
