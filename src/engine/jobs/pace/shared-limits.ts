import type { PaceRequest } from '../../../contract/request-shapes.ts';
import type { RateLimits } from './pacer.ts';

/** More at once than this was never of use, and each holds a chunk in memory. */
export const mostAtOnce = 32;

/** The largest number that one of the jobs was given holds for all of them together. */
export function mostOf(paces: readonly PaceRequest[]): number {
  const numbers = paces.map(({ concurrency }) => (concurrency === 'auto' ? mostAtOnce : concurrency));
  return Math.max(1, ...numbers);
}

/** A number that a person gave is where it begins, not only where it ends. */
export function isFixed(paces: readonly PaceRequest[]): boolean {
  return paces.every(({ concurrency }) => concurrency !== 'auto');
}

/**
 * The limits that jobs to one VTN keep together: the largest that one of them was given, and of that the share of
 * this process. A single job has its own.
 */
export function sharedLimits(paces: readonly PaceRequest[], share: number): RateLimits {
  const largest = (of: (pace: PaceRequest) => number | null): number | null => {
    const limits = paces.map(of);
    if (paces.length < 2 || limits.includes(null)) return null;
    return Math.max(...limits.map((limit) => limit ?? 0)) * share;
  };
  return {
    pointsPerSecond: largest((pace) => pace.maxPointsPerSecond),
    requestsPerSecond: largest((pace) => pace.maxRequestsPerSecond),
    bytesPerSecond: largest((pace) => pace.maxBytesPerSecond),
  };
}

export function isSame(one: RateLimits, other: RateLimits): boolean {
  return (
    one.pointsPerSecond === other.pointsPerSecond &&
    one.requestsPerSecond === other.requestsPerSecond &&
    one.bytesPerSecond === other.bytesPerSecond
  );
}
