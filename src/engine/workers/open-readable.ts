import { AppError } from '../../contract/app-error.ts';
import { openCsvSource } from '../sources/csv/csv-source.ts';
import type { CsvSource } from '../sources/csv/csv-source.ts';
import { openHdf5Tables } from '../sources/hdf5/hdf5-tables.ts';
import type { Hdf5Tables } from '../sources/hdf5/hdf5-tables.ts';
import { openNem12Source } from '../sources/nem12/nem12-source.ts';
import type { Nem12Source } from '../sources/nem12/nem12-source.ts';
import { recogniseFile } from '../sources/recognise-file.ts';
import type { RecognisedFile } from '../sources/recognise-file.ts';
import { openSqliteSource } from '../sources/sqlite/sqlite-source.ts';
import type { SqliteSource } from '../sources/sqlite/sqlite-source.ts';
import type { UnpackedFiles } from './unpacked-files.ts';

/** An open file of readings, with what it was recognised as. */
export interface Readable {
  readonly recognised: RecognisedFile;
  /** The container it came in, in words; null for a plain file. */
  readonly container: string | null;
  readonly source: CsvSource | Hdf5Tables | SqliteSource | Nem12Source;
}

/**
 * Opens a file of readings whatever it is, also within gzip or zip, which are unpacked first.
 *
 * @throws AppError source/unreadable, source/unsupported, source/locked, source/no-readings
 */
export async function openReadable(path: string, unpacked: UnpackedFiles): Promise<Readable> {
  const outer = recogniseFile(path);
  if (outer.kind !== 'gzip' && outer.kind !== 'zip')
    return { recognised: outer, container: null, source: await openKind(path, path, outer) };
  const inner = await unpacked.get(path);
  const recognised = { ...recogniseFile(inner), sizeBytes: outer.sizeBytes, mtimeMs: outer.mtimeMs };
  return { recognised, container: outer.kind, source: await openKind(inner, path, recognised) };
}

/** What people see is the file they gave, not the unpacked one. */
async function openKind(
  path: string,
  shownAs: string,
  recognised: RecognisedFile,
): Promise<Readable['source']> {
  try {
    switch (recognised.kind) {
      case 'csv':
        return openCsvSource(path);
      case 'nem12':
        return openNem12Source(path);
      case 'hdf5':
        return await openHdf5Tables(path);
      case 'sqlite':
        return openSqliteSource(path);
      default:
        throw unsupported(shownAs, recognised);
    }
  } catch (thrown) {
    if (!(thrown instanceof AppError) || path === shownAs) throw thrown;
    const message = thrown.message.replaceAll(path, shownAs);
    throw new AppError(thrown.code, message, {
      context: { ...thrown.context, path: shownAs },
      cause: thrown,
    });
  }
}

function unsupported(path: string, { format, advice }: RecognisedFile): AppError {
  const message =
    `${path} is ${format}; Meterhaul reads CSV, NEM12, HDF5 and SQLite files, also within gzip or zip.` +
    (advice === null ? '' : ` ${advice}`);
  return new AppError('source/unsupported', message, { context: { path, format } });
}
