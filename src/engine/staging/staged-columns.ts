import { constants, crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * How a column of numbers is kept. `steps` holds each number's distance from the one before, where that is exact:
 * stamps that follow evenly shrink to nothing. `plain` holds any number bit by bit.
 */
const kinds = { plain: 0, steps: 1 } as const;

/** Bytes of a column before it is compressed: its kind and its numbers. */
const plainSize = (count: number): number => 1 + count * 8;

/** What a packed piece has before it: its length and the CRC-32 of its bytes. */
const frameBytes = 8;

/** The column as compressed bytes with their length and checksum. */
export function packNumbers(column: Float64Array): Buffer {
  const steps = stepsOf(column);
  const plain = Buffer.alloc(plainSize(column.length));
  plain[0] = steps === null ? kinds.plain : kinds.steps;
  shuffle(steps ?? column, plain.subarray(1));
  return packBytes(plain);
}

/** Takes a packed column of `count` numbers off the bytes. Throws RangeError for anything that is none. */
export function unpackNumbers(bytes: ByteCursor, count: number): Float64Array {
  const plain = unpackBytes(bytes, plainSize(count));
  const column = unshuffle(plain.subarray(1), count);
  if (plain[0] === kinds.plain) return column;
  if (plain[0] !== kinds.steps) throw new RangeError(`a column of the unknown kind ${String(plain[0])}`);
  for (let i = 1; i < count; i++) column[i] = (column[i - 1] as number) + (column[i] as number);
  return column;
}

/** Bytes with their packed length and checksum before them. */
export function packBytes(plain: Uint8Array): Buffer {
  const packed = deflateRawSync(plain, { level: constants.Z_BEST_SPEED });
  const frame = Buffer.alloc(frameBytes);
  frame.writeUInt32LE(packed.length, 0);
  frame.writeUInt32LE(crc32(packed), 4);
  return Buffer.concat([frame, packed]);
}

/** Takes packed bytes that unpack to exactly `size` off. Throws RangeError for anything else. */
export function unpackBytes(bytes: ByteCursor, size: number): Buffer {
  const frame = bytes.take(frameBytes);
  const packed = bytes.take(frame.readUInt32LE(0));
  if (crc32(packed) !== frame.readUInt32LE(4)) throw new RangeError('a block with a wrong checksum');
  let plain: Buffer;
  try {
    plain = inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch {
    throw new RangeError('a block that cannot be unpacked');
  }
  if (plain.length !== size) throw new RangeError(`a block of ${plain.length} bytes instead of ${size}`);
  return plain;
}

/** Bytes that are taken off one after the other. */
export interface ByteCursor {
  /** The next bytes; they stay as they are only until the next call. Throws RangeError when there are fewer. */
  take(count: number): Buffer;
}

/** Null where a step or the sum of steps would not be exact to the bit. */
function stepsOf(column: Float64Array): Float64Array | null {
  const steps = new Float64Array(column.length);
  let before = 0;
  for (const [i, now] of column.entries()) {
    const step = now - before;
    if (!isPlainInteger(now) || !isPlainInteger(step)) return null;
    steps[i] = step;
    before = now;
  }
  return steps;
}

function isPlainInteger(value: number): boolean {
  return Number.isSafeInteger(value) && !Object.is(value, -0);
}

/** First bytes first, then second bytes, and so on: neighbours are alike in their high bytes and compress well. */
function shuffle(column: Float64Array, into: Uint8Array): void {
  const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
  const count = column.length;
  for (let place = 0; place < 8; place++) {
    for (let i = 0; i < count; i++) into[place * count + i] = bytes[i * 8 + place] as number;
  }
}

function unshuffle(from: Uint8Array, count: number): Float64Array {
  const column = new Float64Array(count);
  const bytes = new Uint8Array(column.buffer);
  for (let place = 0; place < 8; place++) {
    for (let i = 0; i < count; i++) bytes[i * 8 + place] = from[place * count + i] as number;
  }
  return column;
}
