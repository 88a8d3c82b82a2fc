import type Database from 'better-sqlite3';
import { AppError } from '../../contract/app-error.ts';
import { parseIdentity, spellIdentity } from '../ports/process-identity.ts';
import type { ProcessTable } from '../ports/process-identity.ts';
import { assertAtHome } from './handovers.ts';
import { prepared } from './prepared.ts';

/** The right to run one job. Every write carries the epoch; taking the lease over makes the old epoch stale. */
export interface Lease {
  readonly jobId: string;
  readonly epoch: number;
}

/** The lease as it stands with the job. */
export interface LeaseRecord {
  readonly leaseOwner: string | null;
  readonly leaseEpoch: number;
  readonly leaseBeatMs: number;
}

/** How often the owner says that it is alive, and how long it is believed where the process cannot be asked. */
export const leaseBeatMs = 10_000;
export const leaseBelievedMs = 60_000;

/**
 * Takes the job's lease within the caller's transaction, and puts what a dead owner left in flight to
 * *uncertain*. Throws job/running-elsewhere while its owner lives, haul/unsure while a hand-over is under way.
 */
export function takeLease(
  database: Database.Database,
  jobId: string,
  processes: ProcessTable,
  nowMs: number,
): Lease {
  const row = readLease(database, jobId);
  assertAtHome(database, jobId);
  const owner = leaseOwner(row, processes, nowMs);
  if (owner !== null && owner !== spellIdentity(processes.self)) {
    const pid = parseIdentity(owner)?.pid ?? '?';
    throw new AppError(
      'job/running-elsewhere',
      `Job ${jobId} is being run by another Meterhaul (process ${pid}). Stop it there, or wait until it has ended.`,
      { context: { jobId, pid } },
    );
  }
  const epoch = row.leaseEpoch + 1;
  database
    .prepare('UPDATE job SET lease_owner = ?, lease_epoch = ?, lease_beat_ms = ? WHERE id = ?')
    .run(spellIdentity(processes.self), epoch, nowMs, jobId);
  abandonInFlight(database, jobId, nowMs);
  return { jobId, epoch };
}

/** Throws job/lease-lost when another process has taken the job over. */
export function assertLease(database: Database.Database, lease: Lease): void {
  const epoch = readLease(database, lease.jobId).leaseEpoch;
  if (epoch === lease.epoch) return;
  throw new AppError(
    'job/lease-lost',
    `Another Meterhaul has taken job ${lease.jobId} over; this one has stopped sending. Follow it there.`,
    { context: { jobId: lease.jobId } },
  );
}

export function renewLease(database: Database.Database, lease: Lease, nowMs: number): void {
  database.prepare('UPDATE job SET lease_beat_ms = ? WHERE id = ?').run(nowMs, lease.jobId);
}

export function releaseLease(database: Database.Database, lease: Lease): void {
  database.prepare('UPDATE job SET lease_owner = NULL WHERE id = ?').run(lease.jobId);
}

/** Whether somebody, this process or another, runs the job now. */
export function isLeaseHeld(row: LeaseRecord, processes: ProcessTable, nowMs: number): boolean {
  return leaseOwner(row, processes, nowMs) !== null;
}

function leaseOwner(row: LeaseRecord, processes: ProcessTable, nowMs: number): string | null {
  const identity = row.leaseOwner === null ? null : parseIdentity(row.leaseOwner);
  if (identity === null) return null;
  const alive = processes.isAlive(identity) ?? nowMs - row.leaseBeatMs < leaseBelievedMs;
  return alive ? row.leaseOwner : null;
}

function readLease(database: Database.Database, jobId: string): LeaseRecord {
  const row = prepared<[string], LeaseRecord>(
    database,
    'SELECT lease_owner AS leaseOwner, lease_epoch AS leaseEpoch, lease_beat_ms AS leaseBeatMs FROM job WHERE id = ?',
  ).get(jobId);
  if (row === undefined)
    throw new AppError('job/not-found', `There is no job ${jobId}.`, { context: { jobId } });
  return row;
}

function abandonInFlight(database: Database.Database, jobId: string, nowMs: number): void {
  database
    .prepare(
      `UPDATE span SET state = 'uncertain'
       WHERE state = 'sending' AND series_id IN (SELECT id FROM series WHERE job_id = ?)`,
    )
    .run(jobId);
  database
    .prepare(
      `UPDATE attempt SET outcome = 'uncertain', ended_at_ms = ?, text = 'the program ended before the answer came'
       WHERE outcome IN ('sending', 'removing') AND series_id IN (SELECT id FROM series WHERE job_id = ?)`,
    )
    .run(nowMs, jobId);
}
