import { AppError } from '../../contract/app-error.ts';
import type { SpeedSample } from '../../contract/job-shapes.ts';
import type { PaceRequest } from '../../contract/request-shapes.ts';
import { assertLease, releaseLease, takeLease } from '../ledger/lease.ts';
import type { Lease } from '../ledger/lease.ts';
import { collectAfter } from '../collect-garbage.ts';
import { readGuardedJob } from '../ledger/guarded-job.ts';
import { readJobRecord } from '../ledger/job-reads.ts';
import type { JobRecord } from '../ledger/job-reads.ts';
import { noteSourcePath, setJobState } from '../ledger/job-writes.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { dropVerification } from '../ledger/verifications.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { ProcessTable } from '../ports/process-identity.ts';
import type { Target } from '../targets/target.ts';
import { createChunkShelf } from '../encoding/chunk-shelf.ts';
import type { Reader } from '../workers/reader.ts';
import { limitsOf } from './change-pace.ts';
import { joinVtn } from './pace/join-vtn.ts';
import { checkSources } from './guard-sources.ts';
import type { CheckedSource } from './guard-sources.ts';
import { runJob } from './run-job.ts';
import type { JobEnding, JobRun } from './job-run.ts';
import { createLineState } from './line-watch.ts';
import { monthBoundaries } from './month-boundaries.ts';
import { createPaceBell } from './pace/pace-bell.ts';
import { startPacer } from './pace/pacer.ts';
import type { VtnPaces } from './pace/vtn-paces.ts';
import { defaultRetryPolicy } from './retry-policy.ts';
import { createSpeedMeter } from './speed-meter.ts';
import { createTimeShares } from './time-shares.ts';

/** What every run of an engine shares. */
export interface RunDeps {
  readonly ledger: Ledger;
  readonly reader: Reader;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly processes: ProcessTable;
  /** How the VTNs are met by all runs together. */
  readonly paces: VtnPaces;
}

export interface RunOptions {
  readonly target: Target;
  /** Where moved sources may be found. */
  readonly sourcePaths: readonly string[];
  readonly changed: () => void;
  readonly decided: (atMs: number, text: string) => void;
  readonly sampled: (sample: SpeedSample) => void;
}

export interface StartedRun {
  readonly run: JobRun;
  /** Settles after the end has been written down; rejects when it could not be. */
  readonly ended: Promise<JobEnding>;
}

/**
 * Takes the job's lease, finds its sources again and starts sending. Throws job/running-elsewhere,
 * job/wrong-state, source/missing or source/changed (the job is then *blocked*).
 */
export async function startRun(deps: RunDeps, jobId: string, options: RunOptions): Promise<StartedRun> {
  const { ledger, clock } = deps;
  const lease = ledger.write('take-lease', (database) => {
    const taken = takeLease(database, jobId, deps.processes, clock.now());
    setJobState(database, jobId, 'running', clock.now());
    dropVerification(database, jobId);
    return taken;
  });
  try {
    const checked = await checkSources(deps.reader, readGuardedJob(ledger, jobId), options.sourcePaths);
    ledger.write('sources-checked', (database) => {
      assertLease(database, lease);
      for (const { position, path } of checked) noteSourcePath(database, jobId, position, path);
    });
    const job = ledger.read((database) => readJobRecord(database, jobId));
    collectAfter(job.plan.loads.total);
    const run = createRun(deps, job, lease, checked, options);
    return { run, ended: finish(deps, run) };
  } catch (thrown) {
    const error = thrown instanceof AppError ? thrown : null;
    endRun(deps, lease, { state: error === null ? 'paused' : 'blocked', error });
    throw thrown;
  }
}

/** What several loads send is kept encoded up to this: a few chunks for each that is on its way. */
const sharedChunkBytes = 24_000_000;

function createRun(
  { ledger, reader, clock, random, log, paces }: RunDeps,
  job: JobRecord,
  lease: Lease,
  sources: readonly CheckedSource[],
  { target, changed, decided, sampled }: RunOptions,
): JobRun {
  const { pace, mapping } = job.request;
  const timeZone = mapping.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const sharing: { paceNow: () => PaceRequest } = { paceNow: () => pace };
  const run: JobRun = {
    job,
    sources,
    lease,
    ledger,
    reader,
    chunks: createChunkShelf(reader, sharedChunkBytes),
    target,
    clock,
    random,
    log,
    retryPolicy: defaultRetryPolicy(pace.retries),
    ...joinVtn({ ledger, clock, paces }, job, () => sharing.paceNow()),
    speed: createSpeedMeter(() => clock.now()),
    shares: createTimeShares(() => clock.now()),
    paceBell: createPaceBell(),
    stopping: new AbortController(),
    timeZone,
    boundariesMs: boundariesOf(job, timeZone),
    changed,
    decided,
    sampled,
    ending: null,
    pace,
    pacer: startPacer(limitsOf(pace)),
    addSenders: () => {},
    givingPlace: (work) => work(),
    currentLoad: null,
    wait: null,
    rehearsal: job.rehearsal,
    line: createLineState(),
    askedToWait: null,
    searchRequests: 0,
    givenUpInARow: 0,
  };
  sharing.paceNow = () => run.pace;
  return run;
}

function boundariesOf({ request, plan }: JobRecord, timeZone: string): number[] {
  const { firstStart, lastStart } = plan;
  if (request.pace.chunkBy !== 'month' || firstStart === null || lastStart === null) return [];
  return monthBoundaries(Date.parse(firstStart), Date.parse(lastStart), timeZone);
}

async function finish(deps: RunDeps, run: JobRun): Promise<JobEnding> {
  try {
    const ending = await runJob(run);
    return endRun(deps, run.lease, ending);
  } finally {
    run.leaveVtn();
    await run.target.close();
    run.changed();
  }
}

/** Writes the ending down and gives the lease back, unless another process has taken the job over. */
function endRun(deps: RunDeps, lease: Lease, ending: JobEnding): JobEnding {
  if (ending.error?.code === 'job/lease-lost') return ending;
  try {
    writeEnd(deps, lease, ending);
    return ending;
  } catch (thrown) {
    // It may have ended in another way here before anybody noticed.
    if (thrown instanceof AppError && thrown.code === 'job/lease-lost') return { ...ending, error: thrown };
    throw thrown;
  }
}

function writeEnd({ ledger, clock }: RunDeps, lease: Lease, { state, error }: JobEnding): void {
  ledger.write('end', (database) => {
    assertLease(database, lease);
    setJobState(
      database,
      lease.jobId,
      state,
      clock.now(),
      error === null ? null : { code: error.code, text: error.message },
    );
    releaseLease(database, lease);
  });
}
