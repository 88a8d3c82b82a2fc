import { AppError } from '../../contract/app-error.ts';
import { setJobState } from '../ledger/job-writes.ts';
import { RunStopped, stopRun, tell, waitAtThisPace, waitFor } from './job-run.ts';
import type { JobRun } from './job-run.ts';
import { bookChunk, fitsThePace, slowDown } from './pacer.ts';
import type { ChunkAmount } from './pacer.ts';
import { retryDelayMs } from './retry-policy.ts';
import { untilWindowOpensMs } from './sending-window.ts';

/**
 * Waits until a chunk may go: inside the hours allowed, after a pause the VTN asked for, within the rates. False
 * when the pace has changed meanwhile, so that it has no turn, or when it is too large for the pace.
 */
export async function waitForTurn(run: JobRun, chunk: ChunkAmount): Promise<boolean> {
  await waitForWindow(run);
  if (!fitsThePace(run.pacer, chunk)) return false;
  const { state, waitMs } = bookChunk(run.pacer, run.clock.now(), chunk);
  run.pacer = state;
  const isTurn = await run.shares.within('pace', () =>
    waitAtThisPace(run, waitMs, 'pace', 'Keeping to the pace that was set'),
  );
  run.stopping.signal.throwIfAborted();
  return isTurn;
}

/** The VTN asked us to slow down: it gets its pause, and less at once afterwards. */
export async function easeOff(
  run: JobRun,
  text: string,
  askedForMs: number | null,
  failures: number,
): Promise<void> {
  const nowMs = run.clock.now();
  const pauseMs = retryDelayMs(run.retryPolicy, failures, askedForMs, run.random());
  run.pacer = slowDown(run.pacer, nowMs, pauseMs, run.speed.pointsPerSecond());
  await tell(
    run,
    `The VTN asked us to slow down (${text}); waiting ${seconds(pauseMs)}, then at most ${run.pacer.concurrency} at once`,
  );
  endureAbsence(run, 'vtn/rate-limited', text);
  await waitFor(run, pauseMs, 'slow-down', `VTN asked us to wait ${seconds(pauseMs)}`);
}

/** The line is down: the job is *waiting*, and tries again by itself until the user's patience ends. */
export async function waitForLine(run: JobRun, text: string): Promise<void> {
  // Every sender finds it at about the same time; the first one tells.
  const isNews = run.awaySinceMs === null;
  run.awaySinceMs ??= run.clock.now();
  if (isNews) {
    await tell(run, `The VTN cannot be reached: ${text}; waiting for the line`);
    await changeState(run, 'waiting', { code: 'vtn/unreachable', text });
  }
  endureAbsence(run, 'vtn/unreachable', text);
  const delayMs = retryDelayMs(
    { ...run.retryPolicy, firstDelayMs: 1000, longestDelayMs: 30_000 },
    run.awayTries,
    null,
    run.random(),
  );
  await waitFor(run, delayMs, 'offline', 'Offline: waiting for the line');
}

/** Something got through again. */
export async function noteLineIsBack(run: JobRun): Promise<void> {
  run.awayTries = 0;
  if (run.awaySinceMs === null) return;
  const awayMs = run.clock.now() - run.awaySinceMs;
  run.awaySinceMs = null;
  if (run.wait?.why === 'offline') run.wait = null;
  await changeState(run, 'running', null);
  await tell(run, `The VTN answers again after ${seconds(awayMs)}`);
}

async function waitForWindow(run: JobRun): Promise<void> {
  for (let hasWaited = false; ; hasWaited = true) {
    const { window } = run.pace;
    const closedMs = window === null ? 0 : untilWindowOpensMs(window, run.timeZone, run.clock.now());
    if (window === null || closedMs === 0) {
      if (hasWaited) await changeState(run, 'running', null);
      return;
    }
    if (!hasWaited) await changeState(run, 'waiting', null);
    await waitAtThisPace(run, closedMs, 'window', `Outside its hours, ${window.from}-${window.to}`);
  }
}

function endureAbsence(run: JobRun, code: 'vtn/unreachable' | 'vtn/rate-limited', text: string): void {
  const nowMs = run.clock.now();
  run.awaySinceMs ??= nowMs;
  run.awayTries++;
  const { offlineWaitMs } = run.job.request.pace;
  const outOfTries = code === 'vtn/unreachable' || run.awayTries > run.retryPolicy.retries;
  if (!outOfTries || nowMs - run.awaySinceMs < offlineWaitMs) return;
  const error = new AppError(
    code,
    code === 'vtn/unreachable'
      ? `The VTN cannot be reached: ${text}`
      : `The VTN keeps asking to wait: ${text}`,
    {
      context: { jobId: run.job.id },
    },
  );
  stopRun(run, { state: 'waiting', error });
  throw new RunStopped('waiting');
}

/** Changes between running and waiting; several senders may find the same at once. */
async function changeState(
  run: JobRun,
  to: 'running' | 'waiting',
  error: { code: string; text: string } | null,
): Promise<void> {
  await run.ledger.writeSoon('state', run.lease, (database) => {
    setJobState(database, run.job.id, to, run.clock.now(), error);
  });
  run.changed();
}

function seconds(durationMs: number): string {
  return durationMs < 10_000 ? `${(durationMs / 1000).toFixed(1)} s` : `${Math.round(durationMs / 1000)} s`;
}
