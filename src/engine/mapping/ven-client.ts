import { AppError } from '../../contract/app-error.ts';
import { openHdf5Source } from '../sources/hdf5/hdf5-source.ts';
import { recogniseFile } from '../sources/recognise-file.ts';
import { looksLikeResourceDatabase, readResourceLoads } from '../sources/sqlite/resource-database.ts';
import type { ResourceLoadRow, RowPage } from '../sources/sqlite/resource-database.ts';
import { openSqliteSource } from '../sources/sqlite/sqlite-source.ts';
import type { LoadRecord, VenClientSite } from '../workers/reader.ts';

type Role = 'database' | 'meter-file' | 'other';

interface GivenFile {
  readonly path: string;
  readonly role: Role;
  /** What it is, for people. */
  readonly words: string;
}

/**
 * The preset `ven-client`: finds out by content which file is the resource database and which the meter file,
 * in whatever order they are given, and that the database has what it takes to join loads with resources.
 *
 * @throws AppError source/unreadable, source/locked, source/schema-missing, source/unsupported (a file that has
 *   no part in it), mapping/incomplete (one of the two is missing or there twice)
 */
export async function readVenClientSite(paths: readonly string[]): Promise<VenClientSite> {
  const files: GivenFile[] = [];
  for (const path of new Set(paths)) files.push(await judgeFile(path));
  const { databasePath, meterFilePath } = choosePair(files);
  readLoads(databasePath, { offset: 0, limit: 1 });
  return { databasePath, meterFilePath };
}

/** True when one of the files is a resource database; one that cannot be read is not. */
export function looksLikeVenClient(paths: readonly string[]): boolean {
  return paths.some((path) => {
    try {
      return recogniseFile(path).kind === 'sqlite' && judgeDatabase(path).role === 'database';
    } catch (thrown) {
      if (thrown instanceof AppError) return false;
      throw thrown;
    }
  });
}

/**
 * A page of the loads of a resource database, in its order.
 *
 * @throws AppError source/unreadable, source/locked, source/schema-missing
 */
export function readLoads(databasePath: string, page: RowPage): LoadRecord[] {
  const source = openSqliteSource(databasePath);
  try {
    return readResourceLoads(source, page).map(loadRecordOf);
  } finally {
    source.close();
  }
}

/** A row of the resource database in the words of the house. */
export function loadRecordOf(row: ResourceLoadRow): LoadRecord {
  const vtnResourceId = row.vtnResourceId?.trim() ?? '';
  return {
    loadId: row.loadId,
    ven: row.ven ?? '',
    resourceName: row.resourceName ?? '',
    component: row.component,
    loadName: row.loadName ?? row.component,
    meterId: /^\d+$/.test(row.meterId) ? `meter_${row.meterId}` : row.meterId,
    vtnResourceId: vtnResourceId === '' ? null : vtnResourceId,
    enabled: row.enabled === null || !/^(0|0\.0|false|no|off)$/i.test(row.enabled),
    suspended: isSuspended(row.loadStatus) || isSuspended(row.resourceStatus),
  };
}

function isSuspended(status: string | null): boolean {
  return status?.trim().toUpperCase() === 'SUSPENDED';
}

async function judgeFile(path: string): Promise<GivenFile> {
  const { kind, format } = recogniseFile(path);
  if (kind === 'sqlite') return judgeDatabase(path);
  if (kind === 'hdf5') return judgeMeterFile(path);
  return { path, role: 'other', words: `looks like ${format}` };
}

function judgeDatabase(path: string): GivenFile {
  const source = openSqliteSource(path);
  try {
    if (looksLikeResourceDatabase(source)) return { path, role: 'database', words: 'is a resource database' };
    return { path, role: 'other', words: 'is a SQLite database without the tables resources and loads' };
  } finally {
    source.close();
  }
}

async function judgeMeterFile(path: string): Promise<GivenFile> {
  const source = await openHdf5Source(path);
  try {
    if (source.namesIn('meters').length > 0) return { path, role: 'meter-file', words: 'is a meter file' };
    return { path, role: 'other', words: 'is an HDF5 file without meters under /meters' };
  } finally {
    source.close();
  }
}

function choosePair(files: readonly GivenFile[]): { databasePath: string; meterFilePath: string } {
  const databases = files.filter((file) => file.role === 'database');
  const meterFiles = files.filter((file) => file.role === 'meter-file');
  const [database] = databases;
  const [meterFile] = meterFiles;
  const given = files.map((file) => `${file.path} ${file.words}.`).join(' ');
  const wanted = [
    ...lackOf(databases.length, 'resource database (SQLite)'),
    ...lackOf(meterFiles.length, 'meter file (HDF5)'),
  ].join(' ');
  if (files.some((file) => file.role === 'other')) {
    throw new AppError('source/unsupported', `${given} ${wanted}`.trim());
  }
  if (database === undefined || meterFile === undefined || wanted !== '') {
    throw new AppError('mapping/incomplete', `${given} ${wanted}`.trim());
  }
  return { databasePath: database.path, meterFilePath: meterFile.path };
}

function lackOf(count: number, what: string): string[] {
  if (count === 1) return [];
  return [count === 0 ? `A ${what} is missing.` : `Only one ${what} can be used at a time.`];
}
