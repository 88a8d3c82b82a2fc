import { AppError } from '../../../contract/app-error.ts';
import type { ColumnBatch, ReadRequest, Source, SourceDataset, SourceValue } from '../source.ts';
import { BatchGatherer } from './batch-gatherer.ts';
import { cleanCell } from './cell.ts';
import { ProblemList } from './csv-structure.ts';
import type { CsvOptions, CsvStructure, IgnoredSink } from './csv-structure.ts';
import { DatasetList } from './dataset-list.ts';
import type { CsvDataset } from './dataset-list.ts';
import { rowsInTail } from './tail-rows.ts';
import { Waypoints } from './waypoints.ts';
import { RowStream } from './row-stream.ts';
import type { RowSink } from './row-stream.ts';
import { RowSplitter } from './split-rows.ts';
import { detectFormat } from './text-format.ts';
import type { TextFormat } from './text-format.ts';
import { TextFile } from './text-file.ts';

/** Files up to this size are read through when they are opened, so that their rows and tables are known. */
const surveyedBytes = 32 << 20;
/** What is read of larger ones. */
const surveyedHeadBytes = 1 << 20;

const nowhere: RowSink = { data: () => {}, ignored: () => {} };

/** A text file of delimited values with one table or several. */
export interface CsvSource extends Source {
  readonly kind: 'csv';
  /** How the file is written; `problems` and `datasets` grow while it is read. */
  readonly structure: CsvStructure;
  /**
   * The last rows of a dataset, all columns, without reading what is before. In a file that is too long to be read
   * at opening the row numbers are NaN and `from` is an estimate.
   */
  tailSample(dataset: string, rows: number): ColumnBatch;
}

/**
 * Opens a plain text file by its content: encoding, line ends, delimiter, preamble, header and tables are found,
 * unless options say them. Cells are read as texts without padding; an empty cell is `''`, a cell that a short row
 * lacks is null. Files up to 32 MB are read through here; of larger ones a few MB, and rows are estimated.
 *
 * @throws AppError source/unreadable, source/unsupported (no text, no table, too many columns), source/no-readings
 * (an empty file)
 */
export function openCsvSource(path: string, options: CsvOptions = {}): CsvSource {
  const file = new TextFile(path);
  try {
    const format = detectFormat(file, options);
    const source = new DelimitedText(file, format, options);
    source.survey();
    return source;
  } catch (cause) {
    file.close();
    throw cause;
  }
}

class DelimitedText implements CsvSource {
  readonly kind = 'csv';
  readonly path: string;
  readonly #file: TextFile;
  readonly #format: TextFormat;
  readonly #options: CsvOptions;
  readonly #datasets: DatasetList;
  readonly #problems = new ProblemList();
  readonly #waypoints = new Waypoints();
  #isWholeKnown = false;
  /** Of the last table seen, where the whole is not known. */
  #bytesPerRow = 0;
  #surveyedTo = 0;

  constructor(file: TextFile, format: TextFormat, options: CsvOptions) {
    this.path = file.path;
    this.#file = file;
    this.#format = format;
    this.#options = options;
    this.#datasets = new DatasetList(file.path, format.delimiting.shown);
  }

