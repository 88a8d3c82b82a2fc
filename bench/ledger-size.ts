import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Bytes of the ledger with what SQLite keeps beside it. */
export function ledgerBytes(stateDir: string): number {
  return readdirSync(stateDir)
    .filter((name) => name.startsWith('ledger.sqlite'))
    .reduce((sum, name) => sum + statSync(path.join(stateDir, name)).size, 0);
}
