import { AppError } from '../../contract/app-error.ts';
import type { EngineEvent } from '../../contract/engine-events.ts';
import type { JobSummary } from '../../contract/job-shapes.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Clock } from '../ports/clock.ts';

export interface WatchParts {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly everyMs: number;
  readonly signal: AbortSignal;
  readonly isWatched: () => boolean;
  /** Called when other processes have written. */
  readonly othersWrote: () => void;
  /** Summaries of the jobs that this process does not run itself. */
  readonly listOthers: () => readonly JobSummary[];
  readonly announce: (event: EngineEvent) => void;
}

/**
 * Tells of jobs that other processes run on the same ledger, as a command line beside the served page:
 * looks whether the ledger has changed, and announces what differs. Ends with the signal.
 */
export async function watchOtherProcesses(parts: WatchParts): Promise<void> {
  const { ledger, clock, everyMs, signal, isWatched, othersWrote, listOthers, announce } = parts;
  let version = ledger.version();
  let tookUp = version;
  let known = indexById(listOthers());
  const look = (): void => {
    const versionNow = ledger.version();
    if (versionNow !== tookUp) othersWrote();
    tookUp = versionNow;
    if (!isWatched() || versionNow === version) return;
    version = versionNow;
    const now = indexById(listOthers());
    for (const [id, { text, job }] of now) {
      if (known.get(id)?.text !== text) announce({ type: 'job-changed', job });
    }
    for (const jobId of known.keys()) {
      if (!now.has(jobId)) announce({ type: 'job-removed', jobId });
    }
    known = now;
  };
  for (;;) {
    try {
      await clock.sleep(everyMs, signal);
    } catch {
      return;
    }
    try {
      look();
    } catch (thrown) {
      // A ledger that is damaged or locked is told to whoever needs it; looking must not end the program.
      if (!(thrown instanceof AppError)) throw thrown;
    }
  }
}

function indexById(
  jobs: readonly JobSummary[],
): Map<string, { readonly text: string; readonly job: JobSummary }> {
  return new Map(jobs.map((job) => [job.id, { text: JSON.stringify(job), job }]));
}
