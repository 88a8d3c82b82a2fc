import { opendir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { hasKnownEnding } from '../contract/known-endings.ts';

export const mostFiles = 10_000;
/** A person who picks the root of a disk gets an answer too. */
const mostEntries = 300_000;

/**
 * What a person dropped or opened, folders replaced by the files in them that Meterhaul may know; at most 10,000.
 * Files are taken whatever their ending; what is not there is left out.
 */
export async function filesAt(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const each of paths.slice(0, mostFiles)) {
    if (files.length >= mostFiles) break;
    const found = await stat(each).catch(() => null);
    if (found?.isDirectory() === true) files.push(...(await filesIn(each)));
    else if (found?.isFile() === true) files.push(each);
  }
  return files.slice(0, mostFiles);
}

/**
 * The files in a folder, and in folders within it, that Meterhaul may know by their endings: at most 10,000, those
 * of the nearest folders first, by name. Hidden ones are left out. Links to files are taken as long as they stay
 * within the folder; links to folders are not followed, so that nothing is found twice or without end.
 */
export async function filesIn(folder: string): Promise<string[]> {
  const root = await realpath(folder).catch(() => null);
  if (root === null) return [];
  const files: string[] = [];
  let entriesLeft = mostEntries;
  const waiting = [folder];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { known, folders, looked } = await look(next, root, entriesLeft);
    files.push(...known);
    waiting.push(...folders);
    entriesLeft -= looked;
    if (files.length >= mostFiles || entriesLeft <= 0) break;
  }
  return files.slice(0, mostFiles);
}

interface FolderContent {
  readonly known: readonly string[];
  readonly folders: readonly string[];
  readonly looked: number;
}

/** A folder that cannot be read has nothing in it. */
async function look(folder: string, root: string, most: number): Promise<FolderContent> {
  const known: string[] = [];
  const folders: string[] = [];
  let looked = 0;
  try {
    for await (const entry of await opendir(folder)) {
      if ((looked += 1) >= most) break;
      if (entry.name.startsWith('.')) continue;
      const full = path.join(folder, entry.name);
      if (entry.isDirectory()) folders.push(full);
      else if (!hasKnownEnding(entry.name)) continue;
      else if (entry.isFile() || (entry.isSymbolicLink() && (await isFileWithin(full, root))))
        known.push(full);
    }
  } catch {
    // What was seen before is kept.
  }
  return { known: known.sort(), folders: folders.sort(), looked };
}

async function isFileWithin(link: string, root: string): Promise<boolean> {
  try {
    const target = await realpath(link);
    return target.startsWith(root + path.sep) && (await stat(target)).isFile();
  } catch {
    return false;
  }
}
