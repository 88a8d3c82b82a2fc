import { AppError } from '../../../contract/app-error.ts';
import { databaseTrouble } from './open-database.ts';
import type { SqliteSource } from './sqlite-source.ts';

/** One row of `loads` with what its resource says; null where the database has nothing. */
export interface ResourceLoadRow {
  readonly loadId: string;
  readonly component: string;
  readonly loadName: string | null;
  readonly meterId: string;
  readonly vtnResourceId: string | null;
  readonly loadStatus: string | null;
  readonly resourceName: string | null;
  readonly ven: string | null;
  readonly enabled: string | null;
  readonly resourceStatus: string | null;
}

/** Which rows of a list to read. */
export interface RowPage {
  readonly offset: number;
  readonly limit: number;
}

const allRows: RowPage = { offset: 0, limit: Number.MAX_SAFE_INTEGER };

const required = {
  resources: ['resource_id', 'resource_name', 'ven'],
  loads: ['load_id', 'resource_id', 'load_component', 'h5_meter_id', 'vtn_resource_id'],
} as const;

/** True when the database has one of the VEN client's two tables. */
export function looksLikeResourceDatabase(source: SqliteSource): boolean {
  const names = source.datasetNames();
  return names.includes('resources') || names.includes('loads');
}

/** Tables and columns of the VEN client's layout that this database lacks, as `loads` or `loads.h5_meter_id`. */
export function missingInResourceDatabase(source: SqliteSource): string[] {
  return Object.entries(required).flatMap(([table, wanted]) => {
    const names = source.columnsOf(table).map((column) => column.name);
    if (names.length === 0) return [table];
    return wanted.filter((column) => !names.includes(column)).map((column) => `${table}.${column}`);
  });
}

/**
 * Loads with their resources, in the order of loads.id. A load whose resource row is gone is there too, without a
 * VEN.
 *
 * @throws AppError source/schema-missing naming what the database lacks, source/locked, source/unreadable
 */
export function readResourceLoads(source: SqliteSource, page: RowPage = allRows): ResourceLoadRow[] {
  const missing = missingInResourceDatabase(source);
  if (missing.length > 0) throw schemaMissing(source.path, missing);
  try {
    const query = source.database.prepare<[number, number], (string | null)[]>(loadsQuery(source)).raw();
    return Array.from(query.iterate(page.limit, page.offset), rowOf);
  } catch (cause) {
    throw databaseTrouble(source.path, cause);
  }
}

function schemaMissing(path: string, missing: readonly string[]): AppError {
  const what = missing
    .map((name) => (name.includes('.') ? `the column ${name}` : `the table ${name}`))
    .join(' and ');
  const message = `${path} was written by an older VEN client: it lacks ${what}.`;
  return new AppError('source/schema-missing', message, { context: { path, missing: missing.join(', ') } });
}

/** Columns that older files lack and that only add to the picture are read as null. */
function loadsQuery(source: SqliteSource): string {
  const loads = new Set(source.columnsOf('loads').map((column) => column.name));
  const resources = new Set(source.columnsOf('resources').map((column) => column.name));
  const ofLoad = (column: string): string => (loads.has(column) ? `CAST(l.${column} AS TEXT)` : 'NULL');
  const ofResource = (column: string): string =>
    resources.has(column) ? `CAST(r.${column} AS TEXT)` : 'NULL';
  const columns = [
    ...[
      'load_id',
      'load_component',
      'load_name',
      'h5_meter_id',
      'vtn_resource_id',
      'registration_status',
    ].map(ofLoad),
    ...['resource_name', 'ven', 'enabled', 'registration_status'].map(ofResource),
  ];
  // The page is cut out of the loads alone: rows before it are stepped over without looking for their resources.
  return `SELECT ${columns.join(', ')} FROM (
      SELECT ${loads.has('id') ? 'id' : 'rowid'} AS page_place, * FROM loads ORDER BY page_place LIMIT ? OFFSET ?
    ) l LEFT JOIN resources r ON r.resource_id = l.resource_id ORDER BY l.page_place`;
}

function rowOf(cells: readonly (string | null)[]): ResourceLoadRow {
  const at = (place: number): string | null => cells[place] ?? null;
  return {
    loadId: at(0) ?? '',
    component: at(1) ?? '',
    loadName: at(2),
    meterId: at(3) ?? '',
    vtnResourceId: at(4),
    loadStatus: at(5),
    resourceName: at(6),
    ven: at(7),
    enabled: at(8),
    resourceStatus: at(9),
  };
}
