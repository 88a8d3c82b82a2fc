import Database from 'better-sqlite3';
import { translateLedgerError } from './ledger-errors.ts';

/** The ledger as it stands at one moment, for reads that take a while; what is written meanwhile is not seen. */
export interface LedgerSnapshot extends Disposable {
  /** Throws AppError ledger/* when the database fails. */
  read<T>(read: (database: Database.Database) => T): T;
}

/** A connection of its own that can write nothing. Throws ledger/*. */
export function openSnapshot(ledgerPath: string): LedgerSnapshot {
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (thrown) {
      throw translateLedgerError(thrown, ledgerPath);
    }
  };
  const database = guarded(() => new Database(ledgerPath, { readonly: true, fileMustExist: true }));
  // The first read, not BEGIN, decides which moment it is.
  guarded(() => database.exec('BEGIN; SELECT count(*) FROM job'));
  return {
    read: (read) => guarded(() => read(database)),
    [Symbol.dispose]: () => void database.close(),
  };
}
