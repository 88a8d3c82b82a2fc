import type { AppError } from '../../contract/app-error.ts';
import type { SpeedSample } from '../../contract/job-shapes.ts';
import type { PaceRequest } from '../../contract/request-shapes.ts';
import type { Lease } from '../ledger/lease.ts';
import type { JobRecord } from '../ledger/job-reads.ts';
import { noteDecision, noteTrouble, setJobState } from '../ledger/job-writes.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Target } from '../targets/target.ts';
import type { ChunkShelf } from '../encoding/chunk-shelf.ts';
import type { Reader } from '../workers/reader.ts';
import type { ChunkSize } from './pace/chunk-size.ts';
import type { LineState } from './line-watch.ts';
import type { PaceBell } from './pace/pace-bell.ts';
import type { PacerState } from './pace/pacer.ts';
import type { BatchSizes } from './pace/batch-size.ts';
import type { ToldPace } from './pace/keep-findings.ts';
import type { VtnPace } from './pace/vtn-pace.ts';
import type { RetryPolicy } from './retry-policy.ts';
import type { SourcePlaces } from './reading-spec.ts';
import type { SpeedMeter } from './speed-meter.ts';
import type { TimeShares } from './time-shares.ts';

/** How a run came to its end; the engine writes it down as the job's state. */
export interface JobEnding {
  readonly state: 'completed' | 'incomplete' | 'paused' | 'waiting' | 'blocked';
  readonly error: AppError | null;
}

/** Thrown through a run to leave it; the ending stands in `JobRun.ending`. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped';
}

/** Why nothing is being sent just now. */
export interface Wait {
  readonly why: 'pace' | 'vtn-pace' | 'slow-down' | 'offline' | 'window' | 'retry';
  readonly text: string;
  readonly untilMs: number | null;
}

/** One run of a job by this process: its parts, and the small state that its senders share. */
export interface JobRun {
  readonly job: JobRecord;
  /** Where the job's sources are now, and how they are read. */
  readonly sources: SourcePlaces;
  readonly lease: Lease;
  readonly ledger: Ledger;
  readonly reader: Reader;
  /** What several loads send, encoded once for all of them. */
  readonly chunks: ChunkShelf;
  readonly target: Target;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly retryPolicy: RetryPolicy;
  /** The VTN, as all jobs of this process that send to it share it. */
  readonly vtn: VtnPace;
  /** It sends to it no longer. */
  readonly leaveVtn: () => void;
  /** Under which it holds places among the requests to the VTN, and how many at most. */
  readonly id: string;
  readonly limit: () => number;
  readonly speed: SpeedMeter;
  readonly shares: TimeShares;
  readonly paceBell: PaceBell;
  /** Aborted when the run is to end: requests in flight are waited for, nothing new is begun. */
  readonly stopping: AbortController;
  /** Zone for months and for the hours of the sending window. */
  readonly timeZone: string;
  /** Starts of months, epoch ms, that no chunk reaches across; empty unless the job asks for it. */
  readonly boundariesMs: readonly number[];
  /** Tells the doors that the job's figures or state have changed. */
  readonly changed: () => void;
  readonly decided: (atMs: number, text: string) => void;
  /** A second of the run is over. */
  readonly sampled: (sample: SpeedSample) => void;

  /** The pace that holds now; that of the job's request is the one it started with. */
  pace: PaceRequest;
  /** Puts more senders to work when more may be under way at once; set while series are sent. */
  addSenders: () => void;
  /** Does something that may take long while another series has the sender's place; set while series are sent. */
  givingPlace: <T>(work: () => Promise<T>) => Promise<T>;
  ending: JobEnding | null;
  pacer: PacerState;
  size: ChunkSize;
  batchSizes: BatchSizes;
  /** The batch size that is written down for this VTN. */
  keptBatchSize: number | null;
  toldPace: ToldPace;
  /** When (by `monotonic`) it was told last that the VTN asked to slow down. */
  toldSlowDownMs: number;
  /** The largest accepted chunk that is written down for this VTN. */
  rememberedBytes: number;
  gzip: boolean;
  currentLoad: string | null;
  wait: Wait | null;
  rehearsal: boolean;
  /** What is known of the way to the VTN. */
  readonly line: LineState;
  /** Since when (by `monotonic`), and how often, the VTN has done nothing but ask us to wait; null when it has not. */
  askedToWait: { readonly sinceMs: number; readonly times: number } | null;
  /** Requests that went into finding rows which the VTN refused without naming them. */
  searchRequests: number;
  /** Loads given up in a row with no confirmed chunk between them. */
  givenUpInARow: number;
}

