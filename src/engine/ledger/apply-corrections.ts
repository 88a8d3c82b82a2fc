import type Database from 'better-sqlite3';
import type { JobDetail } from '../../contract/job-shapes.ts';
import { conflictReason } from '../../domain/row-outcome.ts';
import { writeCorrection } from './corrections.ts';
import type { Correction } from './corrections.ts';
import { paintParts } from './progress-writes.ts';

/** What a person has corrected, all of it or none. */
export interface CorrectionsToApply {
  readonly jobId: string;
  readonly atMs: number;
  readonly replaced: readonly { readonly seriesId: number; readonly correction: Correction }[];
  readonly added: readonly (Omit<Correction, 'index'> & {
    readonly rowId: number;
    readonly seriesIds: readonly number[];
  })[];
}

/**
 * Puts corrected intervals back in line with what is sent for them from now on, and adds those of rows that no interval
 * came of behind the planned ones. A load that failed stays failed, and its intervals wait for it. To be called under
 * the job's lease, in the transaction that took it.
 */
export function applyCorrections(database: Database.Database, corrections: CorrectionsToApply): void {
  const { jobId, atMs, replaced, added } = corrections;
  const touched = new Set<number>();
  for (const [seriesId, ofSeries] of Map.groupBy(replaced, (each) => each.seriesId)) {
    for (const { correction } of ofSeries) writeCorrection(database, seriesId, correction, atMs);
    const ranges = rangesOf(ofSeries.map(({ correction }) => correction.index));
    paintParts(database, jobId, seriesId, [{ ranges, paint: null }]);
    touched.add(seriesId);
  }
  for (const { rowId, seriesIds, ...interval } of added) {
    for (const seriesId of seriesIds) {
      writeCorrection(database, seriesId, { ...interval, index: lengthen(database, jobId, seriesId) }, atMs);
      touched.add(seriesId);
    }
    settleRow(database, jobId, rowId, interval.startMs);
    widenPlan(database, jobId, interval.startMs, seriesIds.length);
  }
  for (const seriesId of touched) putInLine(database, jobId, seriesId);
}

/** Neighbours make one range. */
function rangesOf(indexes: readonly number[]): number[] {
  const ranges: number[] = [];
  for (const index of [...indexes].sort((a, b) => a - b)) {
    if (ranges.at(-1) === index) ranges[ranges.length - 1] = index + 1;
    else ranges.push(index, index + 1);
  }
  return ranges;
}

/** One interval more; returns its index. */
function lengthen(database: Database.Database, jobId: string, seriesId: number): number {
  const planned = database
    .prepare<[number], number>('UPDATE series SET planned = planned + 1 WHERE id = ? RETURNING planned')
    .pluck()
    .get(seriesId);
  database.prepare('UPDATE job SET planned = planned + 1 WHERE id = ?').run(jobId);
  return (planned ?? 1) - 1;
}

interface SetAside {
  readonly datasetId: number | null;
  readonly outcome: string;
}

/** The row leaves the rejects, and with it the others that contradicted each other about the same time. */
function settleRow(database: Database.Database, jobId: string, rowId: number, startMs: number): void {
  const row = database
    .prepare<[number], SetAside>('SELECT dataset_id AS datasetId, outcome FROM row_set_aside WHERE rowid = ?')
    .get(rowId);
  if (row === undefined) return;
  database.prepare("UPDATE row_set_aside SET outcome = 'corrected' WHERE rowid = ?").run(rowId);
  const { changes: others } = database
    .prepare(
      `UPDATE row_set_aside SET outcome = 'corrected'
       WHERE dataset_id = ? AND outcome = 'conflict' AND reason = ?`,
    )
    .run(row.datasetId, conflictReason(startMs));
  const rejected = row.outcome === 'conflict' ? 0 : 1;
  const conflicts = others + 1 - rejected;
  let series = 1;
  if (row.datasetId !== null) {
    database
      .prepare(
        'UPDATE dataset SET conflicts = max(0, conflicts - ?), rejected = max(0, rejected - ?) WHERE id = ?',
      )
      .run(conflicts, rejected, row.datasetId);
    series =
      database
        .prepare<[number], number>('SELECT count(*) FROM series WHERE dataset_id = ?')
        .pluck()
        .get(row.datasetId) ?? 1;
  }
  changePlan(database, jobId, (plan) => ({
    ...plan,
    rowsRejected: Math.max(0, plan.rowsRejected - rejected * series),
    points: { ...plan.points, conflict: Math.max(0, plan.points.conflict - conflicts * series) },
  }));
}

function widenPlan(database: Database.Database, jobId: string, startMs: number, intervals: number): void {
  const start = new Date(startMs).toISOString();
  changePlan(database, jobId, (plan) => ({
    ...plan,
    points: {
      ...plan.points,
      planned: plan.points.planned + intervals,
      unsent: plan.points.unsent + intervals,
    },
    firstStart: plan.firstStart === null || start < plan.firstStart ? start : plan.firstStart,
    lastStart: plan.lastStart === null || start > plan.lastStart ? start : plan.lastStart,
  }));
}

function changePlan(
  database: Database.Database,
  jobId: string,
  change: (plan: JobDetail['plan']) => JobDetail['plan'],
): void {
  const text = database.prepare<[string], string>('SELECT plan FROM job WHERE id = ?').pluck().get(jobId);
  const plan = change(JSON.parse(text ?? '{}') as JobDetail['plan']);
  database.prepare('UPDATE job SET plan = ? WHERE id = ?').run(JSON.stringify(plan), jobId);
}

function putInLine(database: Database.Database, jobId: string, seriesId: number): void {
  const { changes } = database
    .prepare("UPDATE series SET state = 'pending' WHERE id = ? AND state = 'confirmed'")
    .run(seriesId);
  database.prepare('UPDATE job SET loads_confirmed = loads_confirmed - ? WHERE id = ?').run(changes, jobId);
}
