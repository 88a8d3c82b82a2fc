import type Database from 'better-sqlite3';
import { firstSentByAttempts } from './first-sent.ts';
import type { Ledger } from './ledger.ts';

/** Rows of one page: few enough that the ledger is soon free for others. */
const pageRows = 2000;

/** A list of the ledger's rows of one job, page by page: what the file of a hand-over holds. */
interface Listing {
  /** Reads a page after the row with the given keys. */
  readonly sql: string;
  /** The columns that a page goes on from; not part of what is listed. */
  readonly keys: readonly string[];
}

const ofJob = 'SELECT id FROM series WHERE job_id = @job';

/** Texts of paths stay here: only the names of files go out. */
const listings = {
  datasets: {
    sql: `SELECT dataset.id AS key1, id, source_position AS source, path, json(minus) AS minus_json, digest, rows,
        intervals, duplicates, conflicts, gaps, rejected, interval_ms AS intervalMs, first_start_ms AS firstStartMs,
        last_start_ms AS lastStartMs, encoded_bytes AS encodedBytes, unit,
        CASE WHEN part IS NULL THEN NULL ELSE json_object('part', part, 'offsetBytes', offset_bytes, 'sizeBytes',
          size_bytes, 'sha256', sha256, 'ranges', json(ranges), 'points', points) END AS copy_json
      FROM dataset LEFT JOIN staged_series ON dataset_id = dataset.id
      WHERE job_id = @job AND dataset.id > @key1 ORDER BY dataset.id LIMIT @limit`,
    keys: ['key1'],
  },
  series: {
    sql: `SELECT id AS key1, id, load_id AS load, ven, name, resource_id AS resource, report_id AS report,
        dataset_id AS dataset, state, planned, confirmed, rejected, uncertain, code, text
      FROM series WHERE job_id = @job AND id > @key1 ORDER BY id LIMIT @limit`,
    keys: ['key1'],
  },
  spans: {
    sql: `SELECT series_id AS key1, from_index AS key2, series_id AS series, from_index AS "from", to_index AS "to",
        state, code, text, subject FROM span
      WHERE (series_id, from_index) > (@key1, @key2) AND series_id IN (${ofJob})
      ORDER BY series_id, from_index LIMIT @limit`,
    keys: ['key1', 'key2'],
  },
  setAside: {
    sql: `SELECT rowid AS key1, source_position AS source, dataset_id AS dataset, row, outcome, field, text, reason
      FROM row_set_aside WHERE job_id = @job AND rowid > @key1 ORDER BY rowid LIMIT @limit`,
    keys: ['key1'],
  },
  problems: {
    sql: `SELECT rowid AS key1, load_id AS load, code, text FROM problem
      WHERE job_id = @job AND rowid > @key1 ORDER BY rowid LIMIT @limit`,
    keys: ['key1'],
  },
  decisions: {
    sql: `SELECT id AS key1, at_ms AS atMs, text FROM decision
      WHERE job_id = @job AND id > @key1 ORDER BY id LIMIT @limit`,
    keys: ['key1'],
  },
  corrections: {
    sql: `SELECT series_id AS key1, interval_index AS key2, series_id AS series, interval_index AS "index",
        start_ms AS startMs, end_ms AS endMs, value, quality, at_ms AS atMs FROM correction
      WHERE (series_id, interval_index) > (@key1, @key2) AND series_id IN (${ofJob})
      ORDER BY series_id, interval_index LIMIT @limit`,
    keys: ['key1', 'key2'],
  },
  attempts: {
    sql: `SELECT series.id AS key1, series.id AS series, sum(requests) AS requests, sum(unconfirmed) AS unconfirmed,
        sum(points) AS points, sum(bytes) AS bytes, min(first_ms) AS firstMs, max(last_ms) AS lastMs
      FROM series JOIN (
        SELECT series_id, 1 AS requests, outcome <> 'confirmed' AS unconfirmed, points, bytes,
          started_at_ms AS first_ms, coalesce(ended_at_ms, started_at_ms) AS last_ms FROM attempt
        UNION ALL SELECT series_id, requests, unconfirmed, points, bytes, first_started_at_ms, last_ended_at_ms
          FROM attempt_sum) AS sent ON sent.series_id = series.id
      WHERE series.job_id = @job AND series.id > @key1 GROUP BY series.id ORDER BY series.id LIMIT @limit`,
    keys: ['key1'],
  },
} as const satisfies Record<string, Listing>;

export type HaulListing = keyof typeof listings;

type Row = Record<string, unknown>;

/** The rows of a list as lines of JSON, a page at a time. */
export function* listForHaul(ledger: Ledger, jobId: string, which: HaulListing): Generator<string> {
  const { sql, keys } = listings[which] as Listing;
  let after: Row = { key1: -1, key2: -1 };
  for (;;) {
    const rows = ledger.read((database) =>
      database.prepare<[Row], Row>(sql).all({ job: jobId, limit: pageRows, ...after }),
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    after = { ...after, ...Object.fromEntries(keys.map((key) => [key, last[key]])) };
    yield rows.map((row) => `${JSON.stringify(plainRow(row))}\n`).join('');
    if (rows.length < pageRows) return;
  }
}

/** Without the keys, and with what SQLite spells as JSON as what it is. */
function plainRow(row: Row): Row {
  const plain: Row = {};
  for (const [name, value] of Object.entries(row)) {
    if (name === 'key1' || name === 'key2') continue;
    const jsonName = /^(.+)_json$/.exec(name)?.[1];
    if (jsonName === undefined) plain[name] = value;
    else plain[jsonName] = value === null ? null : JSON.parse(value as string);
  }
  return plain;
}

/** When the first request of a job left, as far as one has (epoch ms), and whether the VTN was ever not verified. */
export function readSendingFacts(
  database: Database.Database,
  jobId: string,
): { firstSentAtMs: number | null; trustedAnyCertificate: boolean } {
  const row = database
    .prepare<[string], { firstSentAtMs: number | null; trusted: number }>(
      `SELECT trusted_any_certificate AS trusted,
         coalesce(first_sent_at_ms, ${firstSentByAttempts}) AS firstSentAtMs
       FROM job WHERE id = ?`,
    )
    .get(jobId);
  return { firstSentAtMs: row?.firstSentAtMs ?? null, trustedAnyCertificate: row?.trusted === 1 };
}
