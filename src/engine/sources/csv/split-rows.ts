import Papa from 'papaparse';
import { splitCarefully } from './careful-split.ts';
import type { ProblemList } from './csv-structure.ts';

/** How the cells of a line stand apart. */
export interface Separation {
  /** What the splitter cuts at: one character that stands in no cell when there is only one column. */
  readonly delimiter: string;
  readonly quote: string;
  /** Columns are set apart by runs of at least so many spaces; 0 when they are not. */
  readonly spaceRun: 0 | 1 | 2;
}

export interface SplitRows {
  readonly rows: readonly (readonly string[])[];
  /** The line of row 0 as an editor shows it. */
  readonly firstLine: number;
  /** The line of each row, where a cell holds line ends; null when rows and lines go together. */
  readonly lines: readonly number[] | null;
}

/** A delimiter for files of one column: the ASCII unit separator, which no meter writes. */
export const noDelimiter = '\u001f';
/** A quoted cell as long as this has lost its closing quote. */
export const longestCell = 1 << 20;

/**
 * Cuts blocks of whole lines into rows of cells and counts the lines. Text within quotes may run on from one
 * block to the next. papaparse splits; only where it says that quotes do not match, they are looked at one by one.
 */
export class RowSplitter {
  readonly #separation: Separation;
  readonly #problems: ProblemList;
  #line: number;
  #carry = '';

  constructor(separation: Separation, firstLine: number, problems: ProblemList) {
    this.#separation = separation;
    this.#line = firstLine;
    this.#problems = problems;
  }

  /** The line that comes next; a row may start there when nothing is carried. */
  get line(): number {
    return this.#line;
  }

  get isBetweenRows(): boolean {
    return this.#carry === '';
  }

  split(block: string, isLast: boolean): SplitRows {
    const { spaceRun, delimiter, quote } = this.#separation;
    let text = this.#carry === '' ? block : `${this.#carry}\n${block}`;
    this.#carry = '';
    if (spaceRun > 0) text = spacesToTabs(text, spaceRun);
    const firstLine = this.#line;
    const hasQuotes = text.includes(quote);
    const parsed = parse(text, delimiter, quote, !hasQuotes);
    if (!hasQuotes) {
      this.#line += parsed.data.length;
      return { rows: parsed.data, firstLine, lines: null };
    }
    const lineCount = countLines(text);
    const isSound = parsed.errors.every((error) => error.type !== 'Quotes');
    if (isSound && parsed.data.length === lineCount) {
      this.#line += lineCount;
      return { rows: parsed.data, firstLine, lines: null };
    }
    if (isSound && !hasEndlessCell(parsed.data)) {
      this.#line += lineCount;
      return { rows: parsed.data, firstLine, lines: linesOf(parsed.data, firstLine) };
    }
    return this.#splitCarefully(text, isLast, lineCount);
  }

  #splitCarefully(text: string, isLast: boolean, lineCount: number): SplitRows {
    const firstLine = this.#line;
    const { delimiter, quote } = this.#separation;
    const careful = splitCarefully(text, { delimiter, quote, isLast, firstLine });
    for (const line of careful.strayQuotes)
      this.#problems.add(line, 'a quote is never closed; it was taken as a character of its cell');
    this.#carry = careful.carry;
    this.#line += careful.carry === '' ? lineCount : lineCount - countLines(careful.carry);
    return { rows: careful.rows, firstLine, lines: careful.lines };
  }
}

function parse(
  text: string,
  delimiter: string,
  quoteChar: string,
  fastMode: boolean,
): Papa.ParseResult<string[]> {
  if (text === '') return { data: [['']], errors: [], meta: { delimiter } as Papa.ParseMeta };
  return Papa.parse<string[]>(text, { delimiter, quoteChar, newline: '\n', header: false, fastMode });
}

function spacesToTabs(text: string, run: number): string {
  const lines = text.replace(/(^|\n)[ \t]+/g, '$1').replace(/[ \t]+(\n|$)/g, '$1');
  return lines.replace(run === 1 ? /[ \t]+/g : / {2,}|\t+/g, '\t');
}

function countLines(text: string): number {
  let lines = 1;
  for (let place = text.indexOf('\n'); place !== -1; place = text.indexOf('\n', place + 1)) lines++;
  return lines;
}

function hasEndlessCell(rows: readonly (readonly string[])[]): boolean {
  return rows.some((cells) => cells.some((cell) => cell.length > longestCell || countLines(cell) > 1000));
}

function linesOf(rows: readonly (readonly string[])[], firstLine: number): number[] {
  let line = firstLine;
  return rows.map((cells) => {
    const own = line++;
    for (const cell of cells) if (cell.includes('\n')) line += countLines(cell) - 1;
    return own;
  });
}
