import type Database from 'better-sqlite3';

/** What jobs have learned about one VTN; null is what nobody has found out. */
export interface VtnMemory {
  readonly acceptedBytes: number;
  /** The smallest request refused as too large; null while none was. */
  readonly refusedBytes: number | null;
  readonly takesGzip: boolean | null;
  /** Requests at once that bring the most. */
  readonly requestsAtOnce: number | null;
  /** Points per database write by which it was the fastest. */
  readonly batchSize: number | null;
  /** Just below what it takes; null too when nothing was ever refused. */
  readonly pointsPerSecond: number | null;
  /** How fast one request goes through, by its answer. */
  readonly bytesPerSecond: number | null;
}

interface VtnRow {
  readonly accepted_bytes: number;
  readonly refused_bytes: number | null;
  readonly takes_gzip: number | null;
  readonly requests_at_once: number | null;
  readonly batch_size: number | null;
  readonly points_per_second: number | null;
  readonly bytes_per_second: number | null;
}

export function recallVtn(database: Database.Database, baseUrl: string): VtnMemory {
  const row = database.prepare<[string], VtnRow>('SELECT * FROM vtn WHERE base_url = ?').get(baseUrl);
  return {
    acceptedBytes: row?.accepted_bytes ?? 0,
    refusedBytes: row?.refused_bytes ?? null,
    takesGzip: row?.takes_gzip == null ? null : row.takes_gzip === 1,
    requestsAtOnce: row?.requests_at_once ?? null,
    batchSize: row?.batch_size ?? null,
    pointsPerSecond: row?.points_per_second ?? null,
    bytesPerSecond: row?.bytes_per_second ?? null,
  };
}

export function rememberVtn(database: Database.Database, baseUrl: string, news: Partial<VtnMemory>): void {
  const known = { ...recallVtn(database, baseUrl), ...news };
  database
    .prepare(
      `INSERT OR REPLACE INTO vtn (base_url, accepted_bytes, refused_bytes, takes_gzip, requests_at_once, batch_size,
         points_per_second, bytes_per_second) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      baseUrl,
      known.acceptedBytes,
      known.refusedBytes,
      known.takesGzip === null ? null : Number(known.takesGzip),
      known.requestsAtOnce,
      known.batchSize,
      known.pointsPerSecond,
      known.bytesPerSecond,
    );
}
