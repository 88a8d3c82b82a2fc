import type Database from 'better-sqlite3';
import type { FailureGroup, LoadFilter, LoadRow, RejectRow } from '../../contract/job-shapes.ts';
import { loadColumns, loadTables, toLoadRow } from './detail-reads.ts';
import type { LoadSelect } from './detail-reads.ts';
import { isoOf, readRefusedInterval, sentText } from './refused-interval.ts';
import { fileOfDataset } from './reject-reads.ts';

export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** Reasons shown one by one; the rarer ones are told together. */
const reasonsShown = 200;

/** What came to nothing, by cause, the largest first. */
export function readFailures(database: Database.Database, jobId: string): FailureGroup[] {
  return [
    ...readLoadFailures(database, jobId),
    ...withTheRest(readRefusals(database, jobId)),
    ...withTheRest(readRowsLeftOut(database, jobId)),
  ].sort((a, b) => b.points - a.points || b.loads - a.loads);
}

function readLoadFailures(database: Database.Database, jobId: string): FailureGroup[] {
  return database
    .prepare<[string], Omit<FailureGroup, 'canRetry'> & { readonly first: number }>(
      `SELECT state AS kind, coalesce(code, '') AS code, coalesce(text, '') AS text, count(*) AS loads,
         sum(planned - confirmed - rejected) AS points, min(id) AS first
       FROM series WHERE job_id = ? AND state IN ('failed', 'skipped') GROUP BY state, code`,
    )
    .all(jobId)
    .map(({ first: _first, ...group }) => ({ ...group, canRetry: group.kind === 'failed' }));
}

function readRefusals(database: Database.Database, jobId: string): FailureGroup[] {
  return database
    .prepare<[string], Omit<FailureGroup, 'kind' | 'canRetry'>>(
      `SELECT coalesce(span.code, '') AS code, coalesce(span.text, '') AS text,
         count(DISTINCT series_id) AS loads, sum(to_index - from_index) AS points
       FROM series CROSS JOIN span ON span.series_id = series.id AND span.state = 'rejected'
       WHERE series.job_id = ? AND series.rejected > 0 GROUP BY 1, 2 ORDER BY points DESC`,
    )
    .all(jobId)
    .map((group) => ({ ...group, kind: 'rejected', canRetry: true }));
}

function readRowsLeftOut(database: Database.Database, jobId: string): FailureGroup[] {
  return database
    .prepare<[string], Pick<FailureGroup, 'text' | 'loads' | 'points'>>(
      `SELECT reason AS text, count(DISTINCT dataset_id) AS loads, count(*) AS points FROM row_set_aside
       WHERE job_id = ? AND outcome NOT IN ('ignored', 'corrected') GROUP BY reason ORDER BY points DESC`,
    )
    .all(jobId)
    .map((group) => ({ ...group, kind: 'rejected', code: 'mapping/row-rejected', canRetry: false }));
}

/** Some reasons name a value, so that there may be as many as there are rows. */
function withTheRest(groups: readonly FailureGroup[]): readonly FailureGroup[] {
  const [first] = groups;
  if (first === undefined || groups.length <= reasonsShown) return groups;
  const rest = groups.slice(reasonsShown);
  const sum = (read: (group: FailureGroup) => number): number =>
    rest.reduce((total, group) => total + read(group), 0);
  const text = `${rest.length} other reasons, as: ${rest[0]?.text ?? ''}`;
  const others = { ...first, text, loads: sum(({ loads }) => loads), points: sum(({ points }) => points) };
  return [...groups.slice(0, reasonsShown), others];
}

/** One page of the loads that a filter leaves, in the plan's order, and how many there are in all. */
export function readLoads(
  database: Database.Database,
  jobId: string,
  filter: LoadFilter,
  { offset, limit }: Page,
): { total: number; rows: LoadRow[] } {
  const { where, values } = spellFilter(filter);
  const total = database
    .prepare<[object], number>(`SELECT count(*) FROM series WHERE ${where}`)
    .pluck()
    .get({ jobId, ...values });
  const rows = database
    .prepare<[object], LoadSelect>(
      `WITH page AS (SELECT id FROM series WHERE ${where} ORDER BY id LIMIT @limit OFFSET @offset)
       SELECT ${loadColumns} FROM page, ${loadTables} WHERE series.id = page.id ORDER BY series.id`,
    )
    .all({ jobId, ...values, offset, limit })
    .map(toLoadRow);
  return { total: total ?? 0, rows };
}

