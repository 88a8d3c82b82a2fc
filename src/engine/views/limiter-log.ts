import type { JobSummary } from '../../contract/job-shapes.ts';
import type { Log } from '../ports/log.ts';

/** Nobody reads of every second: answers and reading may take turns in being the slower. */
const toldEveryMs = 15_000;

/** Writes into the log what limits a job's pace, when that has become another thing. */
export function createLimiterLog(
  log: Log,
  jobId: string,
): { note(limiter: JobSummary['limiter'], nowMs: number): void } {
  let told: { readonly code: string; readonly atMs: number } | null = null;
  return {
    note: (limiter, nowMs) => {
      if (limiter === null || limiter.code === told?.code) return;
      if (told !== null && nowMs - told.atMs < toldEveryMs) return;
      told = { code: limiter.code, atMs: nowMs };
      log.info(`The pace is limited: ${limiter.text}`, { jobId, limiter: limiter.code });
    },
  };
}
