import { compileNumber } from '../../../domain/number-text.ts';
import { compileStampPattern } from '../../../domain/time/stamp-pattern.ts';
import type { ColumnBatch, Source } from '../../sources/source.ts';

/** Rows [0, to) of some columns as numbers, one array a column; NaN where there is none. */
export function readNumbers(
  source: Source,
  dataset: string,
  columns: readonly string[],
  to: number,
  format: { readonly decimal: '.' | ','; readonly missing: readonly string[] },
): Float64Array[] {
  const reader = compileNumber(format);
  const parts: Float64Array[][] = columns.map(() => []);
  for (const batch of source.read({ dataset, columns, from: 0, to })) {
    batch.columns.forEach((cells, place) => {
      const numbers =
        cells instanceof Float64Array
          ? cells
          : Float64Array.from(cells, (cell) =>
              typeof cell === 'number' ? cell : typeof cell === 'string' ? reader.read(cell) : NaN,
            );
      parts[place]?.push(numbers);
    });
  }
  return parts.map(concatenate);
}

/** Rows [0, to) of the columns of a stamp pattern, read; NaN where it does not fit. */
export function readStampColumn(
  source: Source,
  dataset: string,
  stamp: { readonly columns: readonly string[]; readonly pattern: string },
  to: number,
): Float64Array {
  const reader = compileStampPattern(stamp.pattern);
  const parts: Float64Array[] = [];
  for (const batch of source.read({ dataset, columns: [...new Set(stamp.columns)], from: 0, to })) {
    parts.push(stampsOf(batch, reader));
  }
  return concatenate(parts);
}

function stampsOf(batch: ColumnBatch, reader: ReturnType<typeof compileStampPattern>): Float64Array {
  const stamps = new Float64Array(batch.rows);
  const [first, ...rest] = batch.columns;
  for (let row = 0; row < batch.rows; row++) {
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
