import type Database from 'better-sqlite3';
import { noteDecision } from '../ledger/job-writes.ts';

/** What had to be set right in a job. */
export interface Mended {
  /** Loads whose figures did not agree with their ranges. */
  readonly counted: number;
  /** Loads whose ranges made no sense, so that they are sent from the beginning. */
  readonly begun: number;
}

/**
 * Compares the figures of a job that a process has left with the ranges they are sums of, and sets them right: the
 * ranges are the truth, and where they overlap or leave the series there is none, so that load starts anew. Every
 * planned interval is then confirmed, rejected, uncertain or unsent, and in one of them only. To be called within a
 * transaction, before the job runs again.
 */
export function mendSums(database: Database.Database, jobId: string, nowMs: number): Mended {
  const mended = { counted: 0, begun: dropSenseless(database, jobId) };
  mended.counted = countAnew(database, jobId);
  // A load that is called done has nothing left to send.
  const reopened = database
    .prepare(
      `UPDATE series SET state = 'pending' WHERE job_id = ? AND state = 'confirmed' AND confirmed + rejected < planned`,
    )
    .run(jobId).changes;
  const job = sumUpJob(database, jobId);
  const loads = Math.max(mended.counted, mended.begun, reopened, job);
  if (loads > 0) {
    const text =
      `The program had ended without a word, and figures of the ledger did not agree: they were counted anew (loads: ${Math.max(mended.counted, reopened)}; ` +
      `sent from the beginning, which does no harm because the VTN overwrites: ${mended.begun}).`;
    noteDecision(database, jobId, nowMs, text);
  }
  return { counted: loads, begun: mended.begun };
}

function dropSenseless(database: Database.Database, jobId: string): number {
  const ids = database
    .prepare<[string], number>(
      `SELECT DISTINCT id FROM (
         SELECT series.id, series.planned, from_index, to_index,
           lag(to_index, 1, 0) OVER (PARTITION BY series_id ORDER BY from_index) AS before
         FROM series JOIN span ON span.series_id = series.id WHERE series.job_id = ?)
       WHERE from_index < before OR to_index <= from_index OR to_index > planned`,
    )
    .pluck()
    .all(jobId);
  const drop = database.prepare('DELETE FROM span WHERE series_id = ?');
  const reopen = database.prepare(
    "UPDATE series SET state = 'pending', code = NULL, text = NULL WHERE id = ?",
  );
  for (const id of ids) {
    drop.run(id);
    reopen.run(id);
  }
  return ids.length;
}

const spanSum = (states: string): string =>
  `(SELECT coalesce(sum(to_index - from_index), 0) FROM span WHERE series_id = series.id AND state IN (${states}))`;

function countAnew(database: Database.Database, jobId: string): number {
  return database
    .prepare(
      `UPDATE series SET confirmed = counted.confirmed, rejected = counted.rejected, uncertain = counted.uncertain
       FROM (SELECT id, ${spanSum("'confirmed'")} AS confirmed, ${spanSum("'rejected'")} AS rejected,
           ${spanSum("'uncertain', 'sending'")} AS uncertain FROM series WHERE job_id = @jobId) AS counted
       WHERE series.id = counted.id AND (series.confirmed, series.rejected, series.uncertain)
         IS NOT (counted.confirmed, counted.rejected, counted.uncertain)`,
    )
    .run({ jobId }).changes;
}

function sumUpJob(database: Database.Database, jobId: string): number {
  return database
    .prepare(
      `UPDATE job SET confirmed = counted.confirmed, rejected = counted.rejected, uncertain = counted.uncertain,
         loads_confirmed = counted.loads, loads_failed = counted.failed
       FROM (SELECT coalesce(sum(confirmed), 0) AS confirmed, coalesce(sum(rejected), 0) AS rejected,
           coalesce(sum(uncertain), 0) AS uncertain, coalesce(sum(state = 'confirmed'), 0) AS loads,
           coalesce(sum(state = 'failed'), 0) AS failed FROM series WHERE job_id = @jobId) AS counted
       WHERE job.id = @jobId AND (job.confirmed, job.rejected, job.uncertain, job.loads_confirmed, job.loads_failed)
         IS NOT (counted.confirmed, counted.rejected, counted.uncertain, counted.loads, counted.failed)`,
    )
    .run({ jobId }).changes;
}
