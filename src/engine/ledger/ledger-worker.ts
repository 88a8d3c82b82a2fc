import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { copyLedger } from './copy-ledger.ts';
import { findFault } from './find-fault.ts';

/** What is done to a ledger beside the engine's own thread. */
export type LedgerTask =
  | { readonly kind: 'check'; readonly ledgerPath: string }
  | { readonly kind: 'copy'; readonly ledgerPath: string; readonly copyPath: string };

/** `fault` of a check: what is wrong, or null. */
export type LedgerTaskAnswer = { readonly fault: string | null } | { readonly error: string };

/** The entry of the thread: one task, one answer, by a connection that only reads. */
if (parentPort !== null) parentPort.postMessage(perform(workerData as LedgerTask));

function perform(task: LedgerTask): LedgerTaskAnswer {
  try {
    if (task.kind === 'check') {
      return { fault: findFault(task.ledgerPath, { isSuspect: true, isMarked: false }) };
    }
    const database = new Database(task.ledgerPath, { readonly: true });
    try {
      copyLedger(database, task.copyPath);
    } finally {
      database.close();
    }
    return { fault: null };
  } catch (thrown) {
    return { error: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}
