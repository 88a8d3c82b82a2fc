import { randomUUID } from 'node:crypto';
import type Database from 'better-sqlite3';

/**
 * A short id that sorts by time and can be typed, as 20261120-2305-k3f9, and that no job of the ledger has: of those
 * planned within the same minute some would else share one. To be used within the transaction that asked for it.
 */
export function freeJobId(
  database: Database.Database,
  nowMs: number,
  ending: () => string = () => randomUUID().slice(0, 4),
): string {
  const stamp = new Date(nowMs).toISOString().replace(/[-:]/g, '');
  const stem = `${stamp.slice(0, 8)}-${stamp.slice(9, 13)}`;
  for (;;) {
    const id = `${stem}-${ending()}`;
    if (!isJobId(database, id)) return id;
  }
}

/** Whether a job of the ledger has that id, in whatever state. */
export function isJobId(database: Database.Database, id: string): boolean {
  return database.prepare('SELECT 1 FROM job WHERE id = ?').get(id) !== undefined;
}
