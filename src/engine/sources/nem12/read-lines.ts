import { closeSync, openSync, readSync } from 'node:fs';

/** Called for each line that is not blank, with the bytes [start, end) without the line end. */
export type TakeLine = (bytes: Buffer, start: number, end: number, row: number) => void;

/** A line beyond this is no record: the longest has 1,440 values of some twenty characters. */
const windowBytes = 1 << 20;
const lf = 10;
const cr = 13;

/**
 * The lines of a text file in one pass, whatever ends them (CRLF, LF or CR, also mixed), in a window of fixed
 * size. Rows are counted from 1, as an editor shows them, blank ones included. UTF-16 is read as its low bytes:
 * the records hold no letters beyond ASCII that matter.
 *
 * @param takeTooLong called instead of `take` for a line longer than 1 MB
 * @throws whatever the system says when the file cannot be read
 */
export function readLines(path: string, take: TakeLine, takeTooLong: (row: number) => void): void {
  const descriptor = openSync(path, 'r');
  try {
    const lines = new LineCutter(take, takeTooLong);
    const bytes = new TextBytes(descriptor);
    for (;;) {
      const count = bytes.read(lines.window, lines.filled);
      lines.cut(count);
      if (count === 0) return;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** The bytes of a text file without its byte order mark, UTF-16 narrowed to one byte a character. */
class TextBytes {
  readonly #descriptor: number;
  #wide: Buffer | null = null;
  /** Where the low byte stands in a UTF-16 character. */
  #low = 0;
  #position = 0;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
    const mark = Buffer.alloc(3);
    readSync(descriptor, mark, 0, mark.length, 0);
    if (mark[0] === 0xef && mark[1] === 0xbb && mark[2] === 0xbf) this.#position = 3;
    const isLittle = mark[0] === 0xff && mark[1] === 0xfe;
    if (!isLittle && !(mark[0] === 0xfe && mark[1] === 0xff)) return;
    this.#position = 2;
    this.#low = isLittle ? 0 : 1;
    this.#wide = Buffer.alloc(windowBytes);
  }

  /** Reads into the window from `at` on; 0 at the end of the file. */
  read(window: Buffer, at: number): number {
    const room = window.length - at;
    if (this.#wide === null) {
      const count = readSync(this.#descriptor, window, at, room, this.#position);
      this.#position += count;
      return count;
    }
    const wanted = Math.min(room * 2, this.#wide.length);
    const count = readSync(this.#descriptor, this.#wide, 0, wanted, this.#position);
    const characters = count >> 1;
    for (let i = 0; i < characters; i++) {
      const other = this.#wide[2 * i + 1 - this.#low] ?? 0;
      window[at + i] = other === 0 ? (this.#wide[2 * i + this.#low] ?? 0) : 0x3f;
    }
    this.#position += characters * 2;
    return characters;
  }
}

/** Cuts what has been read into lines; keeps the unfinished one for the next time. */
class LineCutter {
  readonly window = Buffer.allocUnsafe(windowBytes);
  filled = 0;
  #row = 0;
  #isTooLong = false;
  readonly #take: TakeLine;
  readonly #takeTooLong: (row: number) => void;

  constructor(take: TakeLine, takeTooLong: (row: number) => void) {
    this.#take = take;
    this.#takeTooLong = takeTooLong;
  }

  /** @param count bytes that were added to the window; 0 means that there are no more */
  cut(count: number): void {
    const isLast = count === 0;
    const bytes = this.window.subarray(0, this.filled + count);
    let start = 0;
    let nextLf = indexFrom(bytes, lf, 0);
    let nextCr = indexFrom(bytes, cr, 0);
    for (;;) {
      const end = Math.min(nextLf, nextCr);
      // A CR as the last byte may have its LF in the next read.
      if (end === bytes.length || (end === bytes.length - 1 && end === nextCr && !isLast)) break;
      this.#end(bytes, start, end);
      start = end === nextCr && nextLf === end + 1 ? end + 2 : end + 1;
      if (nextLf < start) nextLf = indexFrom(bytes, lf, start);
      if (nextCr < start) nextCr = indexFrom(bytes, cr, start);
    }
    this.#keep(bytes, start, isLast);
  }

  #keep(bytes: Buffer, start: number, isLast: boolean): void {
    const rest = bytes.length - start;
    if (isLast) {
      if (rest > 0) this.#end(bytes, start, bytes.length);
    } else if (rest === this.window.length) {
      if (!this.#isTooLong) this.#takeTooLong(this.#row + 1);
      this.#isTooLong = true;
      this.filled = 0;
    } else {
      bytes.copy(this.window, 0, start);
      this.filled = rest;
    }
  }

  #end(bytes: Buffer, start: number, end: number): void {
    this.#row++;
    const isTooLong = this.#isTooLong;
    this.#isTooLong = false;
    if (!isTooLong && !isBlank(bytes, start, end)) this.#take(bytes, start, end, this.#row);
  }
}

function indexFrom(bytes: Buffer, byte: number, from: number): number {
  const at = bytes.indexOf(byte, from);
  return at === -1 ? bytes.length : at;
}

/** Spaces, tabs, the commas of a padded line and the end-of-file mark of DOS say nothing. */
function isBlank(bytes: Buffer, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const byte = bytes[i];
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x2c && byte !== 0x1a) return false;
  }
  return true;
}
