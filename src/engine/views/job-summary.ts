import type { JobSummary } from '../../contract/job-shapes.ts';
import { errorCodes, isErrorCode } from '../../contract/error-codes.ts';
import { withUnsent } from '../../domain/point-figures.ts';
import type { PointFigures } from '../../domain/point-figures.ts';
import type { JobFigures } from '../ledger/job-reads.ts';
import type { JobRun } from '../jobs/job-run.ts';
import { findLimiter } from './limiter.ts';

/**
 * A job as lists show it. `run` is there while this process runs it; `isActive` says whether anybody
 * does: a job left *running* by a process that is gone is shown as paused.
 */
export function summariseJob(job: JobFigures, run: JobRun | null, isActive: boolean): JobSummary {
  const pointsPerSecond = run?.speed.pointsPerSecond() ?? 0;
  const wasLeft = job.state === 'running' && !isActive;
  const points = pointFiguresOf(job);
  const open = points.unsent + points.uncertain;
  return {
    id: job.id,
    state: wasLeft ? 'paused' : job.state,
    active: isActive,
    createdAt: new Date(job.createdAtMs).toISOString(),
    files: [...job.files],
    baseUrl: job.baseUrl,
    rehearsal: job.rehearsal,
    loads: {
      total: job.plan.loads.total,
      confirmed: job.loadsConfirmed,
      failed: job.loadsFailed,
      skipped: job.plan.loads.skipped,
    },
    points,
    requests: job.requests,
    bytes: job.bytes,
    pointsPerSecond,
    remainingMs: pointsPerSecond > 0 ? (open / pointsPerSecond) * 1000 : null,
    currentLoad: run?.currentLoad ?? null,
    wait: run?.wait == null ? null : { text: run.wait.text, untilMs: run.wait.untilMs },
    limiter: run === null || run.stopping.signal.aborted ? null : findLimiter(run),
    lastError: wasLeft ? leftRunning : troubleOf(job),
    staged: job.staged,
  };
}

export function pointFiguresOf(job: JobFigures): PointFigures {
  return withUnsent({
    ...job.plan.points,
    planned: job.planned,
    confirmed: job.confirmed,
    rejected: job.rejected,
    uncertain: job.uncertain,
  });
}

const leftRunning = {
  code: 'job/interrupted',
  text: 'The program ended without a word while this job ran. Nothing is lost: resume it.',
};

function troubleOf({ errorCode, errorText }: JobFigures): JobSummary['lastError'] {
  if (errorCode === null) return null;
  const what = isErrorCode(errorCode) ? errorCodes[errorCode].what : '';
  return { code: errorCode, text: errorText ?? what };
}
