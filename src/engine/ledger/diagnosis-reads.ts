import type Database from 'better-sqlite3';

/** One request to the VTN as a diagnosis shows it: when, how long, with what result; nothing of what was sent. */
export interface DiagnosedAttempt {
  readonly load: string;
  readonly startedAt: string;
  readonly durationMs: number | null;
  readonly points: number;
  readonly bytes: number;
  readonly outcome: string;
  readonly status: number | null;
}

/** The latest attempts of a job, the latest last. */
export function readAttempts(database: Database.Database, jobId: string, limit: number): DiagnosedAttempt[] {
  return database
    .prepare<[string, number], Omit<DiagnosedAttempt, 'startedAt'> & { readonly startedAtMs: number }>(
      `SELECT series.load_id AS load, started_at_ms AS startedAtMs, ended_at_ms - started_at_ms AS durationMs,
         points, bytes, outcome, status
       FROM attempt CROSS JOIN series ON series.id = attempt.series_id
       WHERE series.job_id = ? ORDER BY attempt.id DESC LIMIT ?`,
    )
    .all(jobId, limit)
    .reverse()
    .map(({ load, startedAtMs, ...attempt }) => ({
      load,
      startedAt: new Date(startedAtMs).toISOString(),
      ...attempt,
    }));
}

/** What SQLite finds wrong in the file of the ledger: `ok`, or the first faults. Reads the whole file. */
export function checkIntegrity(database: Database.Database): string {
  return (database.pragma('quick_check(10)') as { quick_check: string }[])
    .map(({ quick_check }) => quick_check)
    .join('\n');
}

/** Figures of the file: schema version, pages, free pages and rows of the larger tables. */
export function describeLedger(database: Database.Database): Record<string, number> {
  const pragma = (name: string): number => database.pragma(name, { simple: true }) as number;
  const rows = (table: string): number =>
    database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
  return {
    schemaVersion: pragma('user_version'),
    pageSize: pragma('page_size'),
    pages: pragma('page_count'),
    freePages: pragma('freelist_count'),
    jobs: rows('job'),
    series: rows('series'),
    attempts: rows('attempt'),
    decisions: rows('decision'),
  };
}
