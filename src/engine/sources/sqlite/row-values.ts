import type { SourceValue } from '../source.ts';

/** Numbers as a typed array where every row has one; otherwise the values themselves. */
export function columnOf(rows: readonly unknown[][], place: number): Float64Array | SourceValue[] {
  const numbers = new Float64Array(rows.length);
  for (let row = 0; row < rows.length; row++) {
    const value = rows[row]?.[place];
    if (typeof value === 'number') numbers[row] = value;
    else if (isSafe(value)) numbers[row] = Number(value);
    else return rows.map((cells) => showValue(cells[place]));
  }
  return numbers;
}

/** Bytes that a row takes on its page, about: its values, a byte of header for each, its id and its place. */
export function bytesOfRow(row: readonly unknown[]): number {
  return row.reduce<number>((sum, value) => sum + 1 + bytesOf(value), 6);
}

/** The sizes of the record format (SQLite, Database File Format, 2.1). */
function bytesOf(value: unknown): number {
  if (typeof value === 'number') return 8;
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (value instanceof Uint8Array) return value.length;
  if (typeof value !== 'bigint' || value === 0n || value === 1n) return 0;
  const size = value < 0n ? -value : value;
  if (size < 0x80n) return 1;
  if (size < 0x8000n) return 2;
  if (size < 0x800000n) return 3;
  if (size < 0x80000000n) return 4;
  return size < 0x800000000000n ? 6 : 8;
}

function isSafe(value: unknown): boolean {
  return typeof value === 'bigint' && Number.isSafeInteger(Number(value));
}

function showValue(value: unknown): SourceValue {
  if (typeof value === 'bigint') return isSafe(value) ? Number(value) : value.toString();
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'string') return value;
  return value instanceof Uint8Array ? `${value.length} bytes` : null;
}
