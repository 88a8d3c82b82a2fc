import type Database from 'better-sqlite3';
import { verification } from '../../contract/inspection-shapes.ts';
import type { Verification } from '../../contract/inspection-shapes.ts';

/** What the last verification of a job found, and when it had ended (epoch ms). */
export interface KeptVerification {
  readonly atMs: number;
  readonly verification: Verification;
}

/** Null when there was none since the job was last started. */
export function readVerification(database: Database.Database, jobId: string): KeptVerification | null {
  const row = database
    .prepare<[string], { at_ms: number; verification: string }>(
      'SELECT at_ms, verification FROM verification WHERE job_id = ?',
    )
    .get(jobId);
  if (row === undefined) return null;
  return { atMs: row.at_ms, verification: verification.parse(JSON.parse(row.verification)) };
}

export function keepVerification(
  database: Database.Database,
  jobId: string,
  { atMs, verification: found }: KeptVerification,
): void {
  database
    .prepare('INSERT OR REPLACE INTO verification (job_id, at_ms, verification) VALUES (?, ?, ?)')
    .run(jobId, atMs, JSON.stringify(found));
}

/** What is sent from now on was not compared. */
export function dropVerification(database: Database.Database, jobId: string): void {
  database.prepare('DELETE FROM verification WHERE job_id = ?').run(jobId);
}
