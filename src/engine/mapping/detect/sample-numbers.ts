import { compileNumber } from '../../../domain/number-text.ts';
import type { ColumnProfile } from './column-profile.ts';

/** The sampled cells of a column as numbers; NaN where there is none. */
export function sampleNumbers({ texts }: ColumnProfile, decimal: '.' | ','): Float64Array {
  const reader = compileNumber({ decimal, missing: [] });
  return Float64Array.from(texts, (text) => reader.read(text));
}

/**
 * Rows of the sample by the text of their key columns (meter, register): the readings of one series, in row
 * order. Without key columns all rows are one series.
 */
export function rowsBySeries(keys: readonly ColumnProfile[], rows: number): number[][] {
  const series = new Map<string, number[]>();
  for (let row = 0; row < rows; row++) {
    const key = keys.map(({ texts }) => texts[row] ?? '').join('\u0000');
    const list = series.get(key);
    if (list === undefined) series.set(key, [row]);
    else list.push(row);
  }
  return [...series.values()];
}

/** The middle of some numbers, which are put in order; NaN when there are none. */
export function medianOf(numbers: number[]): number {
  numbers.sort((a, b) => a - b);
  return numbers[Math.floor(numbers.length / 2)] ?? NaN;
}
