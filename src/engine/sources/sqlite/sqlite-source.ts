import type Database from 'better-sqlite3';
import { AppError } from '../../../contract/app-error.ts';
import { batchRows } from '../source.ts';
import type {
  ColumnBatch,
  ReadRequest,
  Source,
  SourceColumn,
  SourceDataset,
  SourceValue,
} from '../source.ts';
import { databaseTrouble, openDatabase } from './open-database.ts';
import type { OpenDatabase, OpenDatabaseOptions } from './open-database.ts';

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

/** The tables and views of one SQLite file. */
export class SqliteSource implements Source {
  readonly kind = 'sqlite';
  readonly path: string;
  readonly #opened: OpenDatabase;

  constructor(path: string, opened: OpenDatabase) {
    this.path = path;
    this.#opened = opened;
  }

  get database(): Database.Database {
    return this.#opened.database;
  }

  datasetNames(): readonly string[] {
    return this.#guard(() => {
      const names = this.database
        .prepare(
          `SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid`,
        )
        .pluck()
        .all();
      return names as string[];
    });
  }

  /** @throws AppError source/dataset-unreadable */
  describe(dataset: string): SourceDataset {
    const columns = this.columnsOf(dataset);
    if (columns.length === 0) throw this.#unreadable(dataset, 'there is no such table');
    const rows = this.#guard(() =>
      this.database
        .prepare(`SELECT count(*) FROM ${quote(dataset)}`)
        .pluck()
        .get(),
    );
    return { name: dataset, rows: Number(rows), columns };
  }

  /** The columns of a table or view; none when there is no such table. */
  columnsOf(dataset: string): SourceColumn[] {
    return this.#guard(() => {
      const rows = this.database.prepare('SELECT name, type FROM pragma_table_info(?)').all(dataset) as {
        name: string;
        type: string;
      }[];
      const isGuarded = this.#showsSecrets(dataset);
      return rows.map(({ name, type }) => ({
        name,
        type: type === '' ? 'ANY' : type,
        secret: isGuarded || secretNames.test(name),
      }));
    });
  }

  /** @throws AppError source/dataset-unreadable, source/locked, source/unreadable */
  *read(request: ReadRequest): Generator<ColumnBatch> {
    const known = this.columnsOf(request.dataset);
    if (known.length === 0) throw this.#unreadable(request.dataset, 'there is no such table');
    for (const name of request.columns) {
      const column = known.find((candidate) => candidate.name === name);
      if (column === undefined) throw this.#unreadable(request.dataset, `it has no column ${name}`);
      if (column.secret) throw this.#unreadable(request.dataset, `its column ${name} may hold secrets`);
    }
    let from = Math.max(0, request.from);
    const limit = Math.max(0, request.to - from);
    const columns = request.columns.map(quote).join(', ');
    const sql = `SELECT ${columns} FROM ${quote(request.dataset)} LIMIT ${limit} OFFSET ${from}`;
    const rows = this.#guard(() => this.database.prepare(sql).raw().safeIntegers().iterate()) as Iterator<
      unknown[]
    >;
    try {
      for (;;) {
        const batch = this.#guard(() => takeRows(rows, sqliteBatchRows));
        if (batch.length === 0) return;
        yield {
          from,
          rows: batch.length,
          columns: request.columns.map((_, place) => columnOf(batch, place)),
        };
        from += batch.length;
      }
    } finally {
      rows.return?.();
    }
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

  #unreadable(dataset: string, reason: string): AppError {
    const message = `${dataset} in ${this.path} cannot be read: ${reason}.`;
    return new AppError('source/dataset-unreadable', message, { context: { path: this.path, dataset } });
  }

  #guard<T>(call: () => T): T {
    try {
      return call();
    } catch (cause) {
      throw databaseTrouble(this.path, cause);
    }
  }
}

/** A name as SQL text, whatever letters it has. */
function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function takeRows(rows: Iterator<unknown[]>, limit: number): unknown[][] {
  const taken: unknown[][] = [];
  while (taken.length < limit) {
    const next = rows.next();
    if (next.done === true) break;
    taken.push(next.value);
  }
  return taken;
}

/** Numbers as a typed array where every row has one; otherwise the values themselves. */
function columnOf(rows: readonly unknown[][], place: number): Float64Array | SourceValue[] {
  const isNumeric = rows.every((row) => typeof row[place] === 'number' || isSafe(row[place]));
  if (isNumeric) return Float64Array.from(rows, (row) => Number(row[place]));
  return rows.map((row) => showValue(row[place]));
}

function isSafe(value: unknown): boolean {
  return typeof value === 'bigint' && Number.isSafeInteger(Number(value));
}

function showValue(value: unknown): SourceValue {
  if (typeof value === 'bigint') return isSafe(value) ? Number(value) : value.toString();
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'string') return value;
  return value instanceof Uint8Array ? `${value.length} bytes` : null;
}
