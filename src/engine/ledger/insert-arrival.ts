import type Database from 'better-sqlite3';
import type { JobRequest } from '../../contract/request-shapes.ts';
import type { HaulJob, HaulLine } from '../haul/haul-format.ts';
import { holdResources } from './insert-job.ts';
import { sumUpVens } from './ven-sums.ts';

/** A job that comes by a hand-over; its lists are read while they are written down. */
export interface ArrivingJob {
  readonly id: string;
  readonly job: HaulJob;
  /** With the destination that the person has said. */
  readonly request: JobRequest;
  /** Its VTN is the one of before: what is known of it stays true. */
  readonly isSameVtn: boolean;
  readonly sources: Iterable<HaulLine<'sources.ndjson'>>;
  readonly datasets: Iterable<HaulLine<'datasets.ndjson'>>;
  readonly series: Iterable<HaulLine<'series.ndjson'>>;
  readonly spans: Iterable<HaulLine<'spans.ndjson'>>;
  readonly setAside: Iterable<HaulLine<'rows-set-aside.ndjson'>>;
  readonly problems: Iterable<HaulLine<'problems.ndjson'>>;
  readonly decisions: Iterable<HaulLine<'decisions.ndjson'>>;
  readonly corrections: Iterable<HaulLine<'corrections.ndjson'>>;
  readonly attempts: Iterable<HaulLine<'attempts.ndjson'>>;
}

/**
 * Writes an arriving job down as *paused* and staged, within the caller's transaction. What was in flight is
 * *uncertain*; the canary is due again. Throws job/resource-held; an Error that says what of it does not add up.
 */
export function insertArrival(database: Database.Database, arriving: ArrivingJob): void {
  const { id, job } = arriving;
  database
    .prepare(
      `INSERT INTO job (id, state, created_at_ms, base_url, rehearsal, plan, planned, confirmed, rejected, uncertain,
         loads_confirmed, loads_failed, requests, bytes, first_sent_at_ms, trusted_any_certificate, staged)
       VALUES (?, 'paused', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`,
    )
    .run(
      id,
      job.createdAtMs,
      arriving.request.destination.baseUrl,
      job.rehearsal && arriving.isSameVtn ? 1 : 0,
      JSON.stringify(job.plan),
      job.planned,
      job.confirmed,
      job.rejected,
      job.uncertain,
      job.loadsConfirmed,
      job.loadsFailed,
      job.requests,
      job.bytes,
      job.firstSentAtMs,
      job.trustedAnyCertificate ? 1 : 0,
    );
  database
    .prepare('INSERT INTO job_request (job_id, request) VALUES (?, ?)')
    .run(id, JSON.stringify(arriving.request));
  const sources = insertSources(database, arriving);
  const datasets = insertDatasets(database, arriving, sources);
  const series = insertSeries(database, arriving, datasets);
  insertSpans(database, arriving, series);
  sumUpVens(database, arriving.id);
  insertCorrections(database, arriving, series);
  insertAttempts(database, arriving, series);
  insertNotes(database, arriving, sources, datasets);
  assertAddsUp(database, id);
  holdResources(database, id);
}

/** Numbers of rows in the file, and of the same rows here. */
type Numbers = ReadonlyMap<number, number>;

function numberOf(numbers: Numbers, inFile: number, what: string): number {
  const here = numbers.get(inFile);
  if (here === undefined) throw new Error(`it names a ${what} ${inFile} that it does not have`);
  return here;
}

