import type Database from 'better-sqlite3';
import { verification } from '../../contract/inspection-shapes.ts';
import type { Verification } from '../../contract/inspection-shapes.ts';
import type { JobFigures } from './job-reads.ts';

/** What the last verification of a job found, and when it had ended (epoch ms). */
export interface KeptVerification {
  readonly atMs: number;
  readonly verification: Verification;
}

/** What a verification has found of the series up to one of them. */
export interface VerificationProgress {
  readonly afterSeriesId: number;
  /** Series that could not be compared with their source, or with the VTN. */
  readonly withoutSource: number;
  readonly withoutVtn: number;
  /** Of the series so far alone. */
  readonly verification: Verification;
}

/** By these a job is known to be as it was: nothing has been sent since, and nobody has run it. */
type Standing = Pick<JobFigures, 'id' | 'leaseEpoch' | 'requests'>;

/** Null when there was none since the job was last started. */
export function readVerification(database: Database.Database, jobId: string): KeptVerification | null {
  const row = database
    .prepare<[string], { at_ms: number; verification: string }>(
      'SELECT at_ms, verification FROM verification WHERE job_id = ?',
    )
    .get(jobId);
  const found = row === undefined ? null : parseVerification(row.verification);
  return row === undefined || found === null ? null : { atMs: row.at_ms, verification: found };
}

/** The progress is over with it. */
export function keepVerification(
  database: Database.Database,
  jobId: string,
  { atMs, verification: found }: KeptVerification,
): void {
  dropProgress(database, jobId);
  database
    .prepare('INSERT OR REPLACE INTO verification (job_id, at_ms, verification) VALUES (?, ?, ?)')
    .run(jobId, atMs, JSON.stringify(found));
}

/** Null when there is none, or when the job was run since. */
export function readProgress(database: Database.Database, job: Standing): VerificationProgress | null {
  const row = database
    .prepare<[string, number, number], Omit<VerificationProgress, 'verification'> & { verification: string }>(
      `SELECT after_series_id AS afterSeriesId, without_source AS withoutSource, without_vtn AS withoutVtn,
         verification
       FROM verification_progress WHERE job_id = ? AND lease_epoch = ? AND requests = ?`,
    )
    .get(job.id, job.leaseEpoch, job.requests);
  const found = row === undefined ? null : parseVerification(row.verification);
  return row === undefined || found === null ? null : { ...row, verification: found };
}

export function keepProgress(
  database: Database.Database,
  job: Standing,
  { afterSeriesId, withoutSource, withoutVtn, verification: found }: VerificationProgress,
): void {
  database
    .prepare(
      `INSERT OR REPLACE INTO verification_progress
         (job_id, after_series_id, lease_epoch, requests, without_source, without_vtn, verification)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      job.id,
      afterSeriesId,
      job.leaseEpoch,
      job.requests,
      withoutSource,
      withoutVtn,
      JSON.stringify(found),
    );
}

/** What is sent or deleted from now on was not compared. */
export function dropVerification(database: Database.Database, jobId: string): void {
  dropProgress(database, jobId);
  database.prepare('DELETE FROM verification WHERE job_id = ?').run(jobId);
}

function dropProgress(database: Database.Database, jobId: string): void {
  database.prepare('DELETE FROM verification_progress WHERE job_id = ?').run(jobId);
}

/** One that an earlier version has kept may lack what this one tells: it counts as none. */
function parseVerification(text: string): Verification | null {
  return verification.safeParse(JSON.parse(text)).data ?? null;
}
