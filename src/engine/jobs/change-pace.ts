import type { PaceChange, PaceRequest } from '../../contract/request-shapes.ts';
import type { JobRun } from './job-run.ts';
import { changeLimits } from './pacer.ts';
import type { PaceLimits } from './pacer.ts';

/** Resources in parallel, as the published guide recommends. */
const automaticConcurrency = 5;

export function limitsOf(pace: PaceRequest): PaceLimits {
  return {
    pointsPerSecond: pace.maxPointsPerSecond,
    bytesPerSecond: pace.maxBytesPerSecond,
    concurrency: pace.concurrency === 'auto' ? automaticConcurrency : pace.concurrency,
  };
}

/** The pace with a change laid over it; what the change does not name stays. */
export function changedPace(pace: PaceRequest, change: PaceChange): PaceRequest {
  const {
    concurrency = pace.concurrency,
    maxPointsPerSecond = pace.maxPointsPerSecond,
    maxBytesPerSecond = pace.maxBytesPerSecond,
    window = pace.window,
  } = change;
  return { ...pace, concurrency, maxPointsPerSecond, maxBytesPerSecond, window };
}

/** Lets a run go on at another pace at once: who waits under the old limits books anew, requests in flight end. */
export function takePace(run: JobRun, pace: PaceRequest): void {
  run.pace = pace;
  run.pacer = changeLimits(run.pacer, limitsOf(pace), run.clock.now());
  run.paceBell.ring();
  run.permits.reconsider();
  run.addSenders();
  run.changed();
}

/** The limits in words: "The limits were changed: at most 5,000 points/s, 2 requests at once, at any hour". */
export function spellPace(pace: PaceRequest): string {
  const { maxPointsPerSecond, maxBytesPerSecond, concurrency, window } = pace;
  const limits = [
    maxPointsPerSecond === null
      ? 'points/s as fast as it goes'
      : `at most ${spellCount(maxPointsPerSecond)} points/s`,
    ...(maxBytesPerSecond === null ? [] : [`at most ${spellCount(maxBytesPerSecond)} bytes/s`]),
    concurrency === 'auto'
      ? `${automaticConcurrency} requests at once`
      : `${concurrency} ${concurrency === 1 ? 'request' : 'requests'} at once`,
    window === null ? 'at any hour' : `from ${window.from} to ${window.to}`,
  ];
  return `The limits were changed: ${limits.join(', ')}`;
}

function spellCount(count: number): string {
  return count.toLocaleString('en-GB', { maximumFractionDigits: 1 });
}
