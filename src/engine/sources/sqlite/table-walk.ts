import type Database from 'better-sqlite3';
import { bytesOfRow } from './row-values.ts';

/** How the rows of a table or view can be gone through. A virtual table counts as a view. */
export interface TableShape {
  readonly kind: 'table' | 'view';
  /** The name by which its row ids can be had; null for views, WITHOUT ROWID and virtual tables. */
  readonly rowId: string | null;
  /**
   * The ORDER BY that makes the order of rows the same whichever columns are read: without it SQLite may go
   * through an index that has them all. Empty for a view, which gets the same from being read with all its columns.
   */
  readonly order: string;
}

/** Up to here rows are counted; beyond, a count would read the whole file. */
const countedRows = 200_000;
/** Up to here rows are stepped over: that takes some milliseconds. */
const steppedRows = 50_000;
const sampledRows = 500;

/** Names of the row id (SQLite, CREATE TABLE, 5): a column of the same name hides one. */
const rowIdNames = ['rowid', '_rowid_', 'oid'];

/** A name as SQL text, whatever letters it has. */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Null when there is no such table or view. */
export function shapeOf(database: Database.Database, dataset: string): TableShape | null {
  const found = database
    .prepare(`SELECT type, wr FROM pragma_table_list WHERE schema = 'main' AND name = ? COLLATE NOCASE`)
    .get(dataset) as { type: string; wr: number } | undefined;
  if (found === undefined) return null;
  if (found.type !== 'table') return { kind: 'view', rowId: null, order: '' };
  if (found.wr === 1) return { kind: 'table', rowId: null, order: orderByKey(database, dataset) };
  const columns = database.prepare('SELECT lower(name) FROM pragma_table_xinfo(?)').pluck().all(dataset);
  const rowId = rowIdNames.find((name) => !columns.includes(name)) ?? null;
  return { kind: 'table', rowId, order: rowId === null ? '' : `ORDER BY ${rowId}` };
}

/** The order of a primary key, so that rows come as they are stored and nothing is sorted. */
function orderByKey(database: Database.Database, dataset: string): string {
  const sql = `SELECT i.name, i.desc, i.coll FROM pragma_index_list(?) l, pragma_index_xinfo(l.name) i
    WHERE l.origin = 'pk' AND i.key = 1 ORDER BY i.seqno`;
  const key = database.prepare(sql).all(dataset) as { name: string; desc: number; coll: string }[];
  const terms = key.map(
    ({ name, desc, coll }) => `${quote(name)} COLLATE ${quote(coll)}${desc === 1 ? ' DESC' : ''}`,
  );
  return terms.length === 0 ? '' : `ORDER BY ${terms.join(', ')}`;
}

/**
 * The number of rows: counted up to 200,000; of more, the span of the row ids, or what the file has room for by
 * the size of the first rows, whichever is less.
 */
export function countRows(
  database: Database.Database,
  dataset: string,
  shape: TableShape,
): { rows: number; isEstimated: boolean } {
  const name = quote(dataset);
  const number = (sql: string): number => Number(database.prepare(sql).pluck().get());
  const counted = number(`SELECT count(*) FROM (SELECT 1 FROM ${name} LIMIT ${countedRows + 1})`);
  if (counted <= countedRows) return { rows: counted, isEstimated: false };
  const sample = database.prepare(`SELECT * FROM ${name} LIMIT ${sampledRows}`).raw().safeIntegers();
  const sizes = (sample.all() as unknown[][]).map(bytesOfRow);
  const meanBytes = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  const fileBytes = number('PRAGMA page_count') * number('PRAGMA page_size');
  // A fifth more: later rows may be smaller, and rows that are left out are worse than a number too high.
  const room = Math.ceil((fileBytes / meanBytes) * 1.2);
  const { rowId } = shape;
  const span =
    rowId === null
      ? Infinity
      : number(`SELECT max(${rowId}) FROM ${name}`) - number(`SELECT min(${rowId}) FROM ${name}`) + 1;
  return { rows: Math.max(counted, Math.min(room, span)), isEstimated: true };
}

/** How many rows can be read before a damaged page, counted up to 200,000. */
export function countReadableRows(database: Database.Database, dataset: string, shape: TableShape): number {
  let count = 0;
  try {
    const sql = `SELECT 1 FROM ${quote(dataset)} ${shape.order} LIMIT ${countedRows}`;
    for (const _ of database.prepare(sql).iterate()) count++;
  } catch {
    return count;
  }
  return count;
}

/** Where rows begin that were come upon before, so that the next page of a large table is found at once. */
export class RowMarks {
  readonly #database: Database.Database;
  readonly #marks = new Map<string, { place: number; rowId: bigint }[]>();
  #version: unknown = null;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** The row at `place` has this id. */
  add(dataset: string, place: number, rowId: bigint): void {
    const marks = this.#marks.get(dataset) ?? [];
    const last = marks.at(-1);
    if (last !== undefined && place < last.place + steppedRows) return;
    marks.push({ place, rowId });
    this.#marks.set(dataset, marks);
  }

  /** The last known row at or before `place`, after a walk along the row ids when it is far away; null for the first. */
  before(dataset: string, rowIdName: string, place: number): { place: number; rowId: bigint } | null {
    this.#forgetWhenChanged();
    const known = this.#marks.get(dataset)?.findLast((mark) => mark.place <= place) ?? null;
    const steps = place - (known?.place ?? 0);
    if (steps <= steppedRows) return known;
    const from = known === null ? '' : `WHERE ${rowIdName} >= ${known.rowId}`;
    const sql = `SELECT ${rowIdName} FROM ${quote(dataset)} NOT INDEXED ${from} ORDER BY ${rowIdName} LIMIT 1 OFFSET ${steps}`;
    const rowId = this.#database.prepare(sql).pluck().safeIntegers().get() as bigint | undefined;
    if (rowId === undefined) return known;
    this.add(dataset, place, rowId);
    return { place, rowId };
  }

  /** Rows that somebody added or deleted have moved the others. */
  #forgetWhenChanged(): void {
    const version = this.#database.prepare('SELECT * FROM pragma_data_version').pluck().get();
    if (version !== this.#version) this.#marks.clear();
    this.#version = version;
  }
}

/** The statement that gives the columns of the rows [from, from + limit) in the order of the table. */
export function selectRows(
  dataset: string,
  shape: TableShape,
  columns: readonly string[],
  range: { from: number; limit: number; mark: { place: number; rowId: bigint } | null },
): string {
  const { from, limit, mark } = range;
  const names = columns.map(quote);
  const cut = `LIMIT ${limit} OFFSET ${from - (mark?.place ?? 0)}`;
  if (shape.kind === 'view') return `SELECT ${names.join(', ')} FROM ${quote(dataset)} ${cut}`;
  const table = `${quote(dataset)} NOT INDEXED`;
  if (shape.rowId === null) return `SELECT ${names.join(', ')} FROM ${table} ${shape.order} ${cut}`;
  const where = mark === null ? '' : `WHERE ${shape.rowId} >= ${mark.rowId}`;
  return `SELECT ${[...names, shape.rowId].join(', ')} FROM ${table} ${where} ${shape.order} ${cut}`;
}
