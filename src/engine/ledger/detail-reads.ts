import type Database from 'better-sqlite3';
import { withUnsent } from '../../domain/point-figures.ts';
import type { PointFigures } from '../../domain/point-figures.ts';
import type {
  JobDetail,
  LoadRow,
  LoadTrouble,
  PlanProblem,
  RejectRow,
  VenRow,
} from '../../contract/job-shapes.ts';

export function readTroubledLoads(
  database: Database.Database,
  jobId: string,
  state: 'skipped' | 'failed',
): LoadTrouble[] {
  return database
    .prepare<[string, string], LoadTrouble>(
      `SELECT load_id AS load, ven, coalesce(code, '') AS code, coalesce(text, '') AS text FROM series
       WHERE job_id = ? AND state = ? ORDER BY id`,
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

type FigureRow = Omit<PointFigures, 'unsent'>;

const sums = `sum(planned) AS planned, sum(confirmed) AS confirmed, sum(series.rejected) AS rejected,
  sum(uncertain) AS uncertain, coalesce(sum(dataset.duplicates), 0) AS duplicate,
  coalesce(sum(dataset.conflicts), 0) AS conflict, coalesce(sum(dataset.gaps), 0) AS gap`;

export function readVenRows(database: Database.Database, jobId: string): VenRow[] {
  return database
    .prepare<
      [string],
      FigureRow & { ven: string; total: number; confirmedLoads: number; failed: number; skipped: number }
    >(
      `SELECT ven, count(*) AS total, sum(state = 'confirmed') AS confirmedLoads, sum(state = 'failed') AS failed,
         sum(state = 'skipped') AS skipped, ${sums}
       FROM series LEFT JOIN dataset ON dataset.id = series.dataset_id
       WHERE series.job_id = ? GROUP BY ven ORDER BY min(series.id)`,
    )
    .all(jobId)
    .map((row) => ({
      ven: row.ven,
      loads: { total: row.total, confirmed: row.confirmedLoads, failed: row.failed, skipped: row.skipped },
      points: withUnsent(row),
    }));
}

export interface LoadPage {
  readonly which: 'none' | 'failed' | 'all';
  readonly offset: number;
  readonly limit: number;
}

interface LoadSelect extends FigureRow {
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

export function readLoadRows(
  database: Database.Database,
  jobId: string,
  { which, offset, limit }: LoadPage,
): LoadRow[] {
  if (which === 'none') return [];
  const states = which === 'failed' ? "AND (state IN ('failed', 'skipped') OR series.rejected > 0)" : '';
  return database
    .prepare<[string, number, number], LoadSelect>(
      `SELECT load_id AS load, ven, name, resource_id AS resource, state, planned, confirmed,
         series.rejected AS rejected, uncertain, coalesce(dataset.duplicates, 0) AS duplicate,
         coalesce(dataset.conflicts, 0) AS conflict, coalesce(dataset.gaps, 0) AS gap,
         dataset.interval_ms AS intervalMs, dataset.first_start_ms AS firstMs, dataset.last_start_ms AS lastMs, code, text
       FROM series LEFT JOIN dataset ON dataset.id = series.dataset_id
       WHERE series.job_id = ? ${states} ORDER BY series.id LIMIT ? OFFSET ?`,
    )
    .all(jobId, limit, offset)
    .map((row) => ({
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
    }));
}

/** Intervals the VTN refused, and rows that no interval came of, as one list. */
export function readRejects(
  database: Database.Database,
  jobId: string,
  limit: number,
): { rows: RejectRow[]; count: number } {
  const refused = database
    .prepare<[string, number], RejectRow>(
      `SELECT load_id AS "load", ven, NULL AS "file", NULL AS "row", 'interval' AS field,
         coalesce(span.subject, '') AS text, coalesce(span.text, '') AS reason
       FROM span JOIN series ON series.id = span.series_id
       WHERE series.job_id = ? AND span.state = 'rejected' ORDER BY series.id, from_index LIMIT ?`,
    )
    .all(jobId, limit);
  const rows = database
    .prepare<[string, number], RejectRow>(
      `SELECT coalesce(first.load_id, '') AS "load", coalesce(first.ven, '') AS ven,
         CASE source.role WHEN 'meter-file' THEN dataset.path ELSE source.path END AS "file",
         aside.row AS "row", aside.field, aside.text, aside.reason
       FROM row_set_aside AS aside
       JOIN source ON source.job_id = aside.job_id AND source.position = aside.source_position
       LEFT JOIN dataset ON dataset.id = aside.dataset_id
       LEFT JOIN (SELECT dataset_id, load_id, ven, min(id) FROM series GROUP BY dataset_id) AS first
         ON first.dataset_id = aside.dataset_id
       WHERE aside.job_id = ? AND aside.outcome <> 'ignored'
       ORDER BY aside.source_position, aside.dataset_id IS NOT NULL, aside.dataset_id, aside.row LIMIT ?`,
    )
    .all(jobId, limit);
  const { count } = database
    .prepare<[string, string], { count: number }>(
      `SELECT (SELECT coalesce(sum(rejected), 0) FROM series WHERE job_id = ?) +
         (SELECT count(*) FROM row_set_aside WHERE job_id = ? AND outcome <> 'ignored') AS count`,
    )
    .get(jobId, jobId) ?? { count: 0 };
  return { rows: [...refused, ...rows].slice(0, limit), count };
}
