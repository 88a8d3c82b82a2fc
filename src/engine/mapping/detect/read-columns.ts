import { compileNumber } from '../../../domain/number-text.ts';
import { compileStampPattern } from '../../../domain/time/stamp-pattern.ts';
import type { ColumnBatch, Source } from '../../sources/source.ts';

export interface NumberFormat {
  readonly decimal: '.' | ',';
  readonly missing: readonly string[];
}

/** Rows [0, to) of some columns as numbers, one array a column; NaN where there is none. */
export function readNumbers(
  source: Source,
  dataset: string,
  columns: readonly string[],
  to: number,
  format: NumberFormat,
): Float64Array[] {
  const numbers = new NumberColumns(columns, format);
  for (const batch of source.read({ dataset, columns, from: 0, to })) numbers.take(batch.columns, batch.rows);
  return numbers.whole();
}

/**
 * Rows [0, to) of the columns of a stamp pattern, read; NaN where it does not fit. `beside` takes its columns of
 * the first rows on the same way through the file.
 */
export function readStampColumn(
  source: Source,
  dataset: string,
  stamp: { readonly columns: readonly string[]; readonly pattern: string },
  to: number,
  beside: { readonly numbers: NumberColumns; readonly to: number } | null = null,
): Float64Array {
  const reader = compileStampPattern(stamp.pattern);
  const parts: Float64Array[] = [];
  const own = [...new Set(stamp.columns)];
  const columns = [...new Set([...own, ...(beside?.numbers.names ?? [])])];
  for (const batch of source.read({ dataset, columns, from: 0, to })) {
    parts.push(stampsOf(batch.columns.slice(0, own.length), batch.rows, reader));
    if (beside === null || batch.from >= beside.to) continue;
    const cells = beside.numbers.names.map((name) => batch.columns[columns.indexOf(name)] ?? []);
    beside.numbers.take(cells, Math.min(batch.rows, beside.to - batch.from));
  }
  return concatenate(parts);
}

/** Columns as numbers, batch by batch. */
export class NumberColumns {
  readonly names: readonly string[];
  readonly #reader: ReturnType<typeof compileNumber>;
  readonly #parts: Float64Array[][];

  constructor(names: readonly string[], format: NumberFormat) {
    this.names = names;
    this.#reader = compileNumber(format);
    this.#parts = names.map(() => []);
  }

  /** Adds the first `rows` cells of each column. */
  take(columns: ColumnBatch['columns'], rows: number): void {
    columns.forEach((cells, place) => this.#parts[place]?.push(this.#numbersOf(cells, rows)));
  }

  whole(): Float64Array[] {
    return this.#parts.map(concatenate);
  }

  #numbersOf(cells: ColumnBatch['columns'][number], rows: number): Float64Array {
    if (cells instanceof Float64Array) return cells.subarray(0, rows);
    const numbers = new Float64Array(rows).fill(NaN);
    for (let row = 0; row < rows; row++) {
      const cell = cells[row];
      if (typeof cell === 'number') numbers[row] = cell;
      else if (typeof cell === 'string') numbers[row] = this.#reader.read(cell);
    }
    return numbers;
  }
}

function stampsOf(
  columns: ColumnBatch['columns'],
  rows: number,
  reader: ReturnType<typeof compileStampPattern>,
): Float64Array {
  const stamps = new Float64Array(rows);
  const [first, ...rest] = columns;
  for (let row = 0; row < rows; row++) {
    const cell = first?.[row];
    if (rest.length === 0) {
      stamps[row] =
        typeof cell === 'number'
          ? reader.readNumber(cell)
          : typeof cell === 'string'
            ? reader.read(cell)
            : NaN;
      continue;
    }
    let text = cell == null ? '' : String(cell);
    for (const cells of rest) text += ` ${String(cells[row] ?? '')}`;
    stamps[row] = reader.read(text.trim());
  }
  return stamps;
}

function concatenate(parts: readonly Float64Array[]): Float64Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
