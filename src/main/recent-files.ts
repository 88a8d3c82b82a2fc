import path from 'node:path';
import { z } from 'zod';
import type { KeptFile } from './kept-file.ts';

const mostRecent = 15;

export const recentFilesShape = z.array(z.string());

/** Files of earlier migrations, the latest first. */
export interface RecentFiles {
  list(): readonly string[];
  /** Relative paths mean nothing to a later start and are left out. */
  note(paths: readonly string[]): void;
}

/** @param noted is called with each path that was noted, for the list that the system itself keeps. */
export function createRecentFiles(kept: KeptFile<string[]>, noted: (path: string) => void): RecentFiles {
  let files: readonly string[] = (kept.read() ?? []).slice(0, mostRecent);
  return {
    list: () => files,
    note: (paths) => {
      const absolute = paths.filter((each) => path.isAbsolute(each)).slice(0, mostRecent);
      if (absolute.length === 0) return;
      files = [...new Set([...absolute, ...files])].slice(0, mostRecent);
      kept.write([...files]);
      // The latest comes last, as the system's own list wants it.
      for (const each of absolute.toReversed()) noted(each);
    },
  };
}