/** Ends the run; the first reason stands. */
export function stopRun(run: JobRun, ending: JobEnding): void {
  if (run.ending !== null) return;
  run.ending = ending;
  run.stopping.abort(new RunStopped(ending.state));
}

/** Writes a decision into the job's log and tells the doors. */
export async function tell(run: JobRun, text: string): Promise<void> {
  const atMs = run.clock.now();
  run.log.info(text, { jobId: run.job.id });
  await run.ledger.writeSoon('decision', run.lease, (database) =>
    noteDecision(database, run.job.id, atMs, text),
  );
  run.decided(atMs, text);
}

/** Notes a trouble that the job goes on from, for the list of jobs. */
export async function noteRunTrouble(run: JobRun, code: string, text: string): Promise<void> {
  await run.ledger.writeSoon('trouble', run.lease, (database) =>
    noteTrouble(database, run.job.id, { code, text }),
  );
  run.changed();
}

/** Changes between running and waiting; several senders may find the same at once. */
export async function changeState(
  run: JobRun,
  to: 'running' | 'waiting',
  error: { readonly code: string; readonly text: string } | null,
): Promise<void> {
  await run.ledger.writeSoon('state', run.lease, (database) => {
    setJobState(database, run.job.id, to, run.clock.now(), error);
  });
  run.changed();
}

/** Keeping to the pace is everyday; only a pause this long is worth telling. */
const shortPaceMs = 5000;

/**
 * Waits in the engine's time, shown to the user with its reason; rejects when the run is stopping. Another series is
 * sent meanwhile; when the VTN is back after nothing got through, a wait ends at once.
 */
export async function waitFor(
  run: JobRun,
  durationMs: number,
  why: Wait['why'],
  text: string,
): Promise<void> {
  if (durationMs <= 0) return;
  const { signal } = run.stopping;
  const isOfSeries = why === 'retry' || why === 'slow-down';
  await showWait(run, durationMs, why, text, async () => {
    if (!isOfSeries) return run.clock.sleep(durationMs, signal);
    await run.givingPlace(() =>
      run.shares.within('retry', () => run.vtn.returnBell.sleep(run.clock, durationMs, signal)),
    );
  });
}

/**
 * Waits likewise, but only as long as the limits of the pace stay. Resolves with false when they have changed.
 * `untilMs` is what is shown, when it is not the end of this wait.
 */
export async function waitAtThisPace(
  run: JobRun,
  durationMs: number,
  why: 'pace' | 'vtn-pace' | 'slow-down' | 'window',
  text: string,
  untilMs: number = run.clock.now() + durationMs,
): Promise<boolean> {
  if (durationMs <= 0) return true;
  const sleep = (): Promise<boolean> => run.paceBell.sleep(run.clock, durationMs, run.stopping.signal);
  if (why !== 'window' && durationMs < shortPaceMs) return sleep();
  return showWait(run, durationMs, why, text, sleep, untilMs);
}

async function showWait<T>(
  run: JobRun,
  durationMs: number,
  why: Wait['why'],
  text: string,
  sleep: () => Promise<T>,
  untilMs: number = run.clock.now() + durationMs,
): Promise<T> {
  const wait: Wait = { why, text, untilMs };
  run.wait = wait;
  run.changed();
  try {
    return await sleep();
  } finally {
    // Another sender's reason may stand there by now.
    if (run.wait === wait) run.wait = null;
  }
}
