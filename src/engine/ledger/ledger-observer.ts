/**
 * Told at each durable write of the ledger, before it begins and after it is on disk. The crash tests end
 * the process there; the log uses it at debug level.
 */
export interface LedgerObserver {
  beforeCommit?(write: string): void;
  afterCommit?(write: string): void;
}
