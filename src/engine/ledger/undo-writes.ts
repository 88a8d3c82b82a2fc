import type Database from 'better-sqlite3';
import { AppError } from '../../contract/app-error.ts';
import { plainPaint } from '../../domain/progress-spans.ts';
import { endAttempt, noteRequest } from './progress-writes.ts';
import type { AttemptEnd, StartedAttempt } from './progress-writes.ts';

/** Intervals of a job that are at the VTN, or perhaps there, and how many loads they are of. */
export interface UndoFigures {
  readonly loads: number;
  readonly intervals: number;
}

export function readUndoFigures(database: Database.Database, jobId: string): UndoFigures {
  return (
    database
      .prepare<[string], UndoFigures>(
        `SELECT count(*) AS loads, coalesce(sum(confirmed + uncertain), 0) AS intervals FROM series
         WHERE job_id = ? AND confirmed + uncertain > 0`,
      )
      .get(jobId) ?? { loads: 0, intervals: 0 }
  );
}

/** The unfinished job that sends to one of the resources whose intervals would be deleted; null when there is none. */
export function jobInTheWay(database: Database.Database, jobId: string): string | null {
  return (
    database
      .prepare<[string], string>(
        `SELECT held.job_id FROM series JOIN job ON job.id = series.job_id
         JOIN held_resource AS held ON held.resource_id = series.resource_id
           AND held.base_url = job.base_url AND held.job_id <> job.id
         WHERE job.id = ? AND series.confirmed + series.uncertain > 0 LIMIT 1`,
      )
      .pluck()
      .get(jobId) ?? null
  );
}

/** Keeps other jobs away from the resources whose intervals are deleted. Throws job/resource-held. */
export function holdForUndo(database: Database.Database, jobId: string): void {
  const other = jobInTheWay(database, jobId);
  if (other !== null) {
    const text = `The unfinished job ${other} sends to some of these VTN resources. End it before job ${jobId} is undone.`;
    throw new AppError('job/resource-held', text, { context: { jobId: other } });
  }
  database
    .prepare(
      `INSERT OR IGNORE INTO held_resource (resource_id, base_url, job_id)
       SELECT DISTINCT series.resource_id, job.base_url, job.id FROM series JOIN job ON job.id = series.job_id
       WHERE job.id = ? AND series.confirmed + series.uncertain > 0`,
    )
    .run(jobId);
}

/**
 * Writes down that a request to delete these intervals is about to leave, to be on disk before it does: from now on
 * nobody knows whether they are at the VTN. Returns the attempt's id.
 */
export function beginRemoval(database: Database.Database, removal: StartedAttempt): number {
  const id = noteRequest(database, removal, 'removing', plainPaint('uncertain'));
  reopenSeries(database, removal.jobId, removal.seriesId);
  return id;
}

/** Writes down what the VTN said; `isSettled` when it has answered for all of them, which are unsent then. */
export function endRemoval(
  database: Database.Database,
  removal: Pick<StartedAttempt, 'jobId' | 'seriesId' | 'ranges'> & { readonly attemptId: number },
  end: AttemptEnd & { readonly isSettled: boolean },
): void {
  const { attemptId: id, jobId, seriesId, ranges } = removal;
  endAttempt(database, { id, jobId, seriesId }, end, end.isSettled ? [{ ranges, paint: null }] : []);
}

/** A load of which something is deleted is not confirmed any more; whoever resumes the job sends it again. */
function reopenSeries(database: Database.Database, jobId: string, seriesId: number): void {
  const { changes } = database
    .prepare("UPDATE series SET state = 'pending' WHERE id = ? AND state = 'confirmed'")
    .run(seriesId);
  database.prepare('UPDATE job SET loads_confirmed = loads_confirmed - ? WHERE id = ?').run(changes, jobId);
}