  get structure(): CsvStructure {
    const { encoding, lineEnd, delimiting, sepLine } = this.#format;
    const [first] = this.#datasets.all;
    return {
      encoding: encoding.encoding,
      hasBom: encoding.hasBom,
      lineEnd,
      delimiter: delimiting.shown,
      delimiterName: delimiting.name,
      quote: delimiting.quote,
      sepLine,
      headerRow: first?.headerLine ?? null,
      preamble: first?.labels ?? [],
      datasets: this.#datasets.all.map(({ name, headerLine, firstLine }) => ({
        name,
        headerRow: headerLine,
        firstRow: firstLine,
      })),
      problems: this.#problems.list(),
    };
  }

  /** Finds the tables: all of them in a file of moderate size, else those at its beginning. */
  survey(): void {
    const end = this.#file.sizeBytes <= surveyedBytes ? Infinity : this.#format.start + surveyedHeadBytes;
    for (const { nextOffset } of this.#pass(nowhere, null, 0)) {
      this.#surveyedTo = nextOffset;
      if (nextOffset >= end) break;
    }
    if (this.#datasets.all.length === 0) {
      const message = `${this.path} holds nothing but empty lines.`;
      throw new AppError('source/no-readings', message, { context: { path: this.path } });
    }
    const last = this.#datasets.all.at(-1);
    const seen = this.#datasets.all.reduce((sum, each) => sum + each.rows, 0);
    if (last !== undefined) this.#bytesPerRow = (this.#surveyedTo - this.#format.start) / Math.max(1, seen);
    this.#datasets.nameAll();
  }

  datasetNames(): readonly string[] {
    return this.#datasets.all.map((each) => each.name);
  }

  describe(dataset: string): SourceDataset {
    const found = this.#find(dataset);
    const { name, columns, labels } = found;
    const isEstimated = !this.#isWholeKnown && found === this.#datasets.all.at(-1);
    return {
      name,
      rows: isEstimated ? this.#estimate(found) : found.rows,
      ...(isEstimated ? { rowsAreEstimated: true } : {}),
      columns,
      ...(labels.length === 0 ? {} : { labels }),
    };
  }

  *read(request: ReadRequest, onIgnored?: IgnoredSink): Generator<ColumnBatch> {
    const dataset = this.#find(request.dataset);
    const columns = request.columns.map((name) => this.#placeOf(dataset, name));
    const { from, to } = request;
    const gatherer = new BatchGatherer({ dataset, columns, from, to }, onIgnored);
    if (to <= from || (this.#isWholeKnown && from >= dataset.rows && dataset.rows > 0)) return;
    for (const _ of this.#pass(gatherer, dataset, from)) {
      yield* gatherer.batches(gatherer.isDone);
      if (gatherer.isDone) return;
    }
    yield* gatherer.batches(true);
  }

  tailSample(dataset: string, rows: number): ColumnBatch {
    const found = this.#find(dataset);
    if (this.#isWholeKnown || found !== this.#datasets.all.at(-1)) return this.#lastKnownRows(found, rows);
    const taken = rowsInTail(this.#file, this.#format, found, rows, this.#bytesPerRow);
    const columns = found.columns.map((_, column) =>
      taken.map((cells): SourceValue => {
        const cell = cells[column];
        return cell === undefined ? null : cleanCell(cell);
      }),
    );
    const from = Math.max(0, this.#estimate(found) - taken.length);
    return { from, rows: taken.length, columns, rowNumbers: new Float64Array(taken.length).fill(NaN) };
  }

  close(): void {
    this.#file.close();
  }

  #lastKnownRows(dataset: CsvDataset, rows: number): ColumnBatch {
    const from = Math.max(0, dataset.rows - rows);
    const columns = dataset.columns.map((column) => column.name);
    const batches = [...this.read({ dataset: dataset.name, columns, from, to: dataset.rows })];
    return {
      from,
      rows: batches.reduce((sum, batch) => sum + batch.rows, 0),
      columns: columns.map((_, place) => batches.flatMap((batch) => Array.from(batch.columns[place] ?? []))),
      rowNumbers: Float64Array.from(batches.flatMap((batch) => Array.from(batch.rowNumbers ?? []))),
    };
  }

  /** Goes through the file from the last known place before a row of the dataset, block by block. */
  *#pass(sink: RowSink, dataset: CsvDataset | null, row: number): Generator<{ nextOffset: number }> {
    const { start, firstLine, encoding, delimiting } = this.#format;
    const from = dataset === null ? null : this.#waypoints.before(dataset, row);
    const splitter = new RowSplitter(delimiting, from?.line ?? firstLine, this.#problems);
    const stream = new RowStream(
      {
        path: this.path,
        delimiter: delimiting.shown,
        options: this.#options,
        datasets: this.#datasets,
        problems: this.#problems,
      },
      from?.state ?? null,
    );
    let isAtEnd = false;
    for (const block of this.#file.blocks(from?.offset ?? start, encoding)) {
      if (splitter.isBetweenRows) this.#waypoints.mark(block.offset, splitter.line, stream.state);
      stream.feed(splitter.split(block.text, block.isLast), block.isLast, sink);
      isAtEnd = block.isLast;
      yield { nextOffset: block.nextOffset };
    }
    if (!isAtEnd) return;
    this.#isWholeKnown = true;
    this.#datasets.nameAll();
  }

  #estimate(dataset: CsvDataset): number {
    const rest = Math.max(0, this.#file.sizeBytes - this.#surveyedTo);
    return Math.max(dataset.rows, Math.round(dataset.rows + rest / Math.max(1, this.#bytesPerRow)));
  }

  #find(name: string): CsvDataset {
    const found = this.#datasets.all.find((each) => each.name === name);
    if (found !== undefined) return found;
    const message = `${this.path} has no dataset ${name}.`;
    throw new AppError('source/dataset-unreadable', message, { context: { path: this.path, dataset: name } });
  }

  #placeOf(dataset: CsvDataset, name: string): number {
    const place = dataset.columns.findIndex((column) => column.name === name);
    if (place !== -1) return place;
    const message = `${this.path} has no column ${name} in ${dataset.name}.`;
    throw new AppError('source/dataset-unreadable', message, { context: { path: this.path, column: name } });
  }
}
