import { toAppError } from '../../contract/app-error.ts';
import { leaseBeatMs, renewLease } from '../ledger/lease.ts';
import { readGuardedJob } from '../ledger/guarded-job.ts';
import { readJobRecord, readSources } from '../ledger/job-reads.ts';
import type { JobRecord } from '../ledger/job-reads.ts';
import { noteFullHash } from '../ledger/job-writes.ts';
import { checkSources, checkWholeFiles, fullHash } from './guard-sources.ts';
import { RunStopped, stopRun } from './job-run.ts';
import type { JobEnding, JobRun } from './job-run.ts';
import { keepWatch } from './keep-watch.ts';
import { runCanary } from './run-canary.ts';
import { sendSeries } from './send-series.ts';

/**
 * Sends everything that is open of a job: the canary first, then as many series at once as the pacer allows.
 * Resolves with how it ended, also when it was stopped; rejects only when the ledger cannot be trusted any
 * more (job/lease-lost, ledger/*) or for a bug, with every request in flight waited for.
 */
export async function runJob(run: JobRun): Promise<JobEnding> {
  const over = new AbortController();
  const beating = Promise.all([keepLease(run, over.signal), tellSpeed(run), look(run, over.signal)]);
  const hashing = hashSources(run);
  try {
    await runCanary(run);
    await sendAll(run);
    await compareSources(run, hashing);
  } catch (thrown) {
    endWith(run, thrown);
  }
  const ending = run.ending ?? { state: finalState(run), error: null };
  if (!run.stopping.signal.aborted) run.stopping.abort(new RunStopped('ended'));
  over.abort(new RunStopped('over'));
  await beating;
  return ending;
}

/** Whether every interval that was asked for is confirmed. */
export function isComplete(job: JobRecord): boolean {
  const { points, loads, rowsRejected } = job.plan;
  const conflictsLeftOut = job.request.mapping.onConflict === 'reject' ? points.conflict : 0;
  return (
    job.confirmed === job.planned &&
    job.loadsFailed === 0 &&
    loads.skipped === 0 &&
    rowsRejected === 0 &&
    conflictsLeftOut === 0
  );
}

async function sendAll(run: JobRun): Promise<void> {
  // The first to fail stops the others, which finish what is in flight.
  await sendSeries(run, (thrown) => endWith(run, thrown));
  run.stopping.signal.throwIfAborted();
}

function endWith(run: JobRun, thrown: unknown): void {
  if (thrown instanceof RunStopped) return;
  const error = toAppError(thrown);
  if (error.disposition === 'bug')
    run.log.error(error.message, {
      jobId: run.job.id,
      stack: String((error.cause as Error | undefined)?.stack),
    });
  stopRun(run, { state: error.disposition === 'blocked' ? 'blocked' : 'paused', error });
}

function finalState(run: JobRun): JobEnding['state'] {
  const job = run.ledger.read((database) => readJobRecord(database, run.job.id));
  return isComplete(job) ? 'completed' : 'incomplete';
}

/**
 * Says every few seconds that this process is alive, also while a run that stops waits for what is in flight; ends the
 * run when another one has taken the job.
 */
async function keepLease(run: JobRun, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    try {
      await run.clock.sleep(leaseBeatMs, over);
      await run.ledger.writeSoon('lease', run.lease, (database) =>
        renewLease(database, run.lease, run.clock.now()),
      );
    } catch (thrown) {
      // Where the run is ending already, this changes nothing.
      endWith(run, thrown);
      return;
    }
  }
}

/** Looks for what may happen to the computer and its line; ends the run when another process has taken the job. */
async function look(run: JobRun, over: AbortSignal): Promise<void> {
  try {
    await keepWatch(run, over);
  } catch (thrown) {
    endWith(run, thrown);
  }
}

const speedLookedAtEveryMs = 500;
/** After a night with the lid closed nobody wants each of its seconds told. */
const secondsToldAtOnce = 10;

/** Tells of each second that is over; time that has passed may also have shown that a request is stuck. */
async function tellSpeed(run: JobRun): Promise<void> {
  const { signal } = run.stopping;
  let toldMs = -Infinity;
  for (;;) {
    try {
      await run.clock.sleep(speedLookedAtEveryMs, signal);
    } catch {
      return;
    }
    run.vtn.tick();
    run.addSenders();
    for (const sample of run.speed.samples(toldMs).slice(-secondsToldAtOnce)) {
      run.sampled(sample);
      toldMs = sample.atMs;
    }
  }
}

/** Hashes whole files beside the sending, the first time a job runs; a run that stops does not wait for it. */
async function hashSources(run: JobRun): Promise<void> {
  try {
    await hashUnhashed(run);
  } catch (thrown) {
    endWith(run, thrown);
  }
}

async function hashUnhashed(run: JobRun): Promise<void> {
  if (run.job.staged) return;
  const sources = run.ledger.read((database) => readSources(database, run.job.id));
  for (const source of sources.filter((each) => each.fullHash === null)) {
    const hash = await fullHash(run.reader, source);
    if (hash === null || run.stopping.signal.aborted) continue;
    await run.ledger.writeSoon('full-hash', run.lease, (database) =>
      noteFullHash(database, run.job.id, source.position, hash),
    );
  }
}

/** Before a job may complete: its sources are still what they were, to the last byte where they were touched. */
async function compareSources(run: JobRun, hashing: Promise<void>): Promise<void> {
  await hashing;
  run.stopping.signal.throwIfAborted();
  // What a staged job sent was compared with the plan when it was copied, to the last interval.
  if (run.job.staged) return;
  const guarded = readGuardedJob(run.ledger, run.job.id);
  await checkSources(run.reader, guarded, []);
  await checkWholeFiles(run.reader, guarded.sources);
}
