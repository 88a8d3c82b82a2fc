import { statSync } from 'node:fs';
import type { Stats } from 'node:fs';

/** What changes when a file does: another inode, size or time of writing. Throws the system's error when it is gone. */
export function fileState(path: string): string {
  return stateOf(statSync(path));
}

/** As `fileState`, of an entry that was looked up already. */
export function stateOf({ ino, size, mtimeMs }: Stats): string {
  return `${ino}:${size}:${mtimeMs}`;
}
