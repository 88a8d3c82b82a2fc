import type Database from 'better-sqlite3';
import { AppError } from '../../contract/app-error.ts';
import type { PaceRequest } from '../../contract/request-shapes.ts';
import { hasEnded, mayBecome } from '../../domain/job-state.ts';
import type { JobState } from '../../domain/job-state.ts';
import { assertNotOnItsWay } from './handovers.ts';
import { holdResources, releaseResources } from './insert-job.ts';

export interface JobError {
  readonly code: string;
  readonly text: string;
}

/**
 * The one place where a job changes its state. `error` is the trouble that led here; null clears the last
 * one. Throws job/wrong-state for an arrow that does not exist.
 */
export function setJobState(
  database: Database.Database,
  jobId: string,
  to: JobState,
  nowMs: number,
  error: JobError | null = null,
): void {
  const from = readState(database, jobId);
  if (!mayBecome(from, to)) {
    throw new AppError('job/wrong-state', `Job ${jobId} is ${from}; it cannot become ${to}.`, {
      context: { jobId, from, to },
    });
  }
  database
    .prepare('UPDATE job SET state = ?, ended_at_ms = ?, error_code = ?, error_text = ? WHERE id = ?')
    .run(to, hasEnded(to) ? nowMs : null, error?.code ?? null, error?.text ?? null, jobId);
  if (hasEnded(to)) releaseResources(database, jobId);
  else if (hasEnded(from)) holdResources(database, jobId);
}

export function readState(database: Database.Database, jobId: string): JobState {
  const row = database
    .prepare<[string], { state: JobState }>('SELECT state FROM job WHERE id = ?')
    .get(jobId);
  if (row === undefined)
    throw new AppError('job/not-found', `There is no job ${jobId}.`, { context: { jobId } });
  return row.state;
}

/** Notes the latest trouble of a job that goes on. */
export function noteTrouble(database: Database.Database, jobId: string, error: JobError): void {
  database
    .prepare('UPDATE job SET error_code = ?, error_text = ? WHERE id = ?')
    .run(error.code, error.text, jobId);
}

export function noteDecision(database: Database.Database, jobId: string, atMs: number, text: string): void {
  database.prepare('INSERT INTO decision (job_id, at_ms, text) VALUES (?, ?, ?)').run(jobId, atMs, text);
}

export function noteRehearsal(database: Database.Database, jobId: string): void {
  database.prepare('UPDATE job SET rehearsal = 1 WHERE id = ?').run(jobId);
}

/** The job is sent without verifying the VTN's certificate, as a person has confirmed; it says so for good. */
export function noteUnverified(database: Database.Database, jobId: string, atMs: number): void {
  database.prepare('UPDATE job SET trusted_any_certificate = 1 WHERE id = ?').run(jobId);
  const text =
    "The VTN's certificate is NOT verified in this run: a person has confirmed that for this session";
  noteDecision(database, jobId, atMs, text);
}

export function readTrustedAnyCertificate(database: Database.Database, jobId: string): boolean {
  const trusted = database
    .prepare<[string], number>('SELECT trusted_any_certificate FROM job WHERE id = ?')
    .pluck()
    .get(jobId);
  return trusted === 1;
}

export function noteCanaryConfirmed(database: Database.Database, jobId: string): void {
  database.prepare('UPDATE job SET canary_confirmed = 1 WHERE id = ?').run(jobId);
}

/** Forgets a job with all its rows. */
export function removeJob(database: Database.Database, jobId: string): void {
  readState(database, jobId);
  assertNotOnItsWay(database, jobId);
  database.prepare('DELETE FROM job WHERE id = ?').run(jobId);
}

/** The pace that holds from now on; the one that was asked for stays with the request. */
export function notePace(database: Database.Database, jobId: string, pace: PaceRequest): void {
  database.prepare('UPDATE job SET pace = ? WHERE id = ?').run(JSON.stringify(pace), jobId);
}

/** A source file was found again, perhaps at another place; its size and time stay those of the plan. */
export function noteSourcePath(
  database: Database.Database,
  jobId: string,
  position: number,
  path: string,
): void {
  database.prepare('UPDATE source SET path = ? WHERE job_id = ? AND position = ?').run(path, jobId, position);
}

export function noteFullHash(
  database: Database.Database,
  jobId: string,
  position: number,
  fullHash: string,
): void {
  database
    .prepare('UPDATE source SET full_hash = ? WHERE job_id = ? AND position = ?')
    .run(fullHash, jobId, position);
}
