import type { SourceValue } from '../source.ts';
import type { Leaf } from './leaf.ts';

/** Where the values of one column lie: `rows` values, the first at `start`, each `stride` bytes on. */
export interface Cells {
  /** A view of the library's memory; texts of variable length are pointers into the same memory. */
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly stride: number;
  readonly rows: number;
}

const word = 4_294_967_296;
const millisecondNs = 1_000_000;
/** 2^32 ns are 4294 ms and 967296 ns. */
const wordMs = 4294;
const wordRestNs = 967_296;

/** Numbers as they are stored; integers of 64 bits are rounded to the nearest float64. */
export function decodeNumbers(cells: Cells, leaf: Leaf): Float64Array {
  const { bytes, start, stride, rows } = cells;
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.length - start);
  const column = new Float64Array(rows);
  const at = numberAt(leaf);
  const little = leaf.littleEndian;
  // The commonest type has a loop of its own, which the compiler makes into machine code without a call.
  if (leaf.reading?.kind === 'float' && leaf.size === 8) {
    for (let row = 0, place = 0; row < rows; row++, place += stride)
      column[row] = view.getFloat64(place, little);
    return column;
  }
  for (let row = 0, place = 0; row < rows; row++, place += stride) column[row] = at(view, place, little);
  return column;
}

/**
 * Nanoseconds since 1970 as whole milliseconds, exactly: 64 bits are divided in two halves, since a float64
 * holds them only to 256 ns. The least integer is pandas' NaT: NaN.
 */
export function decodeNanoseconds(cells: Cells, leaf: Leaf): Float64Array {
  const { bytes, start, stride, rows } = cells;
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.length - start);
  const [low, high] = leaf.littleEndian ? [0, 4] : [4, 0];
  const column = new Float64Array(rows);
  for (let row = 0, place = 0; row < rows; row++, place += stride) {
    const upper = view.getInt32(place + high, leaf.littleEndian);
    const lower = view.getUint32(place + low, leaf.littleEndian);
    column[row] =
      upper === -2_147_483_648 && lower === 0
        ? NaN
        : upper * wordMs + Math.floor((upper * wordRestNs + lower) / millisecondNs);
  }
  return column;
}

/** Whole numbers of 64 bits as their digits. */
export function decodeDigits(cells: Cells, leaf: Leaf): string[] {
  const { bytes, start, stride, rows } = cells;
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.length - start);
  const isSigned = leaf.reading?.kind === 'integer' && leaf.reading.signed;
  return Array.from({ length: rows }, (_, row) =>
    (isSigned
      ? view.getBigInt64(row * stride, leaf.littleEndian)
      : view.getBigUint64(row * stride, leaf.littleEndian)
    ).toString(),
  );
}

/** Texts, names of enumerations (a value without a name as its number), booleans. */
export function decodeValues(cells: Cells, leaf: Leaf): SourceValue[] {
  const { bytes, start, stride, rows } = cells;
  const { reading } = leaf;
  const memory = Buffer.from(bytes.buffer);
  const first = bytes.byteOffset + start;
  const values = new Array<SourceValue>(rows);
  if (reading?.kind === 'text') {
    for (let row = 0; row < rows; row++)
      values[row] = fixedText(memory, first + row * stride, leaf.size, reading.isSpacePadded);
    return values;
  }
  if (reading?.kind === 'long-text') {
    for (let row = 0; row < rows; row++)
      values[row] = textAt(memory, memory.readUInt32LE(first + row * stride));
    return values;
  }
  const codes = decodeNumbers(cells, leaf);
  if (reading?.kind !== 'enumeration') return Array.from(codes);
  for (let row = 0; row < rows; row++) {
    const code = codes[row] as number;
    values[row] = reading.isBoolean ? code !== 0 : (reading.names.get(code) ?? code);
  }
  return values;
}

function numberAt(leaf: Leaf): (view: DataView, place: number, little: boolean) => number {
  const { reading, size } = leaf;
  if (reading?.kind === 'float') {
    if (size === 2) return (view, place, little) => halfFloat(view.getUint16(place, little));
    if (size === 4) return (view, place, little) => view.getFloat32(place, little);
    return (view, place, little) => view.getFloat64(place, little);
  }
  const signed = reading !== null && 'signed' in reading && reading.signed;
  if (size === 1)
    return signed ? (view, place) => view.getInt8(place) : (view, place) => view.getUint8(place);
  if (size === 2)
    return signed
      ? (view, place, little) => view.getInt16(place, little)
      : (view, place, little) => view.getUint16(place, little);
  if (size === 4)
    return signed
      ? (view, place, little) => view.getInt32(place, little)
      : (view, place, little) => view.getUint32(place, little);
  return (view, place, little) => {
    const upper = place + (little ? 4 : 0);
    const high = signed ? view.getInt32(upper, little) : view.getUint32(upper, little);
    return high * word + view.getUint32(place + (little ? 0 : 4), little);
  };
}

/** IEEE 754 binary16. */
function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function fixedText(memory: Buffer, start: number, size: number, isSpacePadded: boolean): string {
  let end = start;
  while (end < start + size && memory[end] !== 0) end++;
  if (isSpacePadded) while (end > start && memory[end - 1] === 0x20) end--;
  return textBetween(memory, start, end);
}

function textAt(memory: Buffer, pointer: number): string | null {
  if (pointer === 0) return null;
  return textBetween(memory, pointer, memory.indexOf(0, pointer));
}

/** UTF-8, or Latin-1 where the bytes are no UTF-8. */
function textBetween(memory: Buffer, start: number, end: number): string {
  for (let place = start; place < end; place++) {
    if ((memory[place] as number) < 0x80) continue;
    const text = memory.toString('utf8', start, end);
    return text.includes('\uFFFD') ? memory.toString('latin1', start, end) : text;
  }
  return memory.toString('latin1', start, end);
}
