import { renewLease } from '../ledger/lease.ts';
import { tell } from './job-run.ts';
import type { JobRun } from './job-run.ts';
import { waitForLine } from './line-watch.ts';

const lookEveryMs = 2500;
/** A shorter sleep breaks no connection. */
const sleptMs = 10_000;
/** A wall clock that goes apart from the time that has passed by this much was set; time servers nudge it by less. */
const setMs = 5000;
/** With nothing heard for so long, the line itself may be gone: a request would take its whole time to tell. */
const quietMs = 15_000;
/** More than a look at a line that is known to be away gets: requests hang on this one. */
const patienceMs = 10_000;

/**
 * Looks around every few seconds until the run is over, with nothing in flight any more: has the computer slept, has its clock been set, is
 * the line gone while requests hang. Rejects with job/lease-lost when another process has taken the job over.
 */
export async function keepWatch(run: JobRun, over: AbortSignal): Promise<void> {
  const { clock } = run;
  const silence = listenForSilence(run, over);
  for (;;) {
    const [wallMs, steadyMs, asleepMs] = [clock.now(), clock.monotonic(), clock.asleep()];
    await clock.sleep(lookEveryMs, over);
    const sleptForMs = clock.asleep() - asleepMs;
    const setByMs = clock.now() - wallMs - (clock.monotonic() - steadyMs);
    if (sleptForMs > sleptMs) await wakeUp(run, sleptForMs);
    else if (Math.abs(setByMs) > setMs) await takeNewTime(run, setByMs);
    silence.look();
  }
}

/**
 * The computer has slept: connections from before are dead, and another process may have the job by now. Nothing leaves
 * before the ledger has said that it has not.
 */
async function wakeUp(run: JobRun, passedMs: number): Promise<void> {
  const slept = spellTime(passedMs);
  run.target.reconnect(`the computer slept for ${slept}`);
  await beat(run);
  await tell(run, `The computer slept for ${slept}; connecting anew`);
}

/** The beat of the lease is told by the wall clock, so it is told anew. */
async function takeNewTime(run: JobRun, byMs: number): Promise<void> {
  await beat(run);
  const direction = byMs > 0 ? 'forward' : 'back';
  await tell(run, `The clock of this computer was set ${direction} by ${spellTime(Math.abs(byMs))}`);
}

async function beat(run: JobRun): Promise<void> {
  await run.ledger.writeSoon('lease', run.lease, (database) =>
    renewLease(database, run.lease, run.clock.now()),
  );
}

/**
 * Requests that hang are given up when the line is gone twice in a row; a VTN that is merely slow still lets itself be
 * connected to.
 */
function listenForSilence(run: JobRun, over: AbortSignal): { look: () => void } {
  let isLooking = false;
  let nextMs = quietMs;
  const isWatched = (): boolean => run.line.watch !== null;
  const look = async (): Promise<void> => {
    const nowMs = run.target.quietMs() ?? 0;
    if (nowMs < quietMs) nextMs = quietMs;
    if (nowMs < nextMs || isWatched()) return;
    nextMs = nowMs + quietMs;
    const tryIt = (): Promise<string | null> => run.target.tryLine(patienceMs, over);
    const why = (await tryIt()) === null ? null : await tryIt();
    if (why === null || isWatched()) return;
    // A run that is stopping only waits for the requests that hang.
    const isBack = run.stopping.signal.aborted ? null : waitForLine(run, why);
    run.target.reconnect(why);
    await isBack;
  };
  return {
    look: () => {
      if (isLooking) return;
      isLooking = true;
      look()
        .catch(() => {
          // The run is stopping: whoever sends finds the same, and ends it with the reason.
        })
        .finally(() => {
          isLooking = false;
        });
    },
  };
}

function spellTime(durationMs: number): string {
  const minutes = Math.round(durationMs / 60_000);
  if (minutes < 1) return `${Math.round(durationMs / 1000)} s`;
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
