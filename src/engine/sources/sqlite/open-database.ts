import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../../../contract/app-error.ts';
import { describeFileTrouble } from '../file-trouble.ts';

export interface OpenDatabase {
  readonly database: Database.Database;
  close(): void;
}

export interface OpenDatabaseOptions {
  /** How long to wait for another program's lock. */
  readonly busyTimeoutMs?: number;
}

/**
 * Opens a SQLite file read-only. A database in WAL mode needs a `-wal` and a `-shm` file beside it even for
 * reading. Where SQLite would have to make them, or cannot (a read-only folder or medium), a copy in the
 * temporary folder is read instead, together with its `-wal` file if it has one: nothing is left beside the
 * user's file.
 *
 * @throws AppError source/unreadable, source/locked
 */
export function openDatabase(path: string, options: OpenDatabaseOptions = {}): OpenDatabase {
  const busyTimeoutMs = options.busyTimeoutMs ?? 2000;
  try {
    if (!isClosedLogDatabase(path)) return connect(path, busyTimeoutMs);
  } catch (cause) {
    if (!needsCopy(path, cause)) throw databaseTrouble(path, cause);
  }
  return openCopy(path, busyTimeoutMs);
}

/** Any error of SQLite as an AppError that names the file. */
export function databaseTrouble(path: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const code = sqliteCode(cause);
  const context = { path, sqlite: code };
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new AppError('source/locked', `${path} is locked by another program.`, { context, cause });
  }
  return new AppError('source/unreadable', describeSqliteTrouble(path, code, cause), { context, cause });
}

/** True for a database in WAL mode that nobody has open: bytes 18 and 19 of its header are 2, and it has no log. */
function isClosedLogDatabase(path: string): boolean {
  if (!existsSync(path) || existsSync(`${path}-wal`)) return false;
  const descriptor = openSync(path, 'r');
  try {
    const header = Buffer.alloc(20);
    readSync(descriptor, header, 0, header.length, 0);
    return header[18] === 2 && header[19] === 2;
  } finally {
    closeSync(descriptor);
  }
}

function connect(path: string, busyTimeoutMs: number): OpenDatabase {
  const database = new Database(path, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs });
  try {
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return { database, close: () => void database.close() };
  } catch (cause) {
    database.close();
    throw cause;
  }
}

function needsCopy(path: string, cause: unknown): boolean {
  const code = sqliteCode(cause);
  return (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY')) && existsSync(path);
}

function openCopy(path: string, busyTimeoutMs: number): OpenDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'meterhaul-db-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const copy = join(folder, basename(path));
    copyUnchanged(path, copy);
    const opened = connect(copy, busyTimeoutMs);
    return {
      database: opened.database,
      close: () => {
        opened.close();
        remove();
      },
    };
  } catch (cause) {
    remove();
    throw databaseTrouble(path, cause);
  }
}

/** Copies a database with its log; when somebody wrote meanwhile the copy may be torn, so it is made again. */
function copyUnchanged(path: string, copy: string): void {
  const log = `${path}-wal`;
  for (let attempt = 0; attempt < 5; attempt++) {
    const before = stateOf(path, log);
    rmSync(`${copy}-wal`, { force: true });
    copyFileSync(path, copy);
    if (existsSync(log)) copyFileSync(log, `${copy}-wal`);
    if (stateOf(path, log) === before) return;
  }
  throw new AppError('source/locked', `${path} is being written all the time.`, { context: { path } });
}

function stateOf(...paths: readonly string[]): string {
  const states = paths.map((path) => statSync(path, { throwIfNoEntry: false }));
  return states.map((state) => (state === undefined ? '-' : `${state.size}:${state.mtimeMs}`)).join('|');
}

function sqliteCode(cause: unknown): string {
  return cause instanceof Database.SqliteError ? cause.code : '';
}

function describeSqliteTrouble(path: string, code: string, cause: unknown): string {
  if (code.startsWith('SQLITE_NOTADB'))
    return `${path} cannot be read: it is not a SQLite database, or it is encrypted.`;
  if (code.startsWith('SQLITE_CORRUPT')) return `${path} cannot be read: the database is damaged.`;
  if (code.startsWith('SQLITE_READONLY')) {
    return `${path} cannot be read: its last program did not close it. Open it once with that program.`;
  }
  if (code.startsWith('SQLITE_IOERR')) return `${path} cannot be read: the medium has a read error.`;
  return describeFileTrouble(path, cause);
}
