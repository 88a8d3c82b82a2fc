import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../../contract/app-error.ts';
import { copyLedger } from './copy-ledger.ts';
import { translateLedgerError } from './ledger-errors.ts';
import { allMigrations } from './migrations/all-migrations.ts';

export const ledgerFileName = 'ledger.sqlite';

export interface LedgerOpening {
  readonly stateDir: string;
  /** How long a statement waits for another process's write, in milliseconds. */
  readonly busyTimeoutMs?: number;
  readonly migrations?: readonly string[];
}

/**
 * Opens the ledger in the state directory, making both when missing (0700, 0600), and brings its schema up
 * to date, after a copy of the old file beside it. Throws ledger/newer-schema, ledger/corrupt,
 * ledger/locked, ledger/unwritable or ledger/disk-full, and then has changed nothing.
 */
export function openLedgerDatabase(opening: LedgerOpening): Database.Database {
  const ledgerPath = path.join(opening.stateDir, ledgerFileName);
  try {
    makePrivateFile(opening.stateDir, ledgerPath);
  } catch (thrown) {
    throw new AppError(
      'ledger/unwritable',
      `The folder of the ledger cannot be written: ${opening.stateDir}`,
      {
        context: { path: opening.stateDir },
        cause: thrown,
      },
    );
  }
  let database: Database.Database | undefined;
  try {
    database = new Database(ledgerPath, { timeout: opening.busyTimeoutMs ?? 5000 });
    migrate(database, ledgerPath, opening.migrations ?? allMigrations);
    // A row that says "sending" must be on disk before the first byte leaves: FULL, also in WAL mode.
    writeAhead(database);
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    return database;
  } catch (thrown) {
    database?.close();
    throw translateLedgerError(thrown, ledgerPath);
  }
}

function makePrivateFile(stateDir: string, ledgerPath: string): void {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  if (existsSync(ledgerPath)) return;
  // SQLite gives -wal and -shm the rights of the database file, so this covers all three.
  closeSync(openSync(ledgerPath, 'a', 0o600));
  chmodSync(stateDir, 0o700);
}

function migrate(database: Database.Database, ledgerPath: string, migrations: readonly string[]): void {
  const version = readVersion(database);
  if (version > migrations.length) {
    throw new AppError(
      'ledger/newer-schema',
      `The ledger ${ledgerPath} has version ${version}; this Meterhaul knows up to ${migrations.length}. ` +
        'Nothing was changed. Use the newer Meterhaul, or another --state-dir.',
      { context: { path: ledgerPath, version, known: migrations.length } },
    );
  }
  if (version === migrations.length) return;
  if (version > 0) copyLedger(database, `${ledgerPath}.version-${version}.backup`);
  // Only an empty file takes it as it is; see `giveRoomBack`.
  else database.pragma('auto_vacuum = INCREMENTAL');
  // The version is read again inside: two programs may start at once on a new ledger.
  const bringUpToDate = database.transaction(() => {
    for (let next = readVersion(database); next < migrations.length; next++) {
      database.exec(migrations[next] ?? '');
      database.pragma(`user_version = ${next + 1}`);
    }
  });
  bringUpToDate.immediate();
  if (version > 0) learnToShrink(database);
}

/** Ledgers of the first versions could only grow. Where there is no room or time for it now, the next migration tries. */
function learnToShrink(database: Database.Database): void {
  if (database.pragma('auto_vacuum', { simple: true }) !== 0) return;
  try {
    database.pragma('auto_vacuum = INCREMENTAL');
    database.exec('VACUUM');
  } catch (thrown) {
    if (!(thrown instanceof Database.SqliteError)) throw thrown;
  }
}

/** As often as that others may come between: each is done in no time. */
const mostTries = 10;

/** SQLite does not wait here for another program, as one that makes the same new ledger: so we do, as a write does. */
function writeAhead(database: Database.Database): void {
  for (let tries = 1; ; tries++) {
    try {
      database.pragma('journal_mode = WAL');
      return;
    } catch (thrown) {
      const isBusy = thrown instanceof Database.SqliteError && thrown.code === 'SQLITE_BUSY';
      if (!isBusy || tries === mostTries) throw thrown;
      database.exec('BEGIN IMMEDIATE; COMMIT');
    }
  }
}

function readVersion(database: Database.Database): number {
  return database.pragma('user_version', { simple: true }) as number;
}
