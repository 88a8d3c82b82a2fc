import type Database from 'better-sqlite3';

/** Loads that a row which no interval came of may be added to: all that read its dataset, or the one that is named. */
export function seriesToAddTo(
  database: Database.Database,
  jobId: string,
  row: { readonly datasetId: number | null; readonly sourcePosition: number },
  load: string,
): number[] {
  if (row.datasetId !== null) {
    return database
      .prepare<[number], number>(
        `SELECT id FROM series WHERE dataset_id = ? AND state <> 'skipped' AND resource_id IS NOT NULL ORDER BY id`,
      )
      .pluck()
      .all(row.datasetId);
  }
  const ofFile = database
    .prepare<[string, number], { readonly id: number; readonly load: string; readonly name: string }>(
      `SELECT series.id, load_id AS load, name FROM series JOIN dataset ON dataset.id = series.dataset_id
       WHERE series.job_id = ? AND dataset.source_position = ? AND state <> 'skipped' AND resource_id IS NOT NULL`,
    )
    .all(jobId, row.sourcePosition);
  const named = ofFile.filter((series) => series.load === load || series.name === load);
  const found = load === '' ? ofFile : named;
  return found.length === 1 ? found.map(({ id }) => id) : [];
}

/** Every series of the job that goes to the same VTN resource as one of these, with the resource. */
export function seriesOfSameResource(
  database: Database.Database,
  jobId: string,
  ids: readonly number[],
): { readonly id: number; readonly resourceId: string }[] {
  return database
    .prepare<[string, string], { readonly id: number; readonly resourceId: string }>(
      `SELECT id, resource_id AS resourceId FROM series WHERE job_id = ? AND state <> 'skipped' AND resource_id IN
         (SELECT resource_id FROM series WHERE id IN (SELECT value FROM json_each(?))) ORDER BY id`,
    )
    .all(jobId, JSON.stringify(ids));
}

/** The usual length of the intervals of these series; null when they have none. */
export function usualLengthMs(database: Database.Database, seriesId: number): number | null {
  return (
    database
      .prepare<[number], number>(
        'SELECT interval_ms FROM dataset JOIN series ON series.dataset_id = dataset.id WHERE series.id = ?',
      )
      .pluck()
      .get(seriesId) ?? null
  );
}

/** An interval of a series that a person has added before and that has something in common with a span of time. */
export function addedWithin(
  database: Database.Database,
  seriesId: number,
  startMs: number,
  endMs: number,
): number | null {
  return (
    database
      .prepare<[number, number, number], number>(
        `SELECT interval_index FROM correction WHERE series_id = ? AND start_ms < ? AND end_ms > ? AND interval_index >=
           (SELECT dataset.intervals FROM dataset JOIN series ON series.dataset_id = dataset.id
            WHERE series.id = correction.series_id) LIMIT 1`,
      )
      .pluck()
      .get(seriesId, endMs, startMs) ?? null
  );
}

/** What became of one interval of a series. */
export function stateOfInterval(database: Database.Database, seriesId: number, index: number): string {
  return (
    database
      .prepare<[number, number, number], string>(
        `SELECT state FROM span WHERE series_id = ? AND from_index <= ? AND to_index > ?
         ORDER BY from_index DESC LIMIT 1`,
      )
      .pluck()
      .get(seriesId, index, index) ?? 'unsent'
  );
}
