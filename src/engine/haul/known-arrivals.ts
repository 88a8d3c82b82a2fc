import type Database from 'better-sqlite3';
import { AppError } from '../../contract/app-error.ts';
import type { Haul } from '../../contract/handover-shapes.ts';
import { readArrival } from '../ledger/handovers.ts';
import { readState } from '../ledger/job-writes.ts';
import type { Manifest } from './haul-format.ts';

/** The job of this ledger that came of the hand-over, or is the job itself. */
export function findHere(database: Database.Database, { haulId, jobId }: Manifest): Haul['alreadyHere'] {
  const arrival = readArrival(database, haulId);
  if (arrival !== null) return { jobId: arrival.jobId, state: stateOf(database, arrival.jobId) ?? 'removed' };
  const state = stateOf(database, jobId);
  return state === null ? null : { jobId, state };
}

/** Null when there is no such job. */
export function stateOf(database: Database.Database, jobId: string): string | null {
  try {
    return readState(database, jobId);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'job/not-found') return null;
    throw thrown;
  }
}

/** One ledger takes the same hand-over only once, whatever became of the job since. */
export function assertNew(database: Database.Database, manifest: Manifest): void {
  const arrival = readArrival(database, manifest.haulId);
  if (arrival === null) return;
  const state = stateOf(database, arrival.jobId);
  const now = state === null ? 'It was removed since.' : `It is ${state} now.`;
  const text =
    `This hand-over was imported here already, on ${new Date(arrival.atMs).toISOString()}, as job ${arrival.jobId}. ` +
    `${now} It is not taken a second time: what it still had to send may have been sent since.`;
  throw new AppError('haul/already-here', text, { context: { jobId: arrival.jobId } });
}
