import type Database from 'better-sqlite3';

const byDatabase = new WeakMap<Database.Database, Map<string, Database.Statement>>();

/**
 * A statement that is compiled once for a connection: for what is run with every request, where compiling takes longer
 * than running. Whoever asks runs it to its end (`run`, `get`, `all`) and leaves its modes alone, for it is shared.
 */
export function prepared<Parameters extends unknown[] = unknown[], Row = unknown>(
  database: Database.Database,
  sql: string,
): Database.Statement<Parameters, Row> {
  const statements = byDatabase.get(database) ?? new Map<string, Database.Statement>();
  byDatabase.set(database, statements);
  const known = statements.get(sql) ?? database.prepare(sql);
  statements.set(sql, known);
  return known as unknown as Database.Statement<Parameters, Row>;
}
