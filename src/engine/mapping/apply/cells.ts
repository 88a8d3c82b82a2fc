import { compileNumber, numberOutcome } from '../../../domain/number-text.ts';
import type { NumberOutcome, NumberReader } from '../../../domain/number-text.ts';
import { compileStampPattern } from '../../../domain/time/stamp-pattern.ts';
import type { StampReader } from '../../../domain/time/stamp-pattern.ts';
import type { ColumnBatch, SourceValue } from '../../sources/source.ts';

export type ColumnCells = Float64Array | readonly SourceValue[];

/** A cell as text; empty for one that holds nothing. */
export function cellText(cells: ColumnCells, at: number): string {
  const cell = cells[at];
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return Number.isNaN(cell) ? '' : String(cell);
  return cell === null || cell === undefined ? '' : String(cell);
}

export function isBlankCell(cells: ColumnCells, at: number): boolean {
  return cellText(cells, at).trim() === '';
}

/** The columns of a batch by their names. */
export function columnNamed(batch: ColumnBatch, names: readonly string[], name: string): ColumnCells {
  return batch.columns[names.indexOf(name)] ?? [];
}

/** Reads the values of a column, be they texts or numbers. */
export class ValueCells {
  /** Of the last read. */
  outcome: NumberOutcome = numberOutcome.value;
  /** The unit written around the last number; empty when it stood alone. */
  sign = '';
  readonly #reader: NumberReader;
  readonly #missing: readonly number[];
  #cells: ColumnCells = [];

  constructor(mapping: { readonly decimal: '.' | ','; readonly missing: readonly string[] }) {
    this.#reader = compileNumber(mapping);
    this.#missing = mapping.missing
      .map((text) => (text.trim() === '' ? NaN : Number(text)))
      .filter(Number.isFinite);
  }

  open(cells: ColumnCells): void {
    this.#cells = cells;
  }

  /** NaN for a gap and for a cell that cannot be read; `outcome` tells them apart. */
  read(at: number): number {
    const cell = this.#cells[at];
    if (typeof cell === 'string') {
      const value = this.#reader.read(cell);
      this.outcome = this.#reader.outcome;
      this.sign = this.#reader.sign;
      return value;
    }
    this.sign = '';
    if (typeof cell === 'number') return this.#judge(cell);
    this.outcome = typeof cell === 'boolean' ? numberOutcome.unreadable : numberOutcome.gap;
    return NaN;
  }

  text(at: number): string {
    return cellText(this.#cells, at);
  }

  isBlank(at: number): boolean {
    return isBlankCell(this.#cells, at);
  }

  #judge(value: number): number {
    const isGap = !Number.isFinite(value) || (this.#missing.length > 0 && this.#missing.includes(value));
    this.outcome = isGap ? numberOutcome.gap : numberOutcome.value;
    return isGap ? NaN : value;
  }
}

/** Reads the stamps of one column, or of several joined with a space. */
export class StampCells {
  readonly columns: readonly string[];
  readonly reader: StampReader;
  #cells: ColumnCells[] = [];
  #only: ColumnCells | null = null;

  /** @throws RangeError for a pattern that nobody knows */
  constructor(stamp: { readonly columns: readonly string[]; readonly pattern: string }) {
    this.columns = stamp.columns;
    this.reader = compileStampPattern(stamp.pattern);
  }

  get field(): string {
    return this.columns.join(' ');
  }

  open(batch: ColumnBatch, names: readonly string[]): void {
    this.#cells = this.columns.map((name) => columnNamed(batch, names, name));
    this.#only = this.#cells.length === 1 ? (this.#cells[0] ?? null) : null;
  }

  /** Epoch ms on the clock that the reader tells; NaN for what is no stamp of the pattern. */
  read(at: number): number {
    if (this.#only !== null) {
      const cell = this.#only[at];
      if (typeof cell === 'string') return this.reader.read(cell);
      return typeof cell === 'number' ? this.reader.readNumber(cell) : NaN;
    }
    return this.reader.read(this.text(at));
  }

  text(at: number): string {
    return this.#cells.map((cells) => cellText(cells, at)).join(' ');
  }

  isBlank(at: number): boolean {
    return this.#cells.every((cells) => isBlankCell(cells, at));
  }
}

/** Gives the texts of a column small numbers, so that keys are compared as numbers. */
export class KeyCells {
  readonly column: string;
  /** The text of each number. */
  readonly texts: string[] = [];
  readonly #numbers = new Map<string, number>();
  #cells: ColumnCells = [];
  #lastCell: SourceValue | undefined;
  #lastKey = -1;

  constructor(column: string) {
    this.column = column;
  }

  open(batch: ColumnBatch, names: readonly string[]): void {
    this.#cells = columnNamed(batch, names, this.column);
  }

  /** The number of a cell's text, without the spaces around it. */
  read(at: number): number {
    const cell = this.#cells[at];
    if (cell === this.#lastCell && this.#lastKey >= 0) return this.#lastKey;
    this.#lastCell = cell;
    const known = typeof cell === 'string' ? this.#numbers.get(cell) : undefined;
    this.#lastKey = known ?? this.#learn(typeof cell === 'string' ? cell : cellText(this.#cells, at));
    return this.#lastKey;
  }

  #learn(text: string): number {
    const bare = text.trim();
    let key = this.#numbers.get(bare);
    if (key === undefined) {
      key = this.texts.push(bare) - 1;
      this.#numbers.set(bare, key);
    }
    if (bare !== text) this.#numbers.set(text, key);
    return key;
  }
}
