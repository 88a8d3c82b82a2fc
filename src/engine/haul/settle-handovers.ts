import { rmSync, statSync } from 'node:fs';
import { setJobState, noteDecision, readState } from '../ledger/job-writes.ts';
import { dropHandover, noteHandedOver, unfinishedHandovers } from '../ledger/handovers.ts';
import type { Handover } from '../ledger/handovers.ts';
import { isLeaseHeld } from '../ledger/lease.ts';
import { readJobFigures } from '../ledger/job-reads.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { noteCopiesKept } from '../ledger/staged-series.ts';
import type Database from 'better-sqlite3';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { ProcessTable } from '../ports/process-identity.ts';

interface SettleParts {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly processes: ProcessTable;
  readonly log: Log;
}

/**
 * Hand-overs that a killed process has left half done: finished when the whole file has its name, taken back when it
 * never got it. Where neither can be seen, as when the stick is away, the job stays where it is and cannot run. A job
 * that was handed over before stays handed over.
 */
export function settleHandovers(parts: SettleParts): void {
  for (const { jobId } of parts.ledger.read(unfinishedHandovers)) {
    const job = parts.ledger.read((database) => readJobFigures(database, jobId));
    if (isLeaseHeld(job, parts.processes, parts.clock.now())) continue;
    settleHandover(parts, jobId);
  }
}

/** As `settleHandovers`, of one job whose hand-over nobody is at work on. Says what became of it. */
export function settleHandover(
  { ledger, clock, log }: Pick<SettleParts, 'ledger' | 'clock' | 'log'>,
  jobId: string,
): Settled {
  const settled = ledger.write('hand-over-settled', (database): Settled => {
    const handover = unfinishedHandovers(database).find((each) => each.jobId === jobId);
    if (handover === undefined) return 'taken-back';
    const found = lookFor(handover);
    database.prepare('UPDATE job SET lease_owner = NULL WHERE id = ?').run(jobId);
    if (found === 'done') endAsExported(database, handover, clock.now());
    if (found === 'taken-back') takeBack(database, handover, clock.now());
    if (found === 'out-before') leaveOut(database, handover, clock.now());
    return found;
  });
  log.info('a hand-over that was broken off was looked at', { jobId, settled });
  return settled;
}

/** In the same write the job is *exported*: it does not run here any more, and its resources are free. */
export function endAsExported(database: Database.Database, { jobId, path }: Handover, nowMs: number): void {
  if (readState(database, jobId) === 'running') setJobState(database, jobId, 'paused', nowMs);
  setJobState(database, jobId, 'exported', nowMs);
  noteHandedOver(database, jobId);
  noteCopiesKept(database, jobId);
  tellHandedOver(database, { jobId, path }, nowMs);
}

/** The job's log says where it went. */
export function tellHandedOver(
  database: Database.Database,
  { jobId, path }: Pick<Handover, 'jobId' | 'path'>,
  nowMs: number,
): void {
  noteDecision(database, jobId, nowMs, `Handed over to ${path}; it goes on where that file is imported`);
}

export function takeBack(database: Database.Database, { jobId, path }: Handover, nowMs: number): void {
  dropHandover(database, jobId);
  noteDecision(database, jobId, nowMs, `The hand-over to ${path} was broken off; the job is still here`);
}

/** Whether the other file got its name cannot be told: what was said when it was begun holds. */
function leaveOut(database: Database.Database, { jobId, path }: Handover, nowMs: number): void {
  noteHandedOver(database, jobId);
  const text = `Handing the job over once more was broken off; the file of before, ${path}, counts on`;
  noteDecision(database, jobId, nowMs, text);
}

type Settled = 'done' | 'taken-back' | 'unsure' | 'out-before';

/**
 * Before it is written down as whole, the file has never had its name. After that it has either the one name or the
 * other, or both for a moment; where neither is to be seen, somebody may have it.
 */
function lookFor({ phase, path, partPath, sizeBytes }: Handover): Settled {
  if (phase === 'begun' || phase === 'again') {
    rmSync(partPath, { force: true });
    return phase === 'begun' ? 'taken-back' : 'out-before';
  }
  if (sizeOf(path) === sizeBytes) {
    rmSync(partPath, { force: true });
    return 'done';
  }
  if (sizeOf(partPath) === null) return 'unsure';
  rmSync(partPath, { force: true });
  return 'taken-back';
}

function sizeOf(path: string): number | null {
  try {
    return statSync(path).size;
  } catch {
    return null;
  }
}
