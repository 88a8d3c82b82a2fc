import { open } from 'node:fs/promises';
import { AppError } from '../../contract/app-error.ts';
import { looksLikeResourceDatabase } from '../sources/sqlite/resource-database.ts';
import { openSqliteSource } from '../sources/sqlite/sqlite-source.ts';

/**
 * The resource database among the files of a migration: the only place where ids of resources can be written to.
 *
 * @throws AppError draft/incomplete when there is none, source/* when it cannot be read
 */
export async function findResourceDatabase(files: readonly string[]): Promise<string> {
  for (const file of files) if ((await isSqlite(file)) && hasLoads(file)) return file;
  throw new AppError(
    'draft/incomplete',
    'None of the files is a resource database (resources.db), so nothing tells what to register. ' +
      'Type the resource ids in, or give a list of meter and resource.',
  );
}

const signature = 'SQLite format 3\0';

async function isSqlite(path: string): Promise<boolean> {
  try {
    await using file = await open(path);
    const head = Buffer.alloc(signature.length);
    await file.read(head, 0, head.length, 0);
    return head.toString('latin1') === signature;
  } catch {
    // A file that is gone is told by the step of the sources.
    return false;
  }
}

function hasLoads(path: string): boolean {
  const source = openSqliteSource(path);
  try {
    return looksLikeResourceDatabase(source);
  } finally {
    source.close();
  }
}
