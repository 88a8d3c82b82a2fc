import { describe, expect, it } from 'vitest';
import { paceRequest } from '../../contract/request-shapes.ts';
import { estimateSpeed } from './estimate-speed.ts';

const job = { points: 1000, requests: 10, bytes: 100_000 };
const free = paceRequest.parse({ compress: 'none' });

describe('the time that a job will take', () => {
  it('goes by the published figures as long as the line has not been tested', () => {
    expect(estimateSpeed(job, free, null)).toEqual({
      basis: 'published',
      pointsPerSecond: 5000,
      seconds: 0.2,
    });
  });

  it('goes by the line that was measured', () => {
    expect(estimateSpeed(job, free, 2_000_000)).toEqual({
      basis: 'measured',
      pointsPerSecond: 20_000,
      seconds: 0.05,
    });
  });

  it.each([
    [{ ...free, maxPointsPerSecond: 100 }, 100],
    [{ ...free, maxBytesPerSecond: 20_000 }, 200],
    [{ ...free, maxRequestsPerSecond: 0.5 }, 50],
  ])('goes by what the person allows, where that is less: %o', (pace, pointsPerSecond) => {
    expect(estimateSpeed(job, pace, 2_000_000)).toEqual({
      basis: 'limit',
      pointsPerSecond,
      seconds: 1000 / pointsPerSecond,
    });
  });
});
