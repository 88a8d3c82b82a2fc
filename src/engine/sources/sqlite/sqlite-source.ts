import Database from 'better-sqlite3';
import { AppError } from '../../../contract/app-error.ts';
import { batchRows } from '../source.ts';
import type { ColumnBatch, ReadRequest, Source, SourceColumn, SourceDataset } from '../source.ts';
import { databaseTrouble, openDatabase } from './open-database.ts';
import type { OpenDatabase, OpenDatabaseOptions } from './open-database.ts';
import { columnOf } from './row-values.ts';
import { RowMarks, countReadableRows, countRows, selectRows, shapeOf } from './table-walk.ts';

/** Columns of these names hold what nobody else should see; their values are not read. */
const secretNames =
  /^(user_?name|login|pass_?word|passwd|pwd|secret|client_secret|(access_|api_)?(token|key))$/i;

/** Rows of one batch: their values are objects until they are columns, so batches are smaller than a dataset's. */
const sqliteBatchRows = batchRows / 16;

/**
 * Opens a SQLite file read-only.
 *
 * @throws AppError source/unreadable, source/locked
 */
export function openSqliteSource(path: string, options: OpenDatabaseOptions = {}): SqliteSource {
  return new SqliteSource(path, openDatabase(path, options));
}

/** So many rows are read of any view, however small the file. */
const leastOfView = 1_000_000;
const endlessView = 'it is a view that gives more rows than the file has bytes; it may never end';

/** The tables and views of one SQLite file. */
export class SqliteSource implements Source {
  readonly kind = 'sqlite';
  readonly path: string;
  readonly #opened: OpenDatabase;
  readonly #marks: RowMarks;

  constructor(path: string, opened: OpenDatabase) {
    this.path = path;
    this.#opened = opened;
    this.#marks = new RowMarks(opened.database);
  }

  get database(): Database.Database {
    return this.#opened.database;
  }

