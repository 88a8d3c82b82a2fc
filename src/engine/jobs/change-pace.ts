import type { PaceChange, PaceRequest } from '../../contract/request-shapes.ts';
import type { JobRun } from './job-run.ts';
import { changeLimits } from './pace/pacer.ts';
import type { RateLimits } from './pace/pacer.ts';
import { mostAtOnce } from './pace/shared-limits.ts';

/** A job's own limits. */
export function limitsOf(pace: PaceRequest): RateLimits {
  return {
    pointsPerSecond: pace.maxPointsPerSecond,
    requestsPerSecond: pace.maxRequestsPerSecond,
    bytesPerSecond: pace.maxBytesPerSecond,
  };
}

/** Requests that a job may have under way at once; `auto` leaves it to the search, within reason. */
export function requestsAllowed({ concurrency }: PaceRequest): number {
  return concurrency === 'auto' ? mostAtOnce : concurrency;
}

/** The pace with a change laid over it; what the change does not name stays. */
export function changedPace(pace: PaceRequest, change: PaceChange): PaceRequest {
  const {
    concurrency = pace.concurrency,
    maxPointsPerSecond = pace.maxPointsPerSecond,
    maxRequestsPerSecond = pace.maxRequestsPerSecond,
    maxBytesPerSecond = pace.maxBytesPerSecond,
    window = pace.window,
  } = change;
  return { ...pace, concurrency, maxPointsPerSecond, maxRequestsPerSecond, maxBytesPerSecond, window };
}

/** Lets a run go on at another pace at once: who waits under the old limits books anew, requests in flight end. */
export function takePace(run: JobRun, pace: PaceRequest): void {
  run.pace = pace;
  run.pacer = changeLimits(run.pacer, limitsOf(pace), run.clock.monotonic());
  run.vtn.rebound();
  run.paceBell.ring();
  run.addSenders();
  run.changed();
}

/** The limits in words: "The limits were changed: at most 5,000 points/s, 2 requests at once, at any hour". */
export function spellPace(pace: PaceRequest): string {
  const { maxPointsPerSecond, maxRequestsPerSecond, maxBytesPerSecond, concurrency, window } = pace;
  const limits = [
    maxPointsPerSecond === null
      ? 'points/s as fast as it goes'
      : `at most ${spellCount(maxPointsPerSecond)} points/s`,
    ...(maxRequestsPerSecond === null ? [] : [`at most ${spellCount(maxRequestsPerSecond)} requests/s`]),
    ...(maxBytesPerSecond === null ? [] : [`at most ${spellCount(maxBytesPerSecond)} bytes/s`]),
    concurrency === 'auto'
      ? 'as many requests at once as the VTN takes'
      : `${concurrency} ${concurrency === 1 ? 'request' : 'requests'} at once`,
    window === null ? 'at any hour' : `from ${window.from} to ${window.to}`,
  ];
  return `The limits were changed: ${limits.join(', ')}`;
}

function spellCount(count: number): string {
  return count.toLocaleString('en-GB', { maximumFractionDigits: count < 1 ? 6 : 1 });
}
