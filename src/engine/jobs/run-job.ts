import { toAppError } from '../../contract/app-error.ts';
import { leaseBeatMs, renewLease } from '../ledger/lease.ts';
import { nextPendingSeries, readGuardedJob, readJobRecord, readSources } from '../ledger/job-reads.ts';
import type { JobRecord } from '../ledger/job-reads.ts';
import { noteFullHash } from '../ledger/job-writes.ts';
import { checkSources, checkWholeFiles, fullHash } from './guard-sources.ts';
import { RunStopped, stopRun } from './job-run.ts';
import type { JobEnding, JobRun } from './job-run.ts';
import { runCanary } from './run-canary.ts';
import { runSeries } from './run-series.ts';

/**
 * Sends everything that is open of a job: the canary first, then as many series at once as the pacer allows.
 * Resolves with how it ended, also when it was stopped; rejects only when the ledger cannot be trusted any
 * more (job/lease-lost, ledger/*) or for a bug, with every request in flight waited for.
 */
export async function runJob(run: JobRun): Promise<JobEnding> {
  const beating = Promise.all([keepLease(run), tellSpeed(run)]);
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
  const oneAtATime = oneForEachResource();
  const ended = Promise.withResolvers<undefined>();
  let afterId = 0;
  let atWork = 0;
  const sendSome = async (): Promise<void> => {
    // One that is more than may be at work leaves when its series is done.
    while (atWork <= run.pacer.maxConcurrency) {
      run.stopping.signal.throwIfAborted();
      const record = run.ledger.read((database) => nextPendingSeries(database, run.job.id, afterId));
      if (record === null) return;
      afterId = record.id;
      await oneAtATime(record.resourceId, () => runSeries(run, record));
    }
  };
  const work = async (): Promise<void> => {
    try {
      await sendSome();
    } catch (thrown) {
      // The first to fail stops the others, which finish what is in flight.
      endWith(run, thrown);
    } finally {
      if (--atWork === 0) ended.resolve(undefined);
    }
  };
  run.addSenders = () => {
    while (atWork < run.pacer.maxConcurrency) {
      atWork++;
      void work();
    }
  };
  run.addSenders();
  await ended.promise;
  run.addSenders = () => {};
  run.stopping.signal.throwIfAborted();
}

/** Loads that share a VTN resource go one after the other, so that it never has two requests at once. */
function oneForEachResource(): (resourceId: string, work: () => Promise<void>) => Promise<void> {
  const busy = new Map<string, Promise<unknown>>();
  return async (resourceId, work) => {
    while (busy.has(resourceId)) await busy.get(resourceId);
    const free = Promise.withResolvers<undefined>();
    busy.set(resourceId, free.promise);
    try {
      await work();
    } finally {
      busy.delete(resourceId);
      free.resolve(undefined);
    }
  };
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

/** Says every few seconds that this process is alive; ends the run when another one has taken the job. */
async function keepLease(run: JobRun): Promise<void> {
  const { signal } = run.stopping;
  while (!signal.aborted) {
    try {
      await run.clock.sleep(leaseBeatMs, signal);
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

const speedLookedAtEveryMs = 500;
/** After a night with the lid closed nobody wants each of its seconds told. */
const secondsToldAtOnce = 10;

/** Tells of each second that is over. */
async function tellSpeed(run: JobRun): Promise<void> {
  const { signal } = run.stopping;
  let toldMs = -Infinity;
  for (;;) {
    try {
      await run.clock.sleep(speedLookedAtEveryMs, signal);
    } catch {
      return;
    }
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
  const guarded = run.ledger.read((database) => readGuardedJob(database, run.job.id));
  await checkSources(run.reader, guarded, []);
  await checkWholeFiles(run.reader, guarded.sources);
}
