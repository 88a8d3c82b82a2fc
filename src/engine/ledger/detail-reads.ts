import type Database from 'better-sqlite3';
import { withUnsent } from '../../domain/point-figures.ts';
import type { PointFigures } from '../../domain/point-figures.ts';
import type { JobDetail, LoadRow, LoadTrouble, PlanProblem } from '../../contract/job-shapes.ts';
import { firstSentByAttempts } from './first-sent.ts';

export function readTroubledLoads(
  database: Database.Database,
  jobId: string,
  state: 'skipped' | 'failed',
): LoadTrouble[] {
  // The plus has them found by their state and sorted, where going through all loads in order would find few.
  return database
    .prepare<[string, string], LoadTrouble>(
      `SELECT load_id AS load, ven, coalesce(code, '') AS code, coalesce(text, '') AS text FROM series
       WHERE job_id = ? AND state = ? ORDER BY +id`,
    )
    .all(jobId, state);
}

export function readProblems(database: Database.Database, jobId: string): PlanProblem[] {
  return database
    .prepare<[string], PlanProblem>(
      'SELECT load_id AS load, code, text FROM problem WHERE job_id = ? ORDER BY rowid',
    )
    .all(jobId);
}

export function readDecisions(
  database: Database.Database,
  jobId: string,
  limit: number,
): JobDetail['decisions'] {
  return database
    .prepare<[string, number], { at_ms: number; text: string }>(
      'SELECT at_ms, text FROM decision WHERE job_id = ? ORDER BY id DESC LIMIT ?',
    )
    .all(jobId, limit)
    .reverse()
    .map(({ at_ms, text }) => ({ at: new Date(at_ms).toISOString(), text }));
}

/** When the first request of a job left, and when the job ended. */
export function readJobTimes(
  database: Database.Database,
  jobId: string,
): Pick<JobDetail, 'startedAt' | 'endedAt'> {
  const times = database
    .prepare<[string], { startedMs: number | null; endedMs: number | null }>(
      `SELECT ended_at_ms AS endedMs,
         coalesce(first_sent_at_ms, ${firstSentByAttempts}) AS startedMs
       FROM job WHERE id = ?`,
    )
    .get(jobId);
  const isoOf = (atMs: number | null | undefined): string | null =>
    atMs == null ? null : new Date(atMs).toISOString();
  return { startedAt: isoOf(times?.startedMs), endedAt: isoOf(times?.endedMs) };
}

type FigureRow = Omit<PointFigures, 'unsent'>;

export interface LoadPage {
  readonly which: 'none' | 'failed' | 'all';
  readonly offset: number;
  readonly limit: number;
}

/** A load as `loadColumns` of `loadTables` read it. */
export interface LoadSelect extends FigureRow {
  readonly load: string;
  readonly ven: string;
  readonly name: string;
  readonly resource: string | null;
  readonly state: LoadRow['state'];
  readonly intervalMs: number | null;
  readonly firstMs: number | null;
  readonly lastMs: number | null;
  readonly code: string | null;
  readonly text: string | null;
}

export const loadColumns = `load_id AS load, ven, name, resource_id AS resource, state, planned, confirmed,
  series.rejected AS rejected, uncertain, coalesce(dataset.duplicates, 0) AS duplicate,
  coalesce(dataset.conflicts, 0) AS conflict, coalesce(dataset.gaps, 0) AS gap,
  dataset.interval_ms AS intervalMs, dataset.first_start_ms AS firstMs, dataset.last_start_ms AS lastMs, code, text`;

export const loadTables = 'series LEFT JOIN dataset ON dataset.id = series.dataset_id';

export function readLoadRows(
  database: Database.Database,
  jobId: string,
  { which, offset, limit }: LoadPage,
): LoadRow[] {
  if (which === 'none') return [];
  const states = which === 'failed' ? "AND (state IN ('failed', 'skipped') OR series.rejected > 0)" : '';
  return database
    .prepare<[string, number, number], LoadSelect>(
      `SELECT ${loadColumns} FROM ${loadTables}
       WHERE series.job_id = ? ${states} ORDER BY series.id LIMIT ? OFFSET ?`,
    )
    .all(jobId, limit, offset)
    .map(toLoadRow);
}

export function toLoadRow(row: LoadSelect): LoadRow {
  return {
    load: row.load,
    ven: row.ven,
    name: row.name,
    resource: row.resource,
    state: row.state,
    points: withUnsent(row),
    intervalMs: row.intervalMs,
    firstStart: row.firstMs === null ? null : new Date(row.firstMs).toISOString(),
    lastStart: row.lastMs === null ? null : new Date(row.lastMs).toISOString(),
    code: row.code,
    text: row.text,
  };
}