function insertSources(database: Database.Database, { id, sources }: ArrivingJob): Numbers {
  const insert = database.prepare(
    `INSERT INTO source (job_id, position, role, path, size_bytes, mtime_ms, content_hash, full_hash, mapping)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const positions = new Map<number, number>();
  for (const { position, role, name, sizeBytes, mtimeMs, contentHash, fullHash, mapping } of sources) {
    if (position !== positions.size) throw new Error('its sources are out of order');
    positions.set(position, position);
    const document = mapping === null ? null : JSON.stringify(mapping);
    insert.run(id, position, role, name, sizeBytes, mtimeMs, contentHash, fullHash, document);
  }
  return positions;
}

function insertDatasets(
  database: Database.Database,
  { id, datasets }: ArrivingJob,
  sources: Numbers,
): Numbers {
  const insert = database.prepare(
    `INSERT INTO dataset (job_id, source_position, path, minus, digest, rows, intervals, duplicates, conflicts,
       gaps, rejected, interval_ms, first_start_ms, last_start_ms, encoded_bytes, unit)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertCopy = database.prepare(
    `INSERT INTO staged_series (dataset_id, part, offset_bytes, size_bytes, sha256, ranges, points)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const numbers = new Map<number, number>();
  for (const row of datasets) {
    for (const { source } of [row, ...row.minus]) numberOf(sources, source, 'source');
    if (numbers.has(row.id)) throw new Error(`it has two datasets ${row.id}`);
    const { lastInsertRowid } = insert.run(
      id,
      row.source,
      row.path,
      JSON.stringify(row.minus),
      row.digest,
      row.rows,
      row.intervals,
      row.duplicates,
      row.conflicts,
      row.gaps,
      row.rejected,
      row.intervalMs,
      row.firstStartMs,
      row.lastStartMs,
      row.encodedBytes,
      row.unit,
    );
    const here = Number(lastInsertRowid);
    numbers.set(row.id, here);
    if (row.copy === null) continue;
    const { part, offsetBytes, sizeBytes, sha256, ranges, points } = row.copy;
    insertCopy.run(here, part, offsetBytes, sizeBytes, sha256, JSON.stringify(ranges), points);
  }
  return numbers;
}

function insertSeries(database: Database.Database, { id, series }: ArrivingJob, datasets: Numbers): Numbers {
  const insert = database.prepare(
    `INSERT INTO series (job_id, load_id, ven, name, resource_id, report_id, dataset_id, state, planned, confirmed,
       rejected, uncertain, code, text)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const numbers = new Map<number, number>();
  for (const row of series) {
    if (numbers.has(row.id)) throw new Error(`it has two series ${row.id}`);
    if (row.state !== 'skipped' && (row.dataset === null || row.resource === null))
      throw new Error(`its series ${row.id} is to be sent and says not what or where to`);
    const dataset = row.dataset === null ? null : numberOf(datasets, row.dataset, 'dataset');
    const { planned, confirmed, rejected, uncertain, code, text } = row;
    const { lastInsertRowid } = insert.run(
      id,
      row.load,
      row.ven,
      row.name,
      row.resource,
      row.report,
      dataset,
      row.state,
      planned,
      confirmed,
      rejected,
      uncertain,
      code,
      text,
    );
    numbers.set(row.id, Number(lastInsertRowid));
  }
  return numbers;
}

/** What was being sent there when it was written down was never answered. */
function insertSpans(database: Database.Database, { spans }: ArrivingJob, series: Numbers): void {
  const insert = database.prepare(
    `INSERT INTO span (series_id, from_index, to_index, state, code, text, subject) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  let before = { series: 0, to: 0 };
  for (const { series: inFile, from, to, state, code, text, subject } of spans) {
    const isNext = inFile > before.series || (inFile === before.series && from >= before.to);
    if (!isNext || to <= from) throw new Error(`the progress of its series ${inFile} is out of order`);
    before = { series: inFile, to };
    const here = numberOf(series, inFile, 'series');
    insert.run(here, from, to, state === 'sending' ? 'uncertain' : state, code, text, subject);
  }
}

function insertCorrections(database: Database.Database, { corrections }: ArrivingJob, series: Numbers): void {
  const insert = database.prepare(
    `INSERT INTO correction (series_id, interval_index, start_ms, end_ms, value, quality, at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const { series: inFile, index, startMs, endMs, value, quality, atMs } of corrections)
    insert.run(numberOf(series, inFile, 'series'), index, startMs, endMs, value, quality, atMs);
}

function insertAttempts(database: Database.Database, { attempts }: ArrivingJob, series: Numbers): void {
  const insert = database.prepare(
    `INSERT INTO attempt_sum (series_id, requests, unconfirmed, points, bytes, first_started_at_ms, last_ended_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const { series: inFile, requests, unconfirmed, points, bytes, firstMs, lastMs } of attempts)
    insert.run(numberOf(series, inFile, 'series'), requests, unconfirmed, points, bytes, firstMs, lastMs);
}

function insertNotes(
  database: Database.Database,
  { id, setAside, problems, decisions }: ArrivingJob,
  sources: Numbers,
  datasets: Numbers,
): void {
  const insertSetAside = database.prepare(
    `INSERT INTO row_set_aside (job_id, source_position, dataset_id, row, outcome, field, text, reason)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const { source, dataset, row, outcome, field, text, reason } of setAside) {
    const here = dataset === null ? null : numberOf(datasets, dataset, 'dataset');
    insertSetAside.run(id, numberOf(sources, source, 'source'), here, row, outcome, field, text, reason);
  }
  const insertProblem = database.prepare(
    'INSERT INTO problem (job_id, load_id, code, text) VALUES (?, ?, ?, ?)',
  );
  for (const { load, code, text } of problems) insertProblem.run(id, load, code, text);
  const insertDecision = database.prepare('INSERT INTO decision (job_id, at_ms, text) VALUES (?, ?, ?)');
  for (const { atMs, text } of decisions) insertDecision.run(id, atMs, text);
}

/** What must hold of any job; each finds a row that breaks it. */
const rules: readonly (readonly [what: string, sql: string])[] = [
  [
    'a series has progress beyond what is planned',
    `SELECT 1 FROM series JOIN span ON span.series_id = series.id
     WHERE series.job_id = @id AND (to_index > planned OR series.state = 'skipped')`,
  ],
  [
    'the figures of a series are not those of its progress',
    `SELECT 1 FROM series LEFT JOIN
       (SELECT series_id, sum((state = 'confirmed') * (to_index - from_index)) AS c,
          sum((state = 'rejected') * (to_index - from_index)) AS r,
          sum((state = 'uncertain') * (to_index - from_index)) AS u FROM span
        WHERE series_id IN (SELECT id FROM series WHERE job_id = @id) GROUP BY series_id) AS tally
       ON tally.series_id = series.id
     WHERE series.job_id = @id AND (confirmed <> coalesce(c, 0) OR rejected <> coalesce(r, 0)
       OR uncertain <> coalesce(u, 0))`,
  ],
  [
    'a series is planned with another number of intervals than its readings have',
    `SELECT 1 FROM series LEFT JOIN dataset ON dataset.id = series.dataset_id
     WHERE series.job_id = @id AND series.planned <> CASE WHEN state = 'skipped' THEN 0 ELSE dataset.intervals END +
       (SELECT count(*) FROM correction WHERE series_id = series.id AND interval_index >= dataset.intervals)`,
  ],
  [
    'a confirmed series has something left to send',
    `SELECT 1 FROM series WHERE job_id = @id AND state = 'confirmed' AND confirmed + rejected <> planned`,
  ],
  [
    'a correction is of no interval',
    `SELECT 1 FROM correction JOIN series ON series.id = series_id
     WHERE series.job_id = @id AND (interval_index >= planned OR end_ms <= start_ms)`,
  ],
  [
    'the figures of the job are not those of its series',
    `SELECT 1 FROM job JOIN (SELECT sum(planned) AS p, sum(confirmed) AS c, sum(rejected) AS r, sum(uncertain) AS u,
         sum(state = 'confirmed') AS done, sum(state = 'failed') AS failed FROM series WHERE job_id = @id)
     WHERE id = @id AND (planned <> coalesce(p, 0) OR confirmed <> coalesce(c, 0) OR rejected <> coalesce(r, 0)
       OR uncertain <> coalesce(u, 0) OR loads_confirmed <> coalesce(done, 0) OR loads_failed <> coalesce(failed, 0))`,
  ],
];

function assertAddsUp(database: Database.Database, id: string): void {
  for (const [what, sql] of rules) {
    if (database.prepare(`${sql} LIMIT 1`).get({ id }) !== undefined)
      throw new Error(`it does not add up: ${what}`);
  }
}
