import type Database from 'better-sqlite3';
import { readRefusedInterval } from './refused-interval.ts';
import type { RefusedInterval } from './refused-interval.ts';

/** Of a meter file's rows the dataset says more than the file. */
export const fileOfDataset = `(SELECT CASE source.role WHEN 'meter-file' THEN dataset.path ELSE source.path END
  FROM dataset JOIN source ON source.job_id = dataset.job_id AND source.position = dataset.source_position
  WHERE dataset.id = series.dataset_id)`;

/** Intervals of one series that the VTN refused for one reason; mostly one. */
export interface RefusedSpan {
  readonly seriesId: number;
  /** Its place among the job's series, from 1. */
  readonly series: number;
  readonly load: string;
  readonly ven: string;
  readonly name: string;
  readonly file: string | null;
  readonly from: number;
  readonly to: number;
  readonly reason: string;
  /** Of the first of them. Null in a ledger that does not know. */
  readonly refused: RefusedInterval | null;
}

/** A row that no interval came of. */
export interface LeftOutRow {
  readonly id: number;
  /** Its place among those that the plan set aside, from 1. */
  readonly place: number;
  readonly datasetId: number | null;
  readonly sourcePosition: number;
  readonly outcome: string;
  /** Empty where nothing says which load it is of. */
  readonly load: string;
  readonly ven: string;
  readonly name: string;
  readonly file: string;
  readonly row: number;
  readonly field: string;
  readonly text: string;
  readonly reason: string;
  readonly intervalMs: number | null;
}

type SpanRow = Omit<RefusedSpan, 'refused'> & { readonly subject: string | null };

const spanColumns = `series.id AS seriesId, series.id - first.id + 1 AS series, load_id AS load, ven, name,
  ${fileOfDataset} AS file, span.from_index AS "from", span.to_index AS "to", coalesce(span.text, '') AS reason,
  span.subject`;
const spanTables = `(SELECT min(id) AS id FROM series WHERE job_id = @jobId) AS first CROSS JOIN series
  CROSS JOIN span ON span.series_id = series.id AND span.state = 'rejected'`;

/** The next refused intervals after a place, in the plan's order. */
export function refusedAfter(
  database: Database.Database,
  jobId: string,
  after: { readonly seriesId: number; readonly from: number },
  limit: number,
): RefusedSpan[] {
  return database
    .prepare<[object], SpanRow>(
      `SELECT ${spanColumns} FROM ${spanTables}
       WHERE series.job_id = @jobId AND series.rejected > 0 AND series.id >= @seriesId
         AND (series.id, span.from_index) > (@seriesId, @from)
       ORDER BY series.id, span.from_index LIMIT @limit`,
    )
    .all({ jobId, limit, ...after })
    .map(toRefusedSpan);
}

/** What the ledger says of one interval: refused, or the state it is in; null when the job has none such. */
export type FoundInterval = RefusedSpan | { readonly state: string } | null;

/** A way to ask for many intervals of a job, one after the other; to be asked within reads of the ledger. */
export function intervalsOf(
  database: Database.Database,
  jobId: string,
): (series: number, index: number) => FoundInterval {
  const statement = database.prepare<
    [object],
    SpanRow & { readonly state: string | null; readonly planned: number }
  >(
    `SELECT ${spanColumns}, span.state, planned
     FROM (SELECT min(id) AS id FROM series WHERE job_id = @jobId) AS first JOIN series ON series.id = first.id + @series - 1
     LEFT JOIN span ON span.series_id = series.id AND span.to_index > @index AND span.from_index =
       (SELECT max(from_index) FROM span WHERE series_id = series.id AND from_index <= @index)
     WHERE series.job_id = @jobId`,
  );
  return (series, index) => {
    const found = statement.get({ jobId, series, index });
    if (found === undefined || index >= found.planned) return null;
    if (found.state !== 'rejected') return { state: found.state ?? 'unsent' };
    const { state: _state, planned: _planned, ...row } = found;
    return toRefusedSpan(row);
  };
}

function toRefusedSpan({ subject, ...row }: SpanRow): RefusedSpan {
  return { ...row, refused: readRefusedInterval(subject) };
}

const leftOutColumns = `aside.rowid AS id, aside.rowid - first.id + 1 AS place, aside.dataset_id AS datasetId,
  aside.source_position AS sourcePosition, aside.outcome, coalesce(series.load_id, '') AS load,
  coalesce(series.ven, '') AS ven, coalesce(series.name, '') AS name,
  CASE source.role WHEN 'meter-file' THEN dataset.path ELSE source.path END AS file, aside.row, aside.field,
  aside.text, aside.reason, dataset.interval_ms AS intervalMs`;
const leftOutTables = `(SELECT min(rowid) AS id FROM row_set_aside WHERE job_id = @jobId) AS first
  CROSS JOIN row_set_aside AS aside
  JOIN source ON source.job_id = aside.job_id AND source.position = aside.source_position
  LEFT JOIN dataset ON dataset.id = aside.dataset_id
  LEFT JOIN series ON series.id = (SELECT min(id) FROM series WHERE dataset_id = aside.dataset_id)`;

/** The next rows that no interval came of, in the order in which the plan set them aside. */
export function leftOutAfter(
  database: Database.Database,
  jobId: string,
  afterId: number,
  limit: number,
): LeftOutRow[] {
  return database
    .prepare<[object], LeftOutRow>(
      `SELECT ${leftOutColumns} FROM ${leftOutTables}
       WHERE aside.job_id = @jobId AND aside.rowid > @afterId AND aside.outcome NOT IN ('ignored', 'corrected')
       ORDER BY aside.rowid LIMIT @limit`,
    )
    .all({ jobId, afterId, limit });
}

/** A way to ask for many rows that no interval came of, by their place; null where the job has none such. */
export function leftOutRowsOf(
  database: Database.Database,
  jobId: string,
): (place: number) => LeftOutRow | null {
  const statement = database.prepare<[object], LeftOutRow>(
    `SELECT ${leftOutColumns} FROM ${leftOutTables}
     WHERE aside.job_id = @jobId AND aside.rowid = first.id + @place - 1`,
  );
  return (place) => statement.get({ jobId, place }) ?? null;
}
