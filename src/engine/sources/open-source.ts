import { AppError } from '../../contract/app-error.ts';
import { openHdf5Source } from './hdf5/hdf5-source.ts';
import { recogniseFile } from './recognise-file.ts';
import type { Source } from './source.ts';
import { openSqliteSource } from './sqlite/sqlite-source.ts';

/**
 * Opens a file with the adapter that its content asks for.
 *
 * @throws AppError source/unreadable, source/locked, source/unsupported (saying what the file looks like)
 */
export async function openSource(path: string): Promise<Source> {
  const { kind, format } = recogniseFile(path);
  if (kind === 'sqlite') return openSqliteSource(path);
  if (kind === 'hdf5') return openHdf5Source(path);
  const message = `${path} is neither a SQLite database nor an HDF5 file; it looks like ${format}.`;
  throw new AppError('source/unsupported', message, { context: { path, format } });
}
