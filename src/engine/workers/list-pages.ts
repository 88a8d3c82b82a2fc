import { openCsvSource } from '../sources/csv/csv-source.ts';
import type { CsvSource } from '../sources/csv/csv-source.ts';
import type { ColumnBatch } from '../sources/source.ts';

/** A row of a list that a person gives back, its cells in the order of the list's columns. */
export interface ListRow {
  /** As an editor shows it. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** Some rows of a list. */
export interface ListPage {
  /** Names of its columns as they stand there. */
  readonly columns: readonly string[];
  readonly delimiter: string;
  readonly rows: readonly ListRow[];
  /** Rows that the list's form leaves out, as a repeated header. */
  readonly ignored: readonly { readonly row: number; readonly text: string; readonly reason: string }[];
  readonly isLast: boolean;
}

type IgnoredRows = ListPage['ignored'][number][];

interface OpenList {
  readonly path: string;
  readonly source: CsvSource;
  readonly columns: readonly string[];
  readonly batches: Iterator<ColumnBatch>;
  /** Rows that were read and not yet handed out. */
  rows: ListRow[];
  ignored: IgnoredRows;
  /** Where the last page ended. */
  offset: number;
}

/** A list that is read page by page: kept open between the pages, and closed after the last. */
export class ListPages {
  #open: OpenList | null = null;

  /** @throws AppError source/missing, source/unreadable, source/unsupported, source/no-readings */
  read(path: string, offset: number, limit: number): ListPage {
    const list = this.#listAt(path, offset);
    const isOver = fill(list, limit);
    const rows = list.rows.splice(0, limit);
    const ignored = list.ignored.splice(0);
    list.offset += rows.length;
    const isLast = isOver && list.rows.length === 0;
    if (isLast) this.close();
    return { columns: list.columns, delimiter: list.source.structure.delimiter, rows, ignored, isLast };
  }

  close(): void {
    this.#open?.source.close();
    this.#open = null;
  }

  #listAt(path: string, offset: number): OpenList {
    if (this.#open?.path === path && this.#open.offset === offset && offset > 0) return this.#open;
    this.close();
    const source = openCsvSource(path, { isList: true });
    const [dataset = ''] = source.datasetNames();
    const columns = source.describe(dataset).columns.map(({ name }) => name);
    const ignored: IgnoredRows = [];
    const request = { dataset, columns, from: offset, to: Infinity };
    const batches = source.read(request, (row) => void ignored.push(row))[Symbol.iterator]();
    this.#open = { path, source, columns, batches, rows: [], ignored, offset };
    return this.#open;
  }
}

/** Reads until so many rows are there. Returns whether the list is at its end. */
function fill(list: OpenList, limit: number): boolean {
  while (list.rows.length < limit) {
    const next = list.batches.next();
    if (next.done === true) return true;
    const { from, rows, columns, rowNumbers } = next.value;
    for (let index = 0; index < rows; index++) {
      const cells = columns.map((column) => String(column[index] ?? '').trim());
      list.rows.push({ row: rowNumbers?.[index] ?? from + index, cells });
    }
  }
  return false;
}
