import type { ColumnBatch, SourceValue } from '../source.ts';
import { cleanCell, isClean } from './cell.ts';
import type { TextRow, IgnoredSink } from './csv-structure.ts';
import type { CsvDataset } from './dataset-list.ts';
import type { RowSink } from './row-stream.ts';
import type { SplitRows } from './split-rows.ts';

/** A batch is handed out when it has as many rows as this. */
const fullBatch = 16_384;
const largestBatch = 65_536;

export interface GatherRequest {
  readonly dataset: CsvDataset;
  /** Places of the columns in the file. */
  readonly columns: readonly number[];
  readonly from: number;
  readonly to: number;
}

/** Turns rows of cells into columns of clean texts, batch by batch. */
export class BatchGatherer implements RowSink {
  readonly #request: GatherRequest;
  readonly #onIgnored: IgnoredSink | undefined;
  readonly #full: ColumnBatch[] = [];
  #columns: SourceValue[][];
  #lines: number[] = [];
  #from = -1;
  #isDone = false;

  constructor(request: GatherRequest, onIgnored?: IgnoredSink) {
    this.#request = request;
    this.#onIgnored = onIgnored;
    this.#columns = request.columns.map(() => []);
  }

  /** All rows asked for have gone by. */
  get isDone(): boolean {
    return this.#isDone;
  }

  data(dataset: CsvDataset, from: number, split: SplitRows, start: number, end: number): void {
    const { dataset: wanted, from: first, to } = this.#request;
    if (dataset !== wanted) return;
    if (from + end - start > to) this.#isDone = true;
    let place = start + Math.max(0, first - from);
    const last = Math.min(end, start + to - from);
    while (place < last) {
      if (this.#from === -1) this.#from = from + place - start;
      const upTo = Math.min(last, place + largestBatch - this.#lines.length);
      this.#take(split, place, upTo);
      place = upTo;
      if (this.#lines.length >= largestBatch) this.#close();
    }
  }

  ignored(dataset: CsvDataset, before: number, row: TextRow, text: string, reason: string): void {
    const { dataset: wanted, from, to } = this.#request;
    if (dataset !== wanted || before < from || before > to || this.#isDone) return;
    this.#onIgnored?.({ row: row.line, text, reason });
  }

  /** Batches that are full; with `isLast` also the one that is not. */
  *batches(isLast: boolean): Generator<ColumnBatch> {
    if (this.#lines.length >= fullBatch || (isLast && this.#lines.length > 0)) this.#close();
    for (let batch = this.#full.shift(); batch !== undefined; batch = this.#full.shift()) yield batch;
  }

  #take(split: SplitRows, start: number, end: number): void {
    const { rows, lines, firstLine } = split;
    const { columns } = this.#request;
    for (let place = 0; place < columns.length; place++) {
      takeColumn(rows, start, end, columns[place] ?? 0, this.#columns[place] ?? []);
    }
    const numbers = this.#lines;
    for (let place = start; place < end; place++)
      numbers.push(lines === null ? firstLine + place : (lines[place] ?? NaN));
  }

  #close(): void {
    this.#full.push({
      from: this.#from,
      rows: this.#lines.length,
      columns: this.#columns,
      rowNumbers: Float64Array.from(this.#lines),
    });
    this.#columns = this.#request.columns.map(() => []);
    this.#lines = [];
    this.#from = -1;
  }
}

function takeColumn(
  rows: readonly (readonly string[])[],
  start: number,
  end: number,
  column: number,
  values: SourceValue[],
): void {
  for (let place = start; place < end; place++) {
    const cell = rows[place]?.[column];
    if (cell === undefined) values.push(null);
    else values.push(cell.length === 0 || isClean(cell) ? cell : cleanCell(cell));
  }
}
