import type Database from 'better-sqlite3';
import { firstSentByAttempts } from './first-sent.ts';

/** The latest requests are kept one by one, for a diagnosis. */
const keptOneByOne = 1000;

/** So many requests one by one are about 1.5 MB. */
const summedUpAbove = 20_000;

const seriesAtOnce = 500;

/** Loads whose requests can be summed up, and up to which request. */
export interface SummableAttempts {
  readonly seriesIds: readonly number[];
  readonly upTo: number;
}

/** Some loads that are done, when the ledger has many requests one by one; null when there is nothing to sum up. */
export function findSummableAttempts(
  database: Database.Database,
  bound: number = summedUpAbove,
): SummableAttempts | null {
  const { first, last } = database
    .prepare<[], { first: number | null; last: number | null }>(
      'SELECT (SELECT min(id) FROM attempt) AS first, (SELECT max(id) FROM attempt) AS last',
    )
    .get() ?? { first: null, last: null };
  if (first === null || last === null || last - first < bound) return null;
  const upTo = last - Math.min(keptOneByOne, bound);
  const seriesIds = database
    .prepare<[number, number], number>(
      `SELECT DISTINCT attempt.series_id FROM attempt CROSS JOIN series ON series.id = attempt.series_id
         JOIN job ON job.id = series.job_id
       WHERE attempt.id <= ? AND attempt.outcome <> 'sending'
         AND (series.state = 'confirmed' OR job.ended_at_ms IS NOT NULL) LIMIT ?`,
    )
    .pluck()
    .all(upTo, seriesAtOnce);
  return seriesIds.length === 0 ? null : { seriesIds, upTo };
}

/**
 * Puts one row in the place of the requests of each load. What a request was for and how it ended stands in the ranges;
 * requests under way are left alone.
 */
export function sumUpAttempts(database: Database.Database, { seriesIds, upTo }: SummableAttempts): void {
  const ids = JSON.stringify(seriesIds);
  database
    .prepare(
      `UPDATE job SET first_sent_at_ms = ${firstSentByAttempts}
       WHERE first_sent_at_ms IS NULL
         AND id IN (SELECT job_id FROM series WHERE id IN (SELECT value FROM json_each(?)))`,
    )
    .run(ids);
  database
    .prepare(
      `INSERT INTO attempt_sum (series_id, requests, unconfirmed, points, bytes, first_started_at_ms, last_ended_at_ms)
       SELECT series_id, count(*), sum(outcome <> 'confirmed'), sum(points), sum(bytes), min(started_at_ms),
         max(coalesce(ended_at_ms, started_at_ms))
       FROM attempt WHERE series_id IN (SELECT value FROM json_each(@ids)) AND id <= @upTo AND outcome <> 'sending'
       GROUP BY series_id
       ON CONFLICT (series_id) DO UPDATE SET requests = requests + excluded.requests,
         unconfirmed = unconfirmed + excluded.unconfirmed, points = points + excluded.points,
         bytes = bytes + excluded.bytes, first_started_at_ms = min(first_started_at_ms, excluded.first_started_at_ms),
         last_ended_at_ms = max(last_ended_at_ms, excluded.last_ended_at_ms)`,
    )
    .run({ ids, upTo });
  database
    .prepare(
      `DELETE FROM attempt WHERE series_id IN (SELECT value FROM json_each(@ids)) AND id <= @upTo
         AND outcome <> 'sending'`,
    )
    .run({ ids, upTo });
}

const pagesAtOnce = 500;
/** Room that new rows will need anyway. */
const pagesLeftFree = 500;

/** Whether deleted rows have left room that can be given back. */
export function hasRoomToGive(database: Database.Database): boolean {
  return freePages(database) > pagesLeftFree && database.pragma('auto_vacuum', { simple: true }) === 2;
}

/** Gives some of it back to the disk; the file is shorter after the next checkpoint. */
export function giveRoomBack(database: Database.Database): void {
  database.pragma(`incremental_vacuum(${Math.min(pagesAtOnce, freePages(database) - pagesLeftFree)})`);
}

function freePages(database: Database.Database): number {
  return database.pragma('freelist_count', { simple: true }) as number;
}

/** Jobs that ended before that moment; the oldest first. */
export function listEndedBefore(database: Database.Database, beforeMs: number): string[] {
  return database
    .prepare<[number], string>(
      `SELECT id FROM job WHERE state IN ('completed', 'incomplete', 'cancelled', 'exported')
         AND ended_at_ms < ? ORDER BY ended_at_ms`,
    )
    .pluck()
    .all(beforeMs);
}