function spellFilter({ ven, state, code, text }: LoadFilter): {
  where: string;
  values: Record<string, string>;
} {
  const parts = ['job_id = @jobId'];
  const values: Record<string, string> = {};
  if (ven !== null) {
    parts.push('ven = @ven');
    values['ven'] = ven;
  }
  if (state !== null) {
    parts.push('state = @state');
    values['state'] = state;
  }
  if (code !== null) {
    parts.push(`(code = @code OR (rejected > 0 AND EXISTS
      (SELECT 1 FROM span WHERE series_id = series.id AND span.state = 'rejected' AND span.code = @code)))`);
    values['code'] = code;
  }
  if (text !== '') {
    parts.push(
      "(name LIKE @text ESCAPE '\\' OR load_id LIKE @text ESCAPE '\\' OR resource_id LIKE @text ESCAPE '\\')",
    );
    values['text'] = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  }
  return { where: parts.join(' AND '), values };
}

/** One page of the intervals that the VTN refused and then of the rows that no interval came of. */
export function readRejects(
  database: Database.Database,
  jobId: string,
  reason: string | null,
  { offset, limit }: Page,
): { total: number; rows: RejectRow[] } {
  const choice = { jobId, reason };
  const refusedCount = count(database, `${refusedRows} ${reason === null ? '' : refusedFor}`, choice);
  const leftOutCount = count(database, `${leftOutRows} ${reason === null ? '' : leftOutFor}`, choice);
  const refused =
    offset < refusedCount ? readRefused(database, { ...choice, offset, limit }) : ([] as RejectRow[]);
  const leftOut =
    refused.length < limit
      ? readLeftOut(database, {
          ...choice,
          offset: Math.max(0, offset - refusedCount),
          limit: limit - refused.length,
        })
      : [];
  return { total: refusedCount + leftOutCount, rows: [...refused, ...leftOut] };
}

interface RejectPage extends Page {
  readonly jobId: string;
  readonly reason: string | null;
}

const refusedRows = `FROM series CROSS JOIN span ON span.series_id = series.id AND span.state = 'rejected'
  WHERE series.job_id = @jobId AND series.rejected > 0`;
const refusedFor = "AND coalesce(span.text, '') = @reason";
const leftOutRows = `FROM row_set_aside AS aside WHERE aside.job_id = @jobId AND aside.outcome NOT IN ('ignored', 'corrected')`;
const leftOutFor = 'AND aside.reason = @reason';

function count(database: Database.Database, rows: string, choice: object): number {
  return database.prepare<[object], number>(`SELECT count(*) ${rows}`).pluck().get(choice) ?? 0;
}

function readRefused(database: Database.Database, page: RejectPage): RejectRow[] {
  return database
    .prepare<
      [RejectPage],
      Omit<RejectRow, 'row' | 'field' | 'text' | 'start'> & { readonly subject: string | null }
    >(
      `SELECT load_id AS "load", ven, ${fileOfDataset} AS "file", span.subject, coalesce(span.text, '') AS reason
       ${refusedRows} ${page.reason === null ? '' : refusedFor}
       ORDER BY series.id, from_index LIMIT @limit OFFSET @offset`,
    )
    .all(page)
    .map(({ subject, ...row }) => ({ ...row, ...toldOf(subject) }));
}

function toldOf(subject: string | null): Pick<RejectRow, 'row' | 'field' | 'text' | 'start'> {
  const refused = readRefusedInterval(subject);
  if (refused === null) return { row: null, field: 'interval', text: subject ?? '', start: null };
  const { row, field, start } = refused;
  return { row, field: field === '' ? 'interval' : field, text: sentText(refused), start: isoOf(start) };
}

function readLeftOut(database: Database.Database, page: RejectPage): RejectRow[] {
  return database
    .prepare<[RejectPage], RejectRow>(
      `WITH page AS (SELECT aside.* ${leftOutRows} ${page.reason === null ? '' : leftOutFor}
         ORDER BY aside.source_position, aside.dataset_id IS NOT NULL, aside.dataset_id, aside.row
         LIMIT @limit OFFSET @offset)
       SELECT coalesce(series.load_id, '') AS "load", coalesce(series.ven, '') AS ven,
         CASE source.role WHEN 'meter-file' THEN dataset.path ELSE source.path END AS "file",
         page.row AS "row", page.field, page.text, page.reason, NULL AS start
       FROM page
       JOIN source ON source.job_id = page.job_id AND source.position = page.source_position
       LEFT JOIN dataset ON dataset.id = page.dataset_id
       LEFT JOIN series ON series.id = (SELECT min(id) FROM series WHERE dataset_id = page.dataset_id)
       ORDER BY page.source_position, page.dataset_id IS NOT NULL, page.dataset_id, page.row`,
    )
    .all(page);
}
