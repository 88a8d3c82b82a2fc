import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type Database from 'better-sqlite3';
import { allMigrations } from '../../src/engine/ledger/migrations/all-migrations.ts';
import { ledgerFileName, openLedgerDatabase } from '../../src/engine/ledger/open-ledger-database.ts';

/** How many migrations the ledger of the first release had. */
const firstRelease = 3;

/**
 * Puts a ledger of the first release in the place of one of today, with all that the two have in common: what that
 * release would have left behind had it been killed at the same moment.
 */
export function ageLedger(stateDir: string): void {
  const file = path.join(stateDir, ledgerFileName);
  const oldDir = `${stateDir}-old`;
  const old = openLedgerDatabase({ stateDir: oldDir, migrations: allMigrations.slice(0, firstRelease) });
  old.pragma('foreign_keys = OFF');
  old.prepare('ATTACH ? AS now').run(file);
  for (const table of tablesOf(old, 'main')) {
    const known = new Set(columnsOf(old, 'now', table));
    const columns = columnsOf(old, 'main', table).filter((column) => known.has(column));
    if (columns.length === 0) continue;
    const list = columns.map((column) => `"${column}"`).join(', ');
    old.exec(`INSERT INTO main."${table}" (${list}) SELECT ${list} FROM now."${table}"`);
  }
  old.exec('DETACH now');
  old.pragma('wal_checkpoint(TRUNCATE)');
  old.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  renameSync(path.join(oldDir, ledgerFileName), file);
  rmSync(oldDir, { recursive: true });
}

function tablesOf(database: Database.Database, schema: string): string[] {
  return database
    .prepare<[], string>(
      `SELECT name FROM "${schema}".sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
    )
    .pluck()
    .all();
}

function columnsOf(database: Database.Database, schema: string, table: string): string[] {
  return database
    .prepare<[string, string], string>('SELECT name FROM pragma_table_info(?, ?)')
    .pluck()
    .all(table, schema);
}
