import { AppError, toAppError } from '../../contract/app-error.ts';
import type { UndoResult } from '../../contract/handover-shapes.ts';
import { hasEnded } from '../../domain/job-state.ts';
import { nextPlannedSeries, readJobRecord, readSources } from '../ledger/job-reads.ts';
import { releaseResources } from '../ledger/insert-job.ts';
import { noteDecision, noteTrouble, readState, setJobState } from '../ledger/job-writes.ts';
import { releaseLease, takeLease } from '../ledger/lease.ts';
import type { Lease } from '../ledger/lease.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { holdForUndo, readUndoFigures } from '../ledger/undo-writes.ts';
import { dropVerification } from '../ledger/verifications.ts';
import type { Clock } from '../ports/clock.ts';
import type { ProcessTable } from '../ports/process-identity.ts';
import { keepHolding } from '../staging/hold-job.ts';
import type { Target } from '../targets/target.ts';
import type { Reader } from '../workers/reader.ts';
import { undoableStates } from './plan-undo.ts';
import { removeSeries } from './remove-series.ts';

export interface UndoParts {
  readonly ledger: Ledger;
  readonly reader: Reader;
  readonly clock: Clock;
  /** Uniform in [0, 1); spreads the waits between tries. */
  readonly random: () => number;
  readonly processes: ProcessTable;
  readonly target: Target;
  /** Ends the undo after the request in flight; it then rejects with the reason. */
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number, text: string) => void;
  readonly decided: (atMs: number, text: string) => void;
}

const seriesAtOnce = 100;

/**
 * Deletes what a job has sent, request by request, each written down before it leaves and after its answer. Stopped or
 * killed at any moment it can be begun again; what was deleted is unsent then and would go out again on a resume. When
 * all is deleted the job is *cancelled*.
 *
 * @throws AppError job/wrong-state, also when another number of intervals is there than was `agreed`; job/resource-held,
 *   job/running-elsewhere, job/lease-lost; source/* when it cannot be read any more what was sent; vtn/* when the VTN
 *   cannot be reached, or does not do it; the signal's reason
 */
export async function undoJob(parts: UndoParts, jobId: string, agreed: number): Promise<UndoResult> {
  const { ledger, clock, processes } = parts;
  const lease = ledger.write('undo-begun', (database) => {
    const taken = takeLease(database, jobId, processes, clock.now());
    // Left running by a program that ended without a word.
    if (readState(database, jobId) === 'running') setJobState(database, jobId, 'paused', clock.now());
    const state = readState(database, jobId);
    const { intervals } = readUndoFigures(database, jobId);
    if (!undoableStates.includes(state)) throw cannot(jobId, `it is ${state}`);
    if (intervals !== agreed) {
      throw cannot(jobId, `${intervals} of its intervals are at the VTN now, and ${agreed} were agreed to`);
    }
    holdForUndo(database, jobId);
    // Half undone it is unfinished; a cancelled job stays what it is.
    if (state === 'completed' || state === 'incomplete') setJobState(database, jobId, 'paused', clock.now());
    dropVerification(database, jobId);
    noteDecision(database, jobId, clock.now(), `Undo begun: ${intervals} intervals are to be deleted`);
    return taken;
  });
  const ended = new AbortController();
  const beating = keepHolding({ ledger, clock, processes }, lease, ended.signal);
  const result: UndoResult = { loads: 0, deleted: 0, left: 0 };
  try {
    await removeAll(parts, lease, agreed, result);
    await finish(parts, lease, result);
    return result;
  } catch (thrown) {
    await leave(parts, lease, result, thrown);
    throw thrown;
  } finally {
    ended.abort();
    await beating;
  }
}

/** `result` grows with each answer, so that it holds also when the undo ends early. */
async function removeAll(parts: UndoParts, lease: Lease, total: number, result: UndoResult): Promise<void> {
  const { ledger } = parts;
  const { jobId } = lease;
  const job = ledger.read((database) => readJobRecord(database, jobId));
  const sources = ledger.read((database) => readSources(database, jobId));
  const removal = {
    ...parts,
    job,
    sources,
    lease,
    removed: (deleted: number, left: number, name: string) => {
      result.deleted += deleted;
      result.left += left;
      parts.progress(result.deleted + result.left, total, name);
    },
  };
  for (let afterId = 0; ;) {
    const page = ledger.read((database) => nextPlannedSeries(database, jobId, afterId, seriesAtOnce));
    const last = page.at(-1);
    if (last === undefined) return;
    afterId = last.id;
    for (const record of page) if (await removeSeries(removal, record)) result.loads++;
  }
}

async function finish(
  { ledger, clock, decided }: UndoParts,
  lease: Lease,
  result: UndoResult,
): Promise<void> {
  const atMs = clock.now();
  const text = `Undone: ${spellResult(result)}`;
  await ledger.writeSoon('undone', lease, (database) => {
    if (readState(database, lease.jobId) !== 'cancelled')
      setJobState(database, lease.jobId, 'cancelled', atMs);
    releaseResources(database, lease.jobId);
    noteDecision(database, lease.jobId, atMs, text);
    releaseLease(database, lease);
  });
  decided(atMs, text);
}

/** The job is given back half undone; without the lease, or when nothing can be written, there is nothing to give. */
async function leave(
  { ledger, clock, decided }: UndoParts,
  lease: Lease,
  result: UndoResult,
  thrown: unknown,
): Promise<void> {
  const atMs = clock.now();
  const error = toAppError(thrown);
  const text = `The undo has stopped before its end (${error.message}): ${spellResult(result)} so far`;
  try {
    await ledger.writeSoon('undo-left', lease, (database) => {
      if (hasEnded(readState(database, lease.jobId))) releaseResources(database, lease.jobId);
      noteDecision(database, lease.jobId, atMs, text);
      if (error.disposition !== 'cancelled')
        noteTrouble(database, lease.jobId, { code: error.code, text: error.message });
      releaseLease(database, lease);
    });
    decided(atMs, text);
  } catch {
    return;
  }
}

function spellResult({ deleted, left }: UndoResult): string {
  return `${deleted} intervals deleted at the VTN, ${left} not there or left as somebody else has written them`;
}

function cannot(jobId: string, why: string): AppError {
  return new AppError('job/wrong-state', `Job ${jobId} cannot be undone: ${why}.`, { context: { jobId } });
}
