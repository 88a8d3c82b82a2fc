import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';

/**
 * Writes a whole copy of the ledger as it is now, readable by its owner only, on disk when this returns. Only a whole
 * copy gets the name: one that a full disk or a power cut broke off must not be taken for a backup later. A copy of
 * that name from before is replaced. Throws what SQLite or the file system says; nothing is left of the copy then.
 */
export function copyLedger(database: Database.Database, copyPath: string): void {
  const partPath = `${copyPath}.${process.pid}.part`;
  closeSync(openSync(partPath, 'a', 0o600));
  try {
    const version = versionOf(database);
    database.prepare('VACUUM INTO ?').run(partPath);
    // Another program may have brought the ledger to another version meanwhile; the name would say something else then.
    if (versionInFile(partPath) === version) {
      sync(partPath);
      renameSync(partPath, copyPath);
    }
  } finally {
    rmSync(partPath, { force: true });
  }
}

function versionOf(database: Database.Database): number {
  return database.pragma('user_version', { simple: true }) as number;
}

function versionInFile(file: string): number {
  const copy = new Database(file, { readonly: true });
  try {
    return versionOf(copy);
  } finally {
    copy.close();
  }
}

function sync(file: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
