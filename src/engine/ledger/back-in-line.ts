import type Database from 'better-sqlite3';

/** What is to be tried again: where both are given, what both name. An empty list names everything. */
export interface RetryChoice {
  /** Codes of failed loads and of refused intervals. */
  readonly codes: readonly string[];
  readonly loads: readonly string[];
}

/**
 * Puts failed loads and rejected intervals back in line: all of them, or the chosen ones. What is uncertain stays so
 * until it is sent again, for it may be at the VTN. Returns how many intervals are to be sent.
 */
export function putBackInLine(
  database: Database.Database,
  jobId: string,
  choice: RetryChoice = { codes: [], loads: [] },
): number {
  const isChosen = choice.codes.length + choice.loads.length > 0;
  return isChosen ? putChosenBack(database, jobId, choice) : putAllBack(database, jobId);
}

function putAllBack(database: Database.Database, jobId: string): number {
  const { intervals } = database
    .prepare<[string], { intervals: number }>(
      `SELECT coalesce(sum(planned - confirmed), 0) AS intervals FROM series
       WHERE job_id = ? AND state IN ('failed', 'pending', 'confirmed')`,
    )
    .get(jobId) ?? { intervals: 0 };
  database
    .prepare(
      `DELETE FROM span WHERE state = 'rejected'
       AND series_id IN (SELECT id FROM series WHERE job_id = ?)`,
    )
    .run(jobId);
  database
    .prepare(
      `UPDATE series SET state = CASE WHEN confirmed = planned THEN 'confirmed' ELSE 'pending' END,
         rejected = 0, code = NULL, text = NULL
       WHERE job_id = ? AND state <> 'skipped'`,
    )
    .run(jobId);
  sumUp(database, jobId);
  return intervals;
}

/** The choice as the statements below take it. */
interface ChosenRows {
  readonly jobId: string;
  readonly anyCode: number;
  readonly codes: string;
  readonly anyLoad: number;
  readonly loads: string;
}

const isChosenCode = (column: string): string =>
  `(@anyCode OR ${column} IN (SELECT value FROM json_each(@codes)))`;
const isChosenLoad = '(@anyLoad OR load_id IN (SELECT value FROM json_each(@loads)))';

/** Other loads stay failed and other intervals rejected. */
function putChosenBack(database: Database.Database, jobId: string, { codes, loads }: RetryChoice): number {
  const chosen: ChosenRows = {
    jobId,
    anyCode: Number(codes.length === 0),
    codes: JSON.stringify(codes),
    anyLoad: Number(loads.length === 0),
    loads: JSON.stringify(loads),
  };
  const failed = database
    .prepare<[ChosenRows], number>(
      `SELECT id FROM series
       WHERE job_id = @jobId AND state = 'failed' AND ${isChosenCode('code')} AND ${isChosenLoad}`,
    )
    .pluck()
    .all(chosen);
  const refused = releaseRefused(database, chosen);
  const ids = JSON.stringify([...failed, ...refused]);
  // A load that failed for another reason stays failed, whatever becomes of its refused intervals.
  database
    .prepare(
      `UPDATE series SET state = 'pending', code = NULL, text = NULL
       WHERE id IN (SELECT value FROM json_each(?)) AND (state <> 'failed' OR id IN (SELECT value FROM json_each(?)))`,
    )
    .run(ids, JSON.stringify(failed));
  sumUp(database, jobId);
  const { intervals } = database
    .prepare<[string], { intervals: number }>(
      `SELECT coalesce(sum(planned - confirmed - rejected), 0) AS intervals FROM series
       WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .get(ids) ?? { intervals: 0 };
  return intervals;
}

/** The chosen refused intervals are open again. Returns the series that they are of. */
function releaseRefused(database: Database.Database, chosen: ChosenRows): number[] {
  const refused = database
    .prepare<[ChosenRows], number>(
      `SELECT DISTINCT series.id FROM series JOIN span ON span.series_id = series.id AND span.state = 'rejected'
       WHERE series.job_id = @jobId AND series.rejected > 0 AND ${isChosenCode('span.code')} AND ${isChosenLoad}`,
    )
    .pluck()
    .all(chosen);
  const ids = JSON.stringify(refused);
  database
    .prepare(
      `DELETE FROM span WHERE state = 'rejected' AND ${isChosenCode('code')}
       AND series_id IN (SELECT value FROM json_each(@ids))`,
    )
    .run({ anyCode: chosen.anyCode, codes: chosen.codes, ids });
  database
    .prepare(
      `UPDATE series SET rejected = (SELECT coalesce(sum(to_index - from_index), 0) FROM span
         WHERE series_id = series.id AND span.state = 'rejected')
       WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .run(ids);
  return refused;
}

function sumUp(database: Database.Database, jobId: string): void {
  database
    .prepare(
      `UPDATE job SET (rejected, uncertain, loads_failed, loads_confirmed) =
         (SELECT coalesce(sum(rejected), 0), coalesce(sum(uncertain), 0), coalesce(sum(state = 'failed'), 0),
            coalesce(sum(state = 'confirmed'), 0) FROM series WHERE job_id = job.id)
       WHERE id = ?`,
    )
    .run(jobId);
}
