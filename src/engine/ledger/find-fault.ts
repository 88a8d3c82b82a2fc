import { existsSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { AppError } from '../../contract/app-error.ts';
import { allMigrations } from './migrations/all-migrations.ts';
import { translateLedgerError } from './ledger-errors.ts';

/** How hard to look. */
export interface Look {
  /** Whether the last process ended without closing the ledger, or damage was met while running. */
  readonly isSuspect: boolean;
  /** Whether damage was met: indexes are compared with their tables too. */
  readonly isMarked: boolean;
}

/** Of a ledger up to this size every page is looked at each time: 64 MB take about 0.1 s. */
const alwaysCheckedBytes = 64 * 1024 * 1024;

/**
 * What is wrong with the file of a ledger; null when nothing was found, or there is none yet. Only reads, by a
 * connection that leaves the log as it is. Throws ledger/locked, ledger/unwritable.
 */
export function findFault(ledgerPath: string, look: Look): string | null {
  const walBytes = sizeOf(`${ledgerPath}-wal`);
  if (!existsSync(ledgerPath)) return walBytes > 0 ? 'its file is gone and only its log is there' : null;
  if (sizeOf(ledgerPath) === 0) return walBytes > 0 ? 'its file is empty and its log is not' : null;
  let database: Database.Database | undefined;
  try {
    // What a broken-off transaction left in a -journal can only be undone by one that may write.
    database = new Database(ledgerPath, { readonly: !existsSync(`${ledgerPath}-journal`), timeout: 5000 });
    return findIn(database, { ...look, sizeBytes: sizeOf(ledgerPath) + walBytes });
  } catch (thrown) {
    const error = translateLedgerError(thrown, ledgerPath);
    if (error instanceof AppError && error.code === 'ledger/corrupt') return (thrown as Error).message;
    throw error;
  } finally {
    database?.close();
  }
}

/** Whether a ledger is too large to be looked at wholly at each start. */
export function isLarge(ledgerPath: string): boolean {
  return sizeOf(ledgerPath) > alwaysCheckedBytes;
}

function findIn(database: Database.Database, look: Look & { readonly sizeBytes: number }): string | null {
  const tables = database
    .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'")
    .pluck()
    .all();
  const version = database.pragma('user_version', { simple: true }) as number;
  // One of a newer Meterhaul is refused, not judged.
  if (version > allMigrations.length) return null;
  if (version === 0) return tables.length === 0 ? null : 'it is a database of something else';
  const missing = ['job', 'series', 'span', 'attempt'].filter((table) => !tables.includes(table));
  if (missing.length > 0) return `it has no table ${missing.join(', ')}`;
  if (look.isMarked) return firstOf(database.pragma('integrity_check(1)'));
  if (!look.isSuspect && look.sizeBytes > alwaysCheckedBytes) return null;
  return firstOf(database.pragma('quick_check(1)')) ?? (look.isSuspect ? brokenReference(database) : null);
}

function firstOf(rows: unknown): string | null {
  const [row] = rows as Record<string, string>[];
  const text = Object.values(row ?? {})[0] ?? 'ok';
  return text === 'ok' ? null : text.replaceAll('\n', ' ');
}

function brokenReference(database: Database.Database): string | null {
  const [row] = database.pragma('foreign_key_check') as { table: string; parent: string }[];
  return row === undefined ? null : `a row of ${row.table} belongs to none of ${row.parent}`;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
