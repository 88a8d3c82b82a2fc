import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isProcessAlive } from '../process-alive.ts';

/**
 * A folder for what does not fit in memory: unpacked containers and readings of large files. One a thread,
 * named after its process, so that the next start can clear away what a killed one left.
 */
export function openSpoolFolder(parent: string): { readonly path: string; remove(): void } {
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  clearAway(parent);
  const path = mkdtempSync(join(parent, `${process.pid}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

function clearAway(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = Number(/^(\d+)-/.exec(name)?.[1]);
    if (pid > 0 && !isProcessAlive(pid)) rmSync(join(parent, name), { recursive: true, force: true });
  }
}
