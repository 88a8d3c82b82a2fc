import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Says to the next start that damage was met in the ledger; a disk that takes nothing more is no reason to fail. */
export function markDamage(stateDir: string, text: string): void {
  try {
    writeFileSync(fileIn(stateDir), text, { mode: 0o600 });
  } catch {
    // The next start looks at small ledgers anyway.
  }
}

/** What was met; null as a rule. */
export function readDamageMark(stateDir: string): string | null {
  try {
    return existsSync(fileIn(stateDir)) ? readFileSync(fileIn(stateDir), 'utf8') : null;
  } catch {
    return 'damage was met';
  }
}

export function clearDamageMark(stateDir: string): void {
  rmSync(fileIn(stateDir), { force: true });
}

function fileIn(stateDir: string): string {
  return path.join(stateDir, 'ledger.damaged');
}
