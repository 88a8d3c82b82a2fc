import { AppError } from '../../../contract/app-error.ts';
import type { SourceColumn } from '../source.ts';
import { cleanCell } from './cell.ts';
import type { TextRow } from './csv-structure.ts';
import { columnsOf, isBanner } from './header-block.ts';
import type { HeaderBlock } from './header-block.ts';
import { filledWidth } from './table-shape.ts';
import type { TableShape } from './table-shape.ts';

/** A table of the file, in one piece or in several that go on after one another. */
export interface CsvDataset {
  readonly index: number;
  readonly shape: TableShape;
  readonly columns: readonly SourceColumn[];
  readonly labels: readonly string[];
  /** The cells of its names row, to know it again. */
  readonly header: readonly string[];
  readonly headerLine: number | null;
  readonly firstLine: number;
  /** The key cell of the first row of each piece. */
  readonly firstKeys: Set<string>;
  name: string;
  /** Rows seen so far; those of the whole file when it was read to its end once. */
  rows: number;
}

/** A file of more tables of their own is no export: reading each would take a day. */
const mostTables = 2000;

/** All tables found so far, in the file's order; a piece found again while reading again is the same piece. */
export class DatasetList {
  readonly all: CsvDataset[] = [];
  readonly #pieces = new Map<number, CsvDataset>();
  /** Those with the same header. */
  readonly #alike = new Map<string, { readonly dataset: CsvDataset; readonly labels: readonly string[] }[]>();
  readonly #path: string;
  readonly #delimiter: string;

  constructor(path: string, delimiter: string) {
    this.#path = path;
    this.#delimiter = delimiter;
  }

  /**
   * The dataset that the piece below this header belongs to. The same header under the same preamble goes on with
   * its dataset, unless it starts over at a time where that dataset started already.
   *
   * @throws AppError source/unsupported when there are too many
   */
  place(block: HeaderBlock, shape: TableShape, first: TextRow): CsvDataset {
    const known = this.#pieces.get(first.line);
    if (known !== undefined) return known;
    const firstKey = cleanCell(first.cells[shape.key] ?? '');
    const header = headerCells(block);
    const labels = this.labelsOf(block.preamble);
    const undated = labels.map(withoutDates);
    const key = JSON.stringify(header);
    const alike = this.#alike.get(key) ?? [];
    this.#alike.set(key, alike);
    const continued = alike.find(
      (each) => !each.dataset.firstKeys.has(firstKey) && endsWith(each.labels, undated),
    );
    const dataset = continued?.dataset ?? this.#add(block, shape, first, labels);
    if (continued === undefined) alike.push({ dataset, labels: undated });
    dataset.firstKeys.add(firstKey);
    this.#pieces.set(first.line, dataset);
    return dataset;
  }

  labelsOf(preamble: readonly TextRow[]): string[] {
    return preamble
      .map((row) => rowText(row.cells, this.#delimiter))
      .filter((text) => !isBanner(text) && text !== '');
  }

  #add(block: HeaderBlock, shape: TableShape, first: TextRow, labels: readonly string[]): CsvDataset {
    if (this.all.length === mostTables) {
      throw new AppError(
        'source/unsupported',
        `${this.#path} holds more than ${mostTables} tables with names or titles of their own. Split the file.`,
        { context: { path: this.#path } },
      );
    }
    const dataset: CsvDataset = {
      index: this.all.length,
      shape,
      columns: columnsOf(block, shape),
      labels,
      header: headerCells(block),
      headerLine: block.names?.line ?? null,
      firstLine: first.line,
      firstKeys: new Set(),
      name: '',
      rows: 0,
    };
    this.all.push(dataset);
    return dataset;
  }

  /** Gives a name to those that have none: what the file says of this one only, or a number. */
  nameAll(): void {
    const nameless = this.all.filter(({ name }) => name === '');
    if (nameless.length === 0) return;
    const taken = new Set(this.all.map((each) => each.name));
    const tellsApart = wordsOfOne(this.all);
    const next = new Map<string, number>();
    for (const dataset of nameless) {
      const own = wordsOf(dataset).find((words) => tellsApart.has(words));
      const name = this.all.length === 1 ? 'readings' : (own ?? titleOf(dataset));
      let unique = name;
      for (let count = next.get(name) ?? 2; taken.has(unique); count++) {
        unique = `${name} (${count})`;
        next.set(name, count + 1);
      }
      dataset.name = unique;
      taken.add(unique);
    }
  }
}

/** What only one of the datasets says. */
function wordsOfOne(datasets: readonly CsvDataset[]): ReadonlySet<string> {
  const once = new Set<string>();
  const known = new Set<string>();
  for (const dataset of datasets) {
    for (const words of new Set(wordsOf(dataset))) {
      if (known.has(words)) once.delete(words);
      else once.add(words);
      known.add(words);
    }
  }
  return once;
}

/** A row as one line of text, without the delimiters that only fill it up. */
export function rowText(cells: readonly string[], delimiter: string): string {
  const shown = cells.slice(0, filledWidth(cells)).slice(0, 1000);
  return cleanCell(shown.join(delimiter === '' || delimiter === ' ' ? ' ' : delimiter)).slice(0, 2000);
}

export function headerCells(block: HeaderBlock): string[] {
  const cells = block.names?.cells.map(cleanCell) ?? [];
  while (cells.length > 0 && cells.at(-1) === '') cells.pop();
  return cells;
}

export function sameTexts(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, place) => text === other[place]);
}

function endsWith(whole: readonly string[], end: readonly string[]): boolean {
  return end.length <= whole.length && sameTexts(whole.slice(whole.length - end.length), end);
}

/** The title of a day's or month's section, the same for all of them. */
function withoutDates(label: string): string {
  return label
    .replace(/\d{1,4}([-/.])\d{1,2}\1\d{1,4}|\d{1,2}:\d{2}(:\d{2})?/g, '·')
    .replace(/\d+ (hour|day|Stunde|Tag)/gi, '· $1');
}

/** Words that may tell tables apart: column names that are a phrase, then titles, then the rest. */
function wordsOf(dataset: CsvDataset): string[] {
  const phrases = dataset.header.filter((text) => text.includes(' '));
  return [...phrases, ...dataset.labels, ...dataset.header].map(shorten);
}

function titleOf(dataset: CsvDataset): string {
  return shorten(dataset.labels[0] ?? dataset.header[0] ?? 'readings');
}

function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
