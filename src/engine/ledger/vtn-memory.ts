import type Database from 'better-sqlite3';

/** What jobs have learned about one VTN. */
export interface VtnMemory {
  readonly acceptedBytes: number;
  /** The smallest request refused as too large; null while none was. */
  readonly refusedBytes: number | null;
  /** Null while nobody has tried. */
  readonly takesGzip: boolean | null;
}

export function recallVtn(database: Database.Database, baseUrl: string): VtnMemory {
  const row = database
    .prepare<[string], { accepted_bytes: number; refused_bytes: number | null; takes_gzip: number | null }>(
      'SELECT accepted_bytes, refused_bytes, takes_gzip FROM vtn WHERE base_url = ?',
    )
    .get(baseUrl);
  return {
    acceptedBytes: row?.accepted_bytes ?? 0,
    refusedBytes: row?.refused_bytes ?? null,
    takesGzip: row?.takes_gzip == null ? null : row.takes_gzip === 1,
  };
}

export function rememberVtn(database: Database.Database, baseUrl: string, news: Partial<VtnMemory>): void {
  const { acceptedBytes, refusedBytes, takesGzip } = { ...recallVtn(database, baseUrl), ...news };
  database
    .prepare(
      'INSERT OR REPLACE INTO vtn (base_url, accepted_bytes, refused_bytes, takes_gzip) VALUES (?, ?, ?, ?)',
    )
    .run(baseUrl, acceptedBytes, refusedBytes, takesGzip === null ? null : Number(takesGzip));
}
