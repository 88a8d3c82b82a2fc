import type Database from 'better-sqlite3';
import type { LoadRow } from '../../contract/job-shapes.ts';
import { loadColumns, loadTables, toLoadRow } from './detail-reads.ts';
import type { LoadSelect } from './detail-reads.ts';

/** A series as a report lists it. */
export interface ReportSeries extends LoadRow {
  readonly id: number;
  readonly reportId: string | null;
  /** What its values were sent in; null when nobody has said. */
  readonly unit: string | null;
  /** The file that its readings are in; null for a series that was skipped before it was read. */
  readonly file: string | null;
}

export interface SeriesChoice {
  /** Only those that are not wholly confirmed. */
  readonly onlyTroubled: boolean;
}

type SeriesSelect = LoadSelect & Pick<ReportSeries, 'id' | 'reportId' | 'unit' | 'file'>;

/** The next series of a job, in the plan's order. */
export function nextReportSeries(
  database: Database.Database,
  jobId: string,
  { onlyTroubled }: SeriesChoice,
  { afterId, limit }: { readonly afterId: number; readonly limit: number },
): ReportSeries[] {
  const troubled = onlyTroubled ? "AND (state <> 'confirmed' OR confirmed <> planned)" : '';
  return database
    .prepare<[object], SeriesSelect>(
      `SELECT series.id AS id, report_id AS reportId, dataset.unit AS unit, source.path AS "file", ${loadColumns}
       FROM ${loadTables}
       LEFT JOIN source ON source.job_id = series.job_id AND source.position = dataset.source_position
       WHERE series.job_id = @jobId AND series.id > @afterId ${troubled}
       ORDER BY series.id LIMIT @limit`,
    )
    .all({ jobId, afterId, limit })
    .map((row) => ({
      ...toLoadRow(row),
      id: row.id,
      reportId: row.reportId,
      unit: row.unit,
      file: row.file,
    }));
}

export function countTroubledSeries(database: Database.Database, jobId: string): number {
  return (
    database
      .prepare<[string], number>(
        "SELECT count(*) FROM series WHERE job_id = ? AND (state <> 'confirmed' OR confirmed <> planned)",
      )
      .pluck()
      .get(jobId) ?? 0
  );
}

/** A value that a person has put in the place of one that the VTN refused, or added. */
export interface ReportCorrection {
  readonly load: string;
  readonly ven: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly value: number;
  readonly quality: string;
  readonly atMs: number;
  /** It stands for no interval of the source. */
  readonly isAdded: boolean;
  readonly seriesId: number;
  readonly index: number;
}

/** The next corrections of a job, in the plan's order, after one of them. */
export function nextCorrections(
  database: Database.Database,
  jobId: string,
  after: Pick<ReportCorrection, 'seriesId' | 'index'>,
  limit: number,
): ReportCorrection[] {
  return database
    .prepare<[object], Omit<ReportCorrection, 'isAdded'> & { readonly isAdded: number }>(
      `SELECT load_id AS "load", ven, correction.start_ms AS startMs, correction.end_ms AS endMs, value, quality,
         at_ms AS atMs, interval_index >= dataset.intervals AS isAdded, series.id AS seriesId,
         interval_index AS "index"
       FROM correction JOIN series ON series.id = correction.series_id
       JOIN dataset ON dataset.id = series.dataset_id
       WHERE series.job_id = @jobId AND (series.id, interval_index) > (@seriesId, @index)
       ORDER BY series.id, interval_index LIMIT @limit`,
    )
    .all({ jobId, seriesId: after.seriesId, index: after.index, limit })
    .map((row) => ({ ...row, isAdded: row.isAdded === 1 }));
}

/** When the last request of a job ended, as far as one has (epoch ms). Those of loads that are done are summed up. */
export function readLastAnswer(database: Database.Database, jobId: string): number | null {
  const last = (column: string, table: string): number | null =>
    database
      .prepare<[string], number | null>(
        `SELECT max(${column}) FROM ${table} JOIN series ON series.id = ${table}.series_id WHERE series.job_id = ?`,
      )
      .pluck()
      .get(jobId) ?? null;
  const ends = [last('ended_at_ms', 'attempt'), last('last_ended_at_ms', 'attempt_sum')];
  const known = ends.filter((endMs) => endMs !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** How many series have readings in each of `bins` equal parts of the time from the first reading to the last. */
export interface Coverage {
  readonly fromMs: number;
  readonly toMs: number;
  readonly series: readonly number[];
}

/** Null when the job has no readings at all. Gaps within a series do not show. */
export function readCoverage(database: Database.Database, jobId: string, bins: number): Coverage | null {
  const spans = `FROM series JOIN dataset ON dataset.id = series.dataset_id
    WHERE series.job_id = ? AND series.state <> 'skipped' AND series.planned > 0`;
  const span = database
    .prepare<[string], { fromMs: number | null; toMs: number | null }>(
      `SELECT min(first_start_ms) AS fromMs, max(last_start_ms + interval_ms) AS toMs ${spans}`,
    )
    .get(jobId);
  if (span?.fromMs == null || span.toMs === null || span.toMs <= span.fromMs) return null;
  const { fromMs, toMs } = span;
  const widthMs = (toMs - fromMs) / bins;
  const binOf = (atMs: number): number => Math.min(bins - 1, Math.floor((atMs - fromMs) / widthMs));
  const steps = new Int32Array(bins + 1);
  const rows = database
    .prepare<[string], [number, number]>(`SELECT first_start_ms, last_start_ms ${spans}`)
    .raw()
    .iterate(jobId);
  for (const [firstMs, lastMs] of rows) {
    steps[binOf(firstMs)] = (steps[binOf(firstMs)] ?? 0) + 1;
    steps[binOf(lastMs) + 1] = (steps[binOf(lastMs) + 1] ?? 0) - 1;
  }
  let running = 0;
  const series = Array.from({ length: bins }, (_, bin) => (running += steps[bin] ?? 0));
  return { fromMs, toMs, series };
}
