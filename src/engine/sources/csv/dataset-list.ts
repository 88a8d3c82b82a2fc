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

/** All tables found so far, in the file's order; a piece found again while reading again is the same piece. */
export class DatasetList {
  readonly all: CsvDataset[] = [];
  readonly #pieces = new Map<number, CsvDataset>();
  readonly #delimiter: string;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /**
   * The dataset that the piece below this header belongs to. The same header under the same preamble goes on with
   * its dataset, unless it starts over at a time where that dataset started already.
   */
  place(block: HeaderBlock, shape: TableShape, first: TextRow): CsvDataset {
    const known = this.#pieces.get(first.line);
    if (known !== undefined) return known;
    const firstKey = cleanCell(first.cells[shape.key] ?? '');
    const header = headerCells(block);
    const labels = this.labelsOf(block.preamble);
    const continued = this.all.find(
      (each) =>
        !each.firstKeys.has(firstKey) &&
        sameTexts(each.header, header) &&
        endsWith(each.labels.map(withoutDates), labels.map(withoutDates)),
    );
    const dataset = continued ?? this.#add(block, shape, first, labels);
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
    const taken = new Set(this.all.map((each) => each.name));
    for (const dataset of this.all) {
      if (dataset.name !== '') continue;
      const name = this.all.length === 1 ? 'readings' : (this.#ownWords(dataset) ?? titleOf(dataset));
      let unique = name;
      for (let count = 2; taken.has(unique); count++) unique = `${name} (${count})`;
      dataset.name = unique;
      taken.add(unique);
    }
  }

  #ownWords(dataset: CsvDataset): string | undefined {
    const others = this.all.filter((each) => each !== dataset).flatMap(wordsOf);
    return wordsOf(dataset).find((words) => !others.includes(words));
  }
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
