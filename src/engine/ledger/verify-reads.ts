import type Database from 'better-sqlite3';
import { tallySpans } from '../../domain/progress-spans.ts';
import type { Span } from '../../domain/progress-spans.ts';
import { readSpans } from './job-reads.ts';

/** A series as the ledger counts it, with the intervals that its source has. */
export interface SeriesAccount {
  readonly planned: number;
  readonly confirmed: number;
  readonly rejected: number;
  readonly uncertain: number;
  readonly datasetId: number;
  /** Intervals of the source; those that were added stand behind them. */
  readonly ownIntervals: number;
  /** Starts of its first and last interval. */
  readonly firstStartMs: number;
  readonly lastStartMs: number;
  readonly spans: readonly Span[];
}

/** Figures and progress of one series, of one moment. */
export function readAccount(database: Database.Database, seriesId: number): SeriesAccount {
  return database.transaction(() => {
    const row = database
      .prepare<[number], Omit<SeriesAccount, 'spans'>>(
        `SELECT planned, confirmed, series.rejected, uncertain, dataset.id AS datasetId,
           dataset.intervals AS ownIntervals,
           min(first_start_ms, coalesce((SELECT min(start_ms) FROM correction WHERE series_id = series.id),
             first_start_ms)) AS firstStartMs,
           max(last_start_ms, coalesce((SELECT max(start_ms) FROM correction WHERE series_id = series.id),
             last_start_ms)) AS lastStartMs
         FROM series JOIN dataset ON dataset.id = series.dataset_id WHERE series.id = ?`,
      )
      .get(seriesId);
    if (row === undefined) throw new Error(`There is no series ${seriesId}.`);
    return { ...row, spans: readSpans(database, seriesId) };
  })();
}

/** Sentences about each figure of a series that its own list of ranges contradicts. */
export function findWrongSums(account: SeriesAccount): string[] {
  const listed = tallySpans(account.spans);
  const wrong = (['confirmed', 'rejected', 'uncertain'] as const)
    .filter((figure) => listed[figure] !== account[figure])
    .map((figure) => `the ledger counts ${account[figure]} ${figure} intervals and lists ${listed[figure]}`);
  let end = 0;
  for (const { from, to } of account.spans) {
    if (from < end || to <= from) wrong.push(`the ledger lists interval ${from} twice`);
    end = to;
  }
  if (end > account.planned) wrong.push(`the ledger lists interval ${end} of ${account.planned}`);
  return wrong;
}

/** Sentences about each figure of a job that those of its series contradict. */
export function findWrongTotals(database: Database.Database, jobId: string): string[] {
  const figures = ['planned', 'confirmed', 'rejected', 'uncertain'] as const;
  const counts = ['loads_confirmed', 'loads_failed'] as const;
  const row = database
    .prepare<[string], Record<string, number>>(
      `SELECT ${figures.map((name) => `job.${name}, coalesce(sum(series.${name}), 0) AS series_${name}`).join(', ')},
         job.loads_confirmed, coalesce(sum(series.state = 'confirmed'), 0) AS series_loads_confirmed,
         job.loads_failed, coalesce(sum(series.state = 'failed'), 0) AS series_loads_failed
       FROM job LEFT JOIN series ON series.job_id = job.id WHERE job.id = ?`,
    )
    .get(jobId);
  return [...figures, ...counts]
    .filter((name) => row?.[name] !== row?.[`series_${name}`])
    .map(
      (name) =>
        `the ledger counts ${row?.[name] ?? 0} as ${name.replace('_', ' ')} for the job and ${row?.[`series_${name}`] ?? 0} over its series`,
    );
}

/** Resources that several series of a job go to, with the ids of those series. */
export function readSharedResources(
  database: Database.Database,
  jobId: string,
): ReadonlyMap<string, readonly number[]> {
  const rows = database
    .prepare<[string], { resource: string; ids: string }>(
      `SELECT resource_id AS resource, group_concat(id) AS ids FROM series
       WHERE job_id = ? AND state <> 'skipped' AND planned > 0 GROUP BY resource_id HAVING count(*) > 1`,
    )
    .all(jobId);
  return new Map(rows.map(({ resource, ids }) => [resource, ids.split(',').map(Number)]));
}

/** The loads that a job sends, by id. */
export function readSentLoads(database: Database.Database, jobId: string): Set<string> {
  const ids = database
    .prepare<[string], string>("SELECT load_id FROM series WHERE job_id = ? AND state <> 'skipped'")
    .pluck()
    .all(jobId);
  return new Set(ids);
}
