import type { SpillFile } from './spill-file.ts';

/** Readings in the order in which they came; a column that no reading needs is null. */
export interface LogColumns {
  readonly part: Int32Array;
  readonly stampMs: Float64Array;
  readonly value: Float64Array;
  readonly row: Float64Array;
  endMs: Float64Array | null;
  quality: Uint8Array | null;
  mark: Uint8Array | null;
}

/** The arrays of a part that blocks are gathered into. */
export interface GatheredColumns {
  readonly stampMs: Float64Array;
  readonly values: Float64Array;
  readonly rows: Float64Array;
  readonly endMs: Float64Array | null;
  readonly quality: Uint8Array | null;
  readonly marks: Uint8Array | null;
}

interface BlockShape {
  readonly hasEnd: boolean;
  readonly hasQuality: boolean;
  readonly hasMark: boolean;
}

/**
 * Readings in order of their part. Each part's lie together, column after column: stamps, values, rows, ends,
 * qualities, marks; what is not there takes no room. Bytes are padded to whole words of 8.
 */
export class ReadingBlock implements BlockShape {
  readonly hasEnd: boolean;
  readonly hasQuality: boolean;
  readonly hasMark: boolean;
  /** The parts in this block, rising, with how many readings each has and the word where they begin. */
  readonly parts: Int32Array;
  readonly counts: Int32Array;
  readonly #firstWords: Int32Array;
  /** Null once it lies in the spill file. */
  #words: Float64Array | null;
  #fileFrom = 0;

  constructor(
    shape: BlockShape,
    index: { readonly parts: Int32Array; readonly counts: Int32Array; readonly firstWords: Int32Array },
    words: Float64Array,
  ) {
    this.hasEnd = shape.hasEnd;
    this.hasQuality = shape.hasQuality;
    this.hasMark = shape.hasMark;
    this.parts = index.parts;
    this.counts = index.counts;
    this.#firstWords = index.firstWords;
    this.#words = words;
  }

  /**
   * Moves the readings to the file and gives the memory back.
   *
   * @throws AppError ledger/disk-full, ledger/unwritable
   */
  spill(file: SpillFile): Float64Array | null {
    const words = this.#words;
    if (words === null) return null;
    this.#fileFrom = file.append(new Uint8Array(words.buffer, words.byteOffset, words.byteLength));
    this.#words = null;
    return new Float64Array(words.buffer);
  }

  /** Copies a part's readings to `target` from place `at` on and says how many there were. */
  copyPart(part: number, target: GatheredColumns, at: number, file: SpillFile): number {
    const place = placeOf(this.parts, part);
    if (place < 0) return 0;
    const count = this.counts[place] as number;
    const words = this.#wordsOf(this.#firstWords[place] as number, wordsFor(count, this), file);
    target.stampMs.set(words.subarray(0, count), at);
    target.values.set(words.subarray(count, 2 * count), at);
    target.rows.set(words.subarray(2 * count, 3 * count), at);
    let next = 3 * count;
    if (this.hasEnd) {
      target.endMs?.set(words.subarray(next, next + count), at);
      next += count;
    }
    if (this.hasQuality) {
      target.quality?.set(new Uint8Array(words.buffer, words.byteOffset + next * 8, count), at);
      next += bytesAsWords(count);
    }
    if (this.hasMark) target.marks?.set(new Uint8Array(words.buffer, words.byteOffset + next * 8, count), at);
    return count;
  }

  #wordsOf(first: number, length: number, file: SpillFile): Float64Array {
    if (this.#words !== null) return this.#words.subarray(first, first + length);
    const words = new Float64Array(length);
    file.read(this.#fileFrom + first * 8, new Uint8Array(words.buffer));
    return words;
  }
}

/**
 * Puts the first `count` readings of the log in order of their part, keeping the order within each. `room` is
 * memory of an earlier block to use again, where it is large enough.
 */
export function sortBlock(log: LogColumns, count: number, room: Float64Array | null): ReadingBlock {
  const shape = { hasEnd: log.endMs !== null, hasQuality: log.quality !== null, hasMark: log.mark !== null };
  let highest = 0;
  for (let at = 0; at < count; at++) if ((log.part[at] as number) > highest) highest = log.part[at] as number;
  const countOf = new Int32Array(highest + 1);
  for (let at = 0; at < count; at++) {
    const part = log.part[at] as number;
    countOf[part] = (countOf[part] as number) + 1;
  }
  const parts = Int32Array.from(presentIn(countOf));
  const counts = parts.map((part) => countOf[part] as number);
  const firstWords = new Int32Array(parts.length);
  const firstOf = new Int32Array(highest + 1);
  let length = 0;
  for (let place = 0; place < parts.length; place++) {
    firstWords[place] = length;
    firstOf[parts[place] as number] = length;
    length += wordsFor(counts[place] as number, shape);
  }
  const words = room !== null && room.length >= length ? room.subarray(0, length) : new Float64Array(length);
  scatter(log, count, countOf, firstOf, words);
  return new ReadingBlock(shape, { parts, counts, firstWords }, words);
}

function scatter(
  log: LogColumns,
  count: number,
  countOf: Int32Array,
  firstOf: Int32Array,
  words: Float64Array,
): void {
  const { part, stampMs, value, row, endMs, quality, mark } = log;
  const bytes = new Uint8Array(words.buffer);
  const placed = new Int32Array(countOf.length);
  for (let at = 0; at < count; at++) {
    const key = part[at] as number;
    const size = countOf[key] as number;
    const place = placed[key] as number;
    placed[key] = place + 1;
    let column = firstOf[key] as number;
    words[column + place] = stampMs[at] as number;
    words[(column += size) + place] = value[at] as number;
    words[(column += size) + place] = row[at] as number;
    column += size;
    if (endMs !== null) {
      words[column + place] = endMs[at] as number;
      column += size;
    }
    if (quality !== null) {
      bytes[column * 8 + place] = quality[at] as number;
      column += bytesAsWords(size);
    }
    if (mark !== null) bytes[column * 8 + place] = mark[at] as number;
  }
}

function* presentIn(countOf: Int32Array): Generator<number> {
  for (let part = 0; part < countOf.length; part++) if ((countOf[part] as number) > 0) yield part;
}

function wordsFor(count: number, shape: BlockShape): number {
  const byteColumns = Number(shape.hasQuality) + Number(shape.hasMark);
  return count * (shape.hasEnd ? 4 : 3) + byteColumns * bytesAsWords(count);
}

function bytesAsWords(count: number): number {
  return Math.ceil(count / 8);
}

/** The place of a part in a rising list; -1 when it is not there. */
function placeOf(parts: Int32Array, part: number): number {
  let low = 0;
  let high = parts.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = parts[middle] as number;
    if (found === part) return middle;
    if (found < part) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