  /** Tables and views in the order they were made, without SQLite's own and those that belong to virtual tables. */
  datasetNames(): readonly string[] {
    return this.#guard(null, () => {
      const names = this.database
        .prepare(
          `SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
            AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow') ORDER BY rowid`,
        )
        .pluck()
        .all();
      return names as string[];
    });
  }

  /** What a person should know of the file as a whole. */
  problems(): readonly { at: string; reason: string }[] {
    if (this.datasetNames().length > 0) return [];
    const text = `${this.path} is a database without a table. Its readings may be in another file, or were never copied into it.`;
    return [{ at: '', reason: text }];
  }

  /**
   * Beyond 200,000 the number of rows is estimated.
   *
   * @throws AppError source/dataset-unreadable, source/unreadable (the table is damaged), source/locked
   */
  describe(dataset: string): SourceDataset {
    const columns = this.columnsOf(dataset);
    const shape = this.#guard(dataset, () => shapeOf(this.database, dataset));
    if (columns.length === 0 || shape === null) throw this.#unreadable(dataset, 'there is no such table');
    try {
      const { rows, isEstimated } = countRows(this.database, dataset, shape);
      return { name: dataset, rows, ...(isEstimated ? { rowsAreEstimated: true } : {}), columns };
    } catch (cause) {
      if (!isDamage(cause)) throw this.#trouble(dataset, cause);
      throw this.#damaged(dataset, countReadableRows(this.database, dataset, shape), cause);
    }
  }

  /** The columns of a table or view; none when there is no such table. */
  columnsOf(dataset: string): SourceColumn[] {
    return this.#guard(dataset, () => {
      const rows = this.database
        .prepare('SELECT name, type FROM pragma_table_xinfo(?) WHERE hidden <> 1')
        .all(dataset) as { name: string; type: string }[];
      const isGuarded = this.#showsSecrets(dataset);
      return rows.map(({ name, type }) => ({
        name,
        type: type === '' ? 'ANY' : type,
        secret: isGuarded || secretNames.test(name),
      }));
    });
  }

  /**
   * Rows in the order of their ids (of a WITHOUT ROWID table: of its primary key; of a view: in its own). The
   * rows before a damaged page are given before it is an error.
   *
   * @throws AppError source/dataset-unreadable, source/locked, source/unreadable
   */
  *read(request: ReadRequest): Generator<ColumnBatch> {
    const { dataset } = request;
    const known = this.#readableColumns(request);
    const shape = this.#guard(dataset, () => shapeOf(this.database, dataset));
    if (shape === null) throw this.#unreadable(dataset, 'there is no such table');
    let from = Math.max(0, request.from);
    const limit = Math.min(Math.max(0, request.to - from), Number.MAX_SAFE_INTEGER);
    // Always the same columns of a view, so that SQLite always finds its rows in the same way.
    const columns = shape.kind === 'view' ? known : request.columns;
    const places = request.columns.map((name) => columns.indexOf(name));
    const { rowId } = shape;
    const rows = this.#guard(dataset, () => {
      const mark = rowId === null ? null : this.#marks.before(dataset, rowId, from);
      const sql = selectRows(dataset, shape, columns, { from, limit, mark });
      return this.database.prepare(sql).raw().safeIntegers().iterate();
    }) as Iterator<unknown[]>;
    try {
      for (;;) {
        const { taken, trouble } = takeRows(rows, sqliteBatchRows);
        if (taken.length > 0) {
          const values = places.map((place) => columnOf(taken, place));
          yield { from, rows: taken.length, columns: values };
          if (rowId !== null) this.#mark(dataset, from, taken[0]?.[columns.length]);
          from += taken.length;
        }
        if (isDamage(trouble)) throw this.#damaged(dataset, from, trouble);
        if (trouble !== null) throw this.#trouble(dataset, trouble);
        if (taken.length < sqliteBatchRows) return;
        if (shape.kind === 'view' && from > this.#mostOfView()) throw this.#unreadable(dataset, endlessView);
      }
    } finally {
      rows.return?.();
    }
  }

  /** Checks the columns asked for; all that may be read are returned. */
  #readableColumns(request: ReadRequest): string[] {
    const known = this.columnsOf(request.dataset);
    if (known.length === 0) throw this.#unreadable(request.dataset, 'there is no such table');
    for (const name of request.columns) {
      const column = known.find((candidate) => candidate.name === name);
      if (column === undefined) throw this.#unreadable(request.dataset, `it has no column ${name}`);
      if (column.secret) throw this.#unreadable(request.dataset, `its column ${name} may hold secrets`);
    }
    return known.filter((column) => !column.secret).map((column) => column.name);
  }

  /** Rows of any export come from somewhere in the file: a view of more rows than it has bytes makes them up. */
  #mostOfView(): number {
    const size = this.database.prepare(
      'SELECT page_count * page_size FROM pragma_page_count, pragma_page_size',
    );
    return Math.max(leastOfView, Number(size.pluck().get()));
  }

  #mark(dataset: string, place: number, rowId: unknown): void {
    if (typeof rowId === 'bigint') this.#marks.add(dataset, place, rowId);
  }

  close(): void {
    this.#opened.close();
  }

  /** A view may show a password under another name: one that mentions such a column is not read at all. */
  #showsSecrets(dataset: string): boolean {
    const find = this.database
      .prepare("SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = ?")
      .pluck();
    const sql = find.get(dataset) as string | undefined;
    return /\b(username|password|passwd|connections)\b/i.test(sql ?? '');
  }

  #unreadable(dataset: string, reason: string, cause?: unknown): AppError {
    const message = `${dataset} in ${this.path} cannot be read: ${reason}.`;
    return new AppError('source/dataset-unreadable', message, {
      context: { path: this.path, dataset },
      cause,
    });
  }

  /** @param readable rows before the damage; null when that is not known */
  #damaged(dataset: string, readable: number | null, cause: unknown): AppError {
    const rows = readable === 0 ? 'none of its rows' : `only its first ${readable ?? ''} rows`;
    const extent = readable === null ? '' : `: ${rows} can be read`;
    const message = `${dataset} in ${this.path} is damaged${extent}. Ask for a fresh copy, or restore it with \`sqlite3 … .recover\`.`;
    const context = { path: this.path, dataset, readableRows: readable };
    return new AppError('source/unreadable', message, { context, cause });
  }

  /** What is wrong with one table is no reason to give up the file. */
  #trouble(dataset: string | null, cause: unknown): AppError {
    if (dataset !== null && isDamage(cause)) return this.#damaged(dataset, null, cause);
    const isOfTable = cause instanceof Database.SqliteError && cause.code === 'SQLITE_ERROR';
    if (dataset !== null && isOfTable) return this.#unreadable(dataset, cause.message, cause);
    return databaseTrouble(this.path, cause);
  }

  #guard<T>(dataset: string | null, call: () => T): T {
    try {
      return call();
    } catch (cause) {
      throw this.#trouble(dataset, cause);
    }
  }
}

/** True for a page that is not what it should be. */
function isDamage(cause: unknown): boolean {
  return cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_CORRUPT');
}

/** Rows up to a limit, and what ended them before, if anything did. */
function takeRows(rows: Iterator<unknown[]>, limit: number): { taken: unknown[][]; trouble: unknown } {
  const taken: unknown[][] = [];
  try {
    while (taken.length < limit) {
      const next = rows.next();
      if (next.done === true) break;
      taken.push(next.value);
    }
    return { taken, trouble: null };
  } catch (trouble) {
    return { taken, trouble };
  }
}
