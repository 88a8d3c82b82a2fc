import type Database from 'better-sqlite3';
import type { VenRow } from '../../contract/job-shapes.ts';
import { withUnsent } from '../../domain/point-figures.ts';
import type { PointFigures } from '../../domain/point-figures.ts';
import { prepared } from './prepared.ts';

/** Sums a new job's loads up by VEN, once they are all there. From then on triggers keep the sums. */
export function sumUpVens(database: Database.Database, jobId: string): void {
  database
    .prepare(
      `INSERT INTO ven_sum
       SELECT series.job_id, ven, min(series.id), count(*), sum(state = 'confirmed'), sum(state = 'failed'),
         sum(state = 'skipped'), sum(planned), sum(confirmed), sum(series.rejected), sum(uncertain),
         coalesce(sum(dataset.duplicates), 0), coalesce(sum(dataset.conflicts), 0), coalesce(sum(dataset.gaps), 0)
       FROM series LEFT JOIN dataset ON dataset.id = series.dataset_id WHERE series.job_id = ? GROUP BY ven`,
    )
    .run(jobId);
}

interface VenSum extends Omit<PointFigures, 'unsent'> {
  readonly ven: string;
  readonly total: number;
  readonly confirmedLoads: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The figures of each VEN, in the plan's order. */
export function readVenRows(database: Database.Database, jobId: string): VenRow[] {
  return prepared<[string], VenSum>(
    database,
    `SELECT ven, loads AS total, loads_confirmed AS confirmedLoads, loads_failed AS failed,
       loads_skipped AS skipped, planned, confirmed, rejected, uncertain, duplicate, conflict, gap
     FROM ven_sum WHERE job_id = ? ORDER BY first_series_id`,
  )
    .all(jobId)
    .map((row) => ({
      ven: row.ven,
      loads: { total: row.total, confirmed: row.confirmedLoads, failed: row.failed, skipped: row.skipped },
      points: withUnsent(row),
    }));
}
