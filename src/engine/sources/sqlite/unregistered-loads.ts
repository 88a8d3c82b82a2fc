import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { AppError } from '../../../contract/app-error.ts';
import { describeFileTrouble } from '../file-trouble.ts';
import { databaseTrouble } from './open-database.ts';
import { missingInResourceDatabase } from './resource-database.ts';
import { openSqliteSource } from './sqlite-source.ts';
import type { SqliteSource } from './sqlite-source.ts';

/** A load that no VTN resource is known for, with what a registration says of it. Texts are '' where there is none. */
export interface UnregisteredLoad {
  readonly loadId: string;
  readonly resourceId: string;
  readonly component: string;
  readonly loadName: string;
  readonly resourceName: string;
  readonly resourceType: string;
  readonly ven: string;
  readonly meterPointId: string;
  /** JSON as the database has it. */
  readonly location: string;
  readonly capacities: string;
  /** The resource is switched off, or it or the load is suspended. */
  readonly isOff: boolean;
}

/**
 * The loads without vtn_resource_id, in the order of the table.
 *
 * @throws AppError source/schema-missing, source/locked, source/unreadable
 */
export function readUnregisteredLoads(path: string): UnregisteredLoad[] {
  const source = openSqliteSource(path);
  try {
    const missing = missingInResourceDatabase(source);
    if (missing.length > 0) {
      throw new AppError(
        'source/schema-missing',
        `${path} is no resource database of a VEN client, or of an old one: it lacks ${missing.join(', ')}.`,
        { context: { path, missing: missing.join(', ') } },
      );
    }
    const rows = source.database.prepare<[], (string | null)[]>(query(source)).raw().all();
    return rows.map(loadOf);
  } catch (cause) {
    throw databaseTrouble(path, cause);
  } finally {
    source.close();
  }
}

export interface GivenId {
  readonly loadId: string;
  readonly vtnResourceId: string;
}

/**
 * Writes ids into loads.vtn_resource_id, all of them or none, and no other column. A load that has one by now keeps it.
 *
 * @throws AppError source/locked, source/unreadable
 */
export function writeResourceIds(path: string, ids: readonly GivenId[]): void {
  if (ids.length === 0) return;
  let database: Database.Database | null = null;
  try {
    database = new Database(path, { fileMustExist: true, timeout: busyTimeoutMs });
    const update = database.prepare(
      `UPDATE loads SET vtn_resource_id = ? WHERE load_id = ? AND trim(coalesce(vtn_resource_id, '')) = ''`,
    );
    database
      .transaction(() => {
        for (const { loadId, vtnResourceId } of ids) update.run(vtnResourceId, loadId);
      })
      .immediate();
  } catch (cause) {
    throw writingTrouble(path, cause);
  } finally {
    database?.close();
  }
}

/** Throws as `writeResourceIds` would, before anything is registered. */
export function assertWritable(path: string): void {
  if (!existsSync(path))
    throw new AppError('source/missing', `${path} is not there any more.`, { context: { path } });
  let database: Database.Database | null = null;
  try {
    database = new Database(path, { fileMustExist: true, timeout: busyTimeoutMs });
    database.exec('BEGIN IMMEDIATE; ROLLBACK');
  } catch (cause) {
    throw writingTrouble(path, cause);
  } finally {
    database?.close();
  }
}

const busyTimeoutMs = 5000;

function writingTrouble(path: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const code = cause instanceof Database.SqliteError ? cause.code : '';
  const context = { path, sqlite: code };
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    const text = `${path} is locked by another program, so the ids cannot be written into it. Close that program and register again: nothing is registered twice.`;
    return new AppError('source/locked', text, { context, cause });
  }
  const text =
    code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN')
      ? `${path} cannot be written: the file or its folder is read-only. Copy it to this computer and choose the copy.`
      : describeFileTrouble(path, cause).replace('cannot be read', 'cannot be written');
  return new AppError('source/unreadable', text, { context, cause });
}

function query(source: SqliteSource): string {
  const loads = new Set(source.columnsOf('loads').map(({ name }) => name));
  const resources = new Set(source.columnsOf('resources').map(({ name }) => name));
  const ofLoad = (column: string): string => (loads.has(column) ? `CAST(l.${column} AS TEXT)` : 'NULL');
  const ofResource = (column: string): string =>
    resources.has(column) ? `CAST(r.${column} AS TEXT)` : 'NULL';
  const columns = [
    ...['load_id', 'resource_id', 'load_component', 'load_name'].map(ofLoad),
    ...['resource_name', 'resource_type', 'ven', 'meter_point_id', 'location', 'capacities'].map(ofResource),
    ofResource('enabled'),
    ofLoad('registration_status'),
    ofResource('registration_status'),
  ];
  return `SELECT ${columns.join(', ')} FROM loads l LEFT JOIN resources r ON r.resource_id = l.resource_id
    WHERE trim(coalesce(l.vtn_resource_id, '')) = '' ORDER BY l.${loads.has('id') ? 'id' : 'rowid'}`;
}

function loadOf(cells: readonly (string | null)[]): UnregisteredLoad {
  const at = (place: number): string => cells[place] ?? '';
  const isSuspended = [at(11), at(12)].some((status) => status.toUpperCase() === 'SUSPENDED');
  return {
    loadId: at(0),
    resourceId: at(1),
    component: at(2),
    loadName: at(3),
    resourceName: at(4),
    resourceType: at(5),
    ven: at(6),
    meterPointId: at(7),
    location: at(8),
    capacities: at(9),
    isOff: ['0', 'false'].includes(at(10).toLowerCase()) || isSuspended,
  };
}
