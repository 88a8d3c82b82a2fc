import path from 'node:path';
import type Database from 'better-sqlite3';
import SqliteDatabase from 'better-sqlite3';
import { AppError } from '../../contract/app-error.ts';
import { assertLease } from './lease.ts';
import type { Lease } from './lease.ts';
import { corruptLedger, translateLedgerError } from './ledger-errors.ts';
import type { LedgerObserver } from './ledger-observer.ts';
import { ledgerFileName, openLedgerDatabase } from './open-ledger-database.ts';
import type { LedgerOpening } from './open-ledger-database.ts';

/** The truth about what was sent. Reads and writes are functions over `database`, grouped in the files beside. */
export interface Ledger {
  readonly path: string;
  /** Runs a read. Throws AppError ledger/* when the database fails. */
  read<T>(read: (database: Database.Database) => T): T;
  /** One durable write of its own, on disk when this returns. */
  write<T>(name: string, write: (database: Database.Database) => T): T;
  /**
   * A write under a job's lease, on disk when the promise resolves; writes asked for in the same turn of the
   * event loop share one transaction and so one fsync. Rejects with job/lease-lost when the epoch is stale.
   */
  writeSoon(name: string, lease: Lease, write: (database: Database.Database) => void): Promise<void>;
  /** Changes whenever another connection has written. */
  version(): number;
  /** Damage was found from outside: nothing is read or written any more. */
  condemn(fault: string): void;
  close(): void;
}

interface WaitingWrite {
  readonly name: string;
  readonly lease: Lease;
  readonly write: (database: Database.Database) => void;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

export interface LedgerUse extends LedgerOpening {
  readonly observer?: LedgerObserver;
  /** Told once, when damage is met; from then on nothing is read or written. */
  readonly damaged?: (error: AppError) => void;
}

export function openLedger(opening: LedgerUse): Ledger {
  const database = openLedgerDatabase(opening);
  const ledgerPath = path.join(opening.stateDir, ledgerFileName);
  const observer = opening.observer ?? {};
  let damage: AppError | null = null;

  const guarded = <T>(work: () => T): T => {
    if (damage !== null) throw damage;
    try {
      return work();
    } catch (thrown) {
      const error = translateLedgerError(thrown, ledgerPath);
      if (error instanceof AppError && error.code === 'ledger/corrupt') {
        damage = error;
        opening.damaged?.(error);
      }
      throw error;
    }
  };
  const write = <T>(name: string, body: (database: Database.Database) => T): T =>
    guarded(() => {
      observer.beforeCommit?.(name);
      const result = database.transaction(() => body(database)).immediate();
      observer.afterCommit?.(name);
      return result;
    });
  const group = createGroupCommit(database, write);

  return {
    path: ledgerPath,
    read: (read) => guarded(() => read(database)),
    write,
    writeSoon: group.add,
    version: () => guarded(() => database.pragma('data_version', { simple: true }) as number),
    condemn: (fault) => {
      damage ??= corruptLedger(ledgerPath, fault);
    },
    close: () => {
      group.flush();
      if (damage === null) database.close();
      else closeUntouched(database);
    },
  };
}

/** The last to close would write the log into the file; one that only reads leaves both as they are. */
function closeUntouched(database: Database.Database): void {
  const reader = new SqliteDatabase(database.name, { readonly: true });
  try {
    reader.pragma('schema_version');
  } catch {
    // Damaged, as is known.
  }
  database.close();
  reader.close();
}

function createGroupCommit(
  database: Database.Database,
  write: (name: string, body: (database: Database.Database) => void) => void,
): { add: Ledger['writeSoon']; flush: () => void } {
  let waiting: WaitingWrite[] = [];

  const flush = (): void => {
    const byJob = Map.groupBy(waiting, ({ lease }) => lease.jobId);
    waiting = [];
    for (const writes of byJob.values()) commit(writes);
  };
  const commit = (writes: readonly WaitingWrite[]): void => {
    try {
      write([...new Set(writes.map(({ name }) => name))].join('+'), () => {
        for (const lease of new Set(writes.map((each) => each.lease))) assertLease(database, lease);
        for (const each of writes) each.write(database);
      });
    } catch (thrown) {
      for (const each of writes) each.reject(thrown);
      return;
    }
    for (const each of writes) each.resolve();
  };
  const add: Ledger['writeSoon'] = (name, lease, body) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ name, lease, write: body, resolve, reject });
    });
  return { add, flush };
}
