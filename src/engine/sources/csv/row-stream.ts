import { AppError } from '../../../contract/app-error.ts';
import { cleanCell, kind, kindOf } from './cell.ts';
import type { CsvOptions, ProblemList, TextRow } from './csv-structure.ts';
import type { CsvDataset, DatasetList } from './dataset-list.ts';
import { headerCells, rowText, sameTexts } from './dataset-list.ts';
import { headerBlock, isTotalLabel } from './header-block.ts';
import { KeyPattern } from './key-pattern.ts';
import { isDataWithoutTime, reasonToIgnore } from './ignored-reason.ts';
import { findNextTable, findFirstTable } from './settle-table.ts';
import type { SettledTable } from './settle-table.ts';
import type { SplitRows } from './split-rows.ts';
import { filledWidth, isBlankRow } from './table-shape.ts';

/** Where the rows of the file go. */
export interface RowSink {
  /** Rows [start, end) of the split are data of the dataset, from its row `from` on. */
  data(dataset: CsvDataset, from: number, split: SplitRows, start: number, end: number): void;
  /** A row that is no data; `before` is the row of data that comes next. */
  ignored(dataset: CsvDataset, before: number, row: TextRow, text: string, reason: string): void;
}

export interface StreamContext {
  readonly path: string;
  readonly delimiter: string;
  readonly options: CsvOptions;
  readonly datasets: DatasetList;
  readonly problems: ProblemList;
}

/** What must be known to go on from a line in the middle of the file. */
export interface StreamState {
  readonly dataset: CsvDataset | null;
  /** Rows passed of each dataset. */
  readonly rows: readonly number[];
}

export const mostColumns = 10_000;
/** Rows looked at together to find the first table, and any further one. */
const firstWindow = 400;
const laterWindow = 80;

/**
 * Tells rows of data from headers, preambles, footers and totals as they go by. Between tables it gathers rows
 * until it can tell what they are; within one it looks closer only at rows that differ from those before.
 */
export class RowStream {
  readonly #context: StreamContext;
  #dataset: CsvDataset | null;
  readonly #rows: number[];
  #pending: TextRow[] = [];
  #key = new KeyPattern();
  #width = -1;
  #keyColumn = 0;

  constructor(context: StreamContext, state: StreamState | null) {
    this.#context = context;
    this.#dataset = null;
    this.#rows = state === null ? [] : [...state.rows];
    if (state?.dataset != null) this.#enter(state.dataset);
  }

  /** Null while rows are gathered: no place to go on from. */
  get state(): StreamState | null {
    return this.#pending.length > 0 ? null : { dataset: this.#dataset, rows: [...this.#rows] };
  }

  /** Passes rows on; with `isLast` nothing is kept back. @throws AppError source/unsupported */
  feed(split: SplitRows, isLast: boolean, sink: RowSink): void {
    const { rows } = split;
    let start = 0;
    for (let place = 0; place < rows.length; place++) {
      const cells = rows[place] ?? [];
      if (
        this.#pending.length === 0 &&
        cells.length === this.#width &&
        this.#key.fits(cells[this.#keyColumn])
      )
        continue;
      const line = lineOf(split, place);
      if (this.#isData(cells, line)) {
        if (this.#pending.length === 0) continue;
        this.#resume({ cells, line }, sink);
        start = place;
        continue;
      }
      this.#emit(split, start, place, sink);
      start = place + 1;
      this.#gather(cells, line, sink);
    }
    this.#emit(split, start, rows.length, sink);
    if (isLast && this.#pending.length > 0) this.#settle(true, sink);
  }

  #emit(split: SplitRows, start: number, end: number, sink: RowSink): void {
    const dataset = this.#dataset;
    if (dataset === null || end <= start) return;
    const from = this.#rows[dataset.index] ?? 0;
    sink.data(dataset, from, split, start, end);
    this.#rows[dataset.index] = from + end - start;
    if (from + end - start > dataset.rows) dataset.rows = from + end - start;
  }

  #enter(dataset: CsvDataset): void {
    this.#dataset = dataset;
    this.#width = dataset.shape.width;
    this.#keyColumn = dataset.shape.key;
    this.#key = new KeyPattern();
  }

