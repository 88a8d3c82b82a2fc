import type Database from 'better-sqlite3';
import { paintSpans, plainPaint, tallySpans } from '../../domain/progress-spans.ts';
import type { Paint, PaintedRanges, Ranges, Span } from '../../domain/progress-spans.ts';
import { prepared } from './prepared.ts';

export interface StartedAttempt {
  readonly jobId: string;
  readonly seriesId: number;
  readonly ranges: Ranges;
  readonly points: number;
  readonly bytes: number;
  readonly startedAtMs: number;
}

export interface AttemptEnd {
  readonly outcome: string;
  readonly status: number | null;
  readonly text: string | null;
  readonly endedAtMs: number;
}

/** Writes a chunk down as *sending*; to be on disk before its first byte leaves. Returns the attempt's id. */
export function beginAttempt(database: Database.Database, attempt: StartedAttempt): number {
  return noteRequest(database, attempt, 'sending', plainPaint('sending'));
}

/** Writes a request down that is about to leave, and what its intervals are from now on. Returns the attempt's id. */
export function noteRequest(
  database: Database.Database,
  attempt: StartedAttempt,
  outcome: 'sending' | 'removing',
  colour: Paint,
): number {
  const { jobId, seriesId, ranges, points, bytes, startedAtMs } = attempt;
  paintParts(database, jobId, seriesId, [{ ranges, paint: colour }]);
  prepared(database, 'UPDATE job SET requests = requests + 1, bytes = bytes + ? WHERE id = ?').run(
    bytes,
    jobId,
  );
  const { lastInsertRowid } = prepared(
    database,
    `INSERT INTO attempt (series_id, ranges, points, bytes, started_at_ms, outcome)
       VALUES (?, ?, ?, ?, ?, ?)`,
  ).run(seriesId, JSON.stringify(ranges), points, bytes, startedAtMs, outcome);
  return Number(lastInsertRowid);
}

/** Writes down how an attempt ended and what became of each part of its chunk. */
export function endAttempt(
  database: Database.Database,
  attempt: { readonly id: number; readonly jobId: string; readonly seriesId: number },
  end: AttemptEnd,
  parts: readonly PaintedRanges[],
): void {
  prepared(
    database,
    'UPDATE attempt SET outcome = ?, status = ?, text = ?, ended_at_ms = ? WHERE id = ?',
  ).run(end.outcome, end.status, end.text, end.endedAtMs, attempt.id);
  if (end.outcome === 'offline') takeBackRequest(database, attempt.jobId, attempt.id);
  paintParts(database, attempt.jobId, attempt.seriesId, parts);
}

/** Nothing of it has left this computer: the job has sent less than was written down before. The attempt stays. */
function takeBackRequest(database: Database.Database, jobId: string, attemptId: number): void {
  prepared(
    database,
    `UPDATE job SET requests = requests - 1, bytes = bytes - (SELECT bytes FROM attempt WHERE id = ?)
       WHERE id = ?`,
  ).run(attemptId, jobId);
}

/** Every planned interval of the series is settled. */
export function confirmSeries(database: Database.Database, jobId: string, seriesId: number): void {
  prepared(database, "UPDATE series SET state = 'confirmed' WHERE id = ?").run(seriesId);
  prepared(database, 'UPDATE job SET loads_confirmed = loads_confirmed + 1 WHERE id = ?').run(jobId);
}

/** The load cannot go on; what is not confirmed of it stays on the list with this reason. */
export function failSeries(
  database: Database.Database,
  jobId: string,
  seriesId: number,
  reason: { readonly code: string; readonly text: string },
): void {
  prepared(database, "UPDATE series SET state = 'failed', code = ?, text = ? WHERE id = ?").run(
    reason.code,
    reason.text,
    seriesId,
  );
  prepared(database, 'UPDATE job SET loads_failed = loads_failed + 1 WHERE id = ?').run(jobId);
}

/** Paints ranges of a series; its figures and the job's follow. */
export function paintParts(
  database: Database.Database,
  jobId: string,
  seriesId: number,
  parts: readonly PaintedRanges[],
): void {
  const before = readSpansAround(database, seriesId, parts);
  const after = paintSpans(before, parts);
  writeSpans(database, seriesId, before, after);
  const [was, is] = [tallySpans(before), tallySpans(after)];
  for (const [table, id] of [
    ['series', seriesId],
    ['job', jobId],
  ] as const) {
    prepared(
      database,
      `UPDATE ${table} SET confirmed = confirmed + ?, rejected = rejected + ?, uncertain = uncertain + ?
         WHERE id = ?`,
    ).run(is.confirmed - was.confirmed, is.rejected - was.rejected, is.uncertain - was.uncertain, id);
  }
}

/** The spans between the first and the last of the ranges, with those that touch them: they may be joined. */
function readSpansAround(
  database: Database.Database,
  seriesId: number,
  parts: readonly PaintedRanges[],
): Span[] {
  let from = Infinity;
  let to = -Infinity;
  for (const { ranges } of parts) {
    from = Math.min(from, ranges[0] ?? Infinity);
    to = Math.max(to, ranges.at(-1) ?? -Infinity);
  }
  if (from > to) return [];
  // Spans are disjoint: of those that begin before the ranges only the last can reach them.
  return prepared<[{ seriesId: number; from: number; to: number }], Span>(
    database,
    `SELECT from_index AS "from", to_index AS "to", state, code, text, subject FROM span
     WHERE series_id = @seriesId AND from_index <= @to AND to_index >= @from AND from_index >=
       coalesce((SELECT max(from_index) FROM span WHERE series_id = @seriesId AND from_index < @from), -1)
     ORDER BY from_index`,
  ).all({ seriesId, from, to });
}

/** Only what has changed: beside ten thousand refused intervals a chunk may change a few. */
function writeSpans(
  database: Database.Database,
  seriesId: number,
  before: readonly Span[],
  after: readonly Span[],
): void {
  const was = new Set(before);
  const is = new Set(after);
  const remove = prepared(database, 'DELETE FROM span WHERE series_id = ? AND from_index = ?');
  const insert = prepared(
    database,
    'INSERT INTO span (series_id, from_index, to_index, state, code, text, subject) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  for (const span of before) if (!is.has(span)) remove.run(seriesId, span.from);
  for (const span of after) {
    if (!was.has(span))
      insert.run(seriesId, span.from, span.to, span.state, span.code, span.text, span.subject);
  }
}
