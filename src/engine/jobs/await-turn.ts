import { AppError } from '../../contract/app-error.ts';
import { RunStopped, stopRun, tell, waitFor } from './job-run.ts';
import type { JobRun } from './job-run.ts';
import { spellSeconds } from './line-watch.ts';
import { requestsAtOnce } from './pace/pace-search.ts';
import { retryDelayMs, slowDownPolicy } from './retry-policy.ts';

/** Nobody reads of every single refusal. */
const toldEveryMs = 15_000;

/** The VTN asked us to slow down: it gets its pause, and less at once afterwards. */
export async function easeOff(
  run: JobRun,
  text: string,
  askedForMs: number | null,
  slowDowns: number,
): Promise<void> {
  const pauseMs = retryDelayMs(slowDownPolicy(run.retryPolicy), slowDowns, askedForMs, run.random());
  const nowMs = run.clock.monotonic();
  if (nowMs - run.toldSlowDownMs >= toldEveryMs) {
    run.toldSlowDownMs = nowMs;
    const next = `then at most ${requestsAtOnce(run.vtn.search())} at once`;
    await tell(run, `The VTN asked us to slow down (${text}); waiting ${spellSeconds(pauseMs)}, ${next}`);
  }
  endTheWaiting(run, text);
  await waitFor(run, pauseMs, 'slow-down', `VTN asked us to wait ${spellSeconds(pauseMs)}`);
}

/** Nobody waits longer for a VTN that only asks to wait than for one that is away. */
function endTheWaiting(run: JobRun, text: string): void {
  const nowMs = run.clock.monotonic();
  const { sinceMs, times } = run.askedToWait ?? { sinceMs: nowMs, times: 0 };
  run.askedToWait = { sinceMs, times: times + 1 };
  if (times < run.retryPolicy.retries || nowMs - sinceMs < run.job.request.pace.offlineWaitMs) return;
  const error = new AppError('vtn/rate-limited', `The VTN keeps asking to wait: ${text}`, {
    context: { jobId: run.job.id },
  });
  stopRun(run, { state: 'waiting', error });
  throw new RunStopped('waiting');
}
