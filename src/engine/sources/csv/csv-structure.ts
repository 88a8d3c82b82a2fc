import type { IgnoredRow } from '../source.ts';

/** Something about the file that a person should know; it stopped nothing. */
export interface CsvProblem {
  /** The first row it was met in, as an editor shows it. */
  readonly row: number;
  /** How many rows it concerns so far. */
  readonly count: number;
  readonly text: string;
}

/** Where a table of the file stands; rows as an editor shows them. */
export interface CsvSection {
  readonly name: string;
  /** The row of the column names; null when there is none. */
  readonly headerRow: number | null;
  readonly firstRow: number;
}

export type LineEnd = 'LF' | 'CRLF' | 'CR' | 'mixed';

/** How the text of a CSV is written, as far as it was read until now. */
export interface CsvStructure {
  /** `ascii`, `utf-8`, `utf-16le`, `utf-16be`, `windows-1252`, `macintosh`, `cp932`, … */
  readonly encoding: string;
  readonly hasBom: boolean;
  readonly lineEnd: LineEnd;
  /** Empty for a file of one column; a space for columns set apart by runs of spaces. */
  readonly delimiter: string;
  /** `comma`, `semicolon`, `tab`, `bar`, `spaces`, `none`; another one as it stands. */
  readonly delimiterName: string;
  readonly quote: string;
  /** The first line says the delimiter, as spreadsheets want it (`sep=;`). */
  readonly sepLine: boolean;
  /** Of the first dataset. */
  readonly headerRow: number | null;
  /** The lines before the header of the first dataset, blank ones left out. */
  readonly preamble: readonly string[];
  readonly datasets: readonly CsvSection[];
  readonly problems: readonly CsvProblem[];
}

/** What detection shall not judge by itself. */
export interface CsvOptions {
  readonly encoding?: string;
  readonly delimiter?: string;
  /** The row of the column names as an editor shows it; null says that there is none. */
  readonly headerRow?: number | null;
  /** The file is a list and no readings: its first row names the columns, and every row below is one of the list. */
  readonly isList?: boolean;
}

/** A row before anything is known of it: its cells as split, and its number as an editor shows it. */
export interface TextRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/** Problems of one kind are counted, and named once. */
export class ProblemList {
  readonly #found = new Map<string, { row: number; last: number; count: number }>();

  /** A row met again, because the file is read again, is not counted again. */
  add(row: number, text: string): void {
    const known = this.#found.get(text);
    if (known === undefined) this.#found.set(text, { row, last: row, count: 1 });
    else if (row > known.last) {
      known.count++;
      known.last = row;
    }
  }

  list(): CsvProblem[] {
    return Array.from(this.#found, ([text, { row, count }]) => ({ row, count, text }));
  }
}

/** Takes the rows that belong to no table's data. */
export type IgnoredSink = (row: IgnoredRow) => void;