  #gather(cells: readonly string[], line: number, sink: RowSink): void {
    const isBlank = isBlankRow(cells);
    if (isBlank && this.#pending.length === 0) return;
    this.#pending.push({ cells, line });
    if (this.#pending.length >= (this.#dataset === null ? firstWindow : laterWindow))
      this.#settle(false, sink);
  }

  /** The closer look at a row of the table: its time decides, then its width and its values. */
  #isData(cells: readonly string[], line: number): boolean {
    if (cells.length > mostColumns) throw this.#tooWide(line, cells.length);
    const dataset = this.#dataset;
    if (dataset === null) return false;
    const { shape } = dataset;
    const raw = cells[shape.key] ?? '';
    const key = cleanCell(raw);
    const isData =
      this.#context.options.isList === true
        ? !isBlankRow(cells) && !isHeaderAgain(cells, dataset)
        : kindOf(key) === shape.keyKind
          ? this.#hasRoom(cells, shape.keyKind, dataset)
          : isDamagedData(cells, key, dataset);
    if (!isData) return false;
    if (kindOf(key) === shape.keyKind && shape.keyKind !== kind.text) this.#key.learn(raw);
    if (cells.length > dataset.columns.length && filledWidth(cells) > dataset.columns.length) {
      this.#context.problems.add(
        line,
        'a row has more cells than the table has columns; the cells beyond were left out',
      );
    }
    return true;
  }

  /** A number or text in the key column alone does not make a row: half of the usual cells must be there. */
  #hasRoom(cells: readonly string[], keyKind: number, dataset: CsvDataset): boolean {
    if (keyKind === kind.stamp || dataset.shape.filled === 1) return true;
    if (keyKind === kind.text && isHeaderAgain(cells, dataset)) return false;
    return cells.length * 2 >= dataset.shape.width;
  }

  /** A row of data comes after rows that are none: a header among them may begin a table of its own. */
  #resume(row: TextRow, sink: RowSink): void {
    const before = this.#dataset;
    if (before === null) return;
    const block = headerBlock(this.#pending, this.#pending.length, before.shape, true);
    const isNamed = block.names !== null;
    if (isNamed && !(block.preamble.length === 0 && sameTexts(headerCells(block), before.header))) {
      const dataset = this.#context.datasets.place(block, before.shape, row);
      if (dataset !== before) {
        this.#pending = [];
        this.#enter(dataset);
        return;
      }
    }
    if (isNamed) this.#ignorePending(sink, block.preamble);
    else this.#passPending(before, sink);
  }

  /** What stood between rows of data: those of them that only lack a readable time are rows of data too. */
  #passPending(dataset: CsvDataset, sink: RowSink): void {
    const between = this.#pending;
    for (const { cells, line } of between) {
      if (isDataWithoutTime({ cells, line }, dataset)) {
        this.#emit({ rows: [cells], firstLine: line, lines: [line] }, 0, 1, sink);
      } else {
        this.#pending = [{ cells, line }];
        this.#ignorePending(sink);
      }
    }
    this.#pending = [];
  }

  #settle(isLast: boolean, sink: RowSink): void {
    const rows = this.#pending;
    const { path, options } = this.#context;
    const found: SettledTable | null =
      this.#dataset === null ? findFirstTable(rows, options, path) : findNextTable(rows);
    if (found === null) {
      if (this.#dataset !== null) this.#ignorePending(sink);
      else if (!rows.every((row) => isBlankRow(row.cells))) throw this.#nothingFound();
      this.#pending = [];
      return;
    }
    const first = rows[found.start];
    if (first === undefined) return;
    this.#pending = [];
    this.#enter(this.#context.datasets.place(found.block, found.shape, first));
    const rest = rows.slice(found.start);
    this.feed(
      { rows: rest.map((row) => row.cells), firstLine: first.line, lines: rest.map((row) => row.line) },
      isLast,
      sink,
    );
  }

  /** @param titles the rows among them that stand above a header seen before */
  #ignorePending(sink: RowSink, titles: readonly TextRow[] = []): void {
    const dataset = this.#dataset;
    if (dataset === null) return;
    const before = this.#rows[dataset.index] ?? 0;
    for (const row of this.#pending) {
      if (isBlankRow(row.cells)) continue;
      const reason = titles.includes(row)
        ? 'the title of a table that goes on'
        : reasonToIgnore(row, dataset);
      sink.ignored(dataset, before, row, rowText(row.cells, this.#context.delimiter), reason);
    }
    this.#pending = [];
  }

  #tooWide(line: number, columns: number): AppError {
    const { path } = this.#context;
    const message = `${path} has ${columns} columns in line ${line}; more than ${mostColumns} are not read.`;
    return new AppError('source/unsupported', message, { context: { path, line, columns } });
  }

  #nothingFound(): AppError {
    const { path } = this.#context;
    const message = `${path} holds no table: no row has a number or a date in a column of its own.`;
    return new AppError('source/unsupported', message, { context: { path } });
  }
}

/** The row as an editor shows it. */
export function lineOf(split: SplitRows, place: number): number {
  return split.lines?.[place] ?? split.firstLine + place;
}

function isHeaderAgain(cells: readonly string[], { header }: CsvDataset): boolean {
  return sameTexts(cells.map(cleanCell).slice(0, header.length), header);
}

/** The stamp is damaged or left out, but the row is as wide as the others and has values where they have them. */
function isDamagedData(cells: readonly string[], key: string, dataset: CsvDataset): boolean {
  const { shape } = dataset;
  if (shape.keyKind === kind.text || Math.abs(cells.length - shape.width) > 1) return false;
  const first = key.charCodeAt(0);
  if (!(key === '' || kindOf(key) === kind.missing || (first >= 48 && first <= 57))) return false;
  let hasValue = false;
  for (let column = 0; column < shape.kinds.length; column++) {
    const expected = shape.kinds[column] ?? kind.text;
    const cell = cleanCell(cells[column] ?? '');
    const actual = kindOf(cell);
    if (actual === kind.text && (expected === kind.stamp || isTotalLabel(cell)) && column !== shape.key)
      return false;
    if (expected === kind.text && actual === kind.empty && column < shape.key) return false;
    if (column !== shape.key && actual === expected && (actual === kind.number || actual === kind.stamp))
      hasValue = true;
  }
  return hasValue;
}
