import { AppError } from '../../contract/app-error.ts';
import { changeState, RunStopped, stopRun, tell, waitFor } from './job-run.ts';
import type { JobRun } from './job-run.ts';

/** What a run knows of its line. All senders share it. */
export interface LineState {
  /** For how long nothing has got through, ms, without the time that the computer slept; null while the line is there. */
  awayMs: number | null;
  /** Rounds of the watch since something got through. */
  rounds: number;
  /** Ends when the line is back; every sender waits for the one watch. */
  watch: Promise<void> | null;
  /** A look at the line that is under way. */
  look: Promise<string | null> | null;
}

export function createLineState(): LineState {
  return { awayMs: null, rounds: 0, watch: null, look: null };
}

/** The line is tried this often while it is away, however long that is, so that its return is noticed in seconds. */
const roundMs = 5000;
const firstRoundMs = 1000;
const patienceMs = 4000;
/** A round that took longer was slept through: no more of it counts as waiting. */
const longestRoundMs = 60_000;

/**
 * The line is down: the job is *waiting*, one watch tries the line until it is back, and the user's patience with it
 * (`offlineWaitMs`) ends the run.
 */
export async function waitForLine(run: JobRun, text: string): Promise<void> {
  run.line.watch ??= watchLine(run, text).finally(() => {
    run.line.watch = null;
  });
  await run.line.watch;
}

/** Null when the VTN can be reached now, else why not; looked at once for all who ask at the same time. */
export async function lookAtLine(run: JobRun): Promise<string | null> {
  run.line.look ??= run.target.tryLine(patienceMs, run.stopping.signal).finally(() => {
    run.line.look = null;
  });
  return run.line.look;
}

/** An answer came. */
export async function noteLineIsBack(run: JobRun): Promise<void> {
  const { awayMs } = run.line;
  run.line.rounds = 0;
  if (awayMs === null) return;
  run.line.awayMs = null;
  if (run.wait?.why === 'offline') run.wait = null;
  await changeState(run, 'running', null);
  await tell(run, `The VTN answers again after ${spellSeconds(awayMs)}`);
}

export function spellSeconds(durationMs: number): string {
  return durationMs < 10_000 ? `${(durationMs / 1000).toFixed(1)} s` : `${Math.round(durationMs / 1000)} s`;
}

async function watchLine(run: JobRun, text: string): Promise<void> {
  const { line } = run;
  const beganMs = run.clock.monotonic();
  if (line.awayMs === null) {
    line.awayMs = 0;
    await tell(run, `The VTN cannot be reached: ${text}; waiting for the line`);
    await changeState(run, 'waiting', { code: 'vtn/unreachable', text });
  }
  for (let why: string | null = text; why !== null;) {
    endTheWaiting(run, why);
    const sinceMs = run.clock.monotonic();
    // A connection that can be made is no answer yet: who finds nothing behind it tries less and less often too.
    const pauseMs = Math.min(roundMs, firstRoundMs * 2 ** Math.min(line.rounds++, 10));
    await waitFor(run, pauseMs, 'offline', 'Offline: waiting for the line');
    why = await lookAtLine(run);
    line.awayMs += Math.min(longestRoundMs, run.clock.monotonic() - sinceMs);
  }
  giveUpSilent(run, run.clock.monotonic() - beganMs);
}

/**
 * Nobody sends while the line is watched. A request from before of which nothing was heard all the while went with the
 * line: on the new one its answer cannot come, and it would take its whole time to tell.
 */
function giveUpSilent({ target }: JobRun, watchedMs: number): void {
  const quietMs = target.quietMs();
  if (quietMs !== null && quietMs >= watchedMs) target.reconnect('the line was away');
}

function endTheWaiting(run: JobRun, text: string): void {
  if ((run.line.awayMs ?? 0) < run.job.request.pace.offlineWaitMs) return;
  const error = new AppError('vtn/unreachable', `The VTN cannot be reached: ${text}`, {
    context: { jobId: run.job.id },
  });
  stopRun(run, { state: 'waiting', error });
  throw new RunStopped('waiting');
}
