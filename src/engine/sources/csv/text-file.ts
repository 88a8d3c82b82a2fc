import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { AppError } from '../../../contract/app-error.ts';
import { describeFileTrouble } from '../file-trouble.ts';
import { decodeText } from './text-encoding.ts';
import type { TextEncodingFound } from './text-encoding.ts';

/** Whole lines of the file, the last one without its line end; line ends are all `\n`. */
export interface TextBlock {
  readonly text: string;
  /** Where its first byte stands in the file. */
  readonly offset: number;
  readonly nextOffset: number;
  readonly isLast: boolean;
}

const blockBytes = 1 << 18;
/** No export has a line as long as this. */
const longestLineBytes = 32 << 20;

/** An open file that is read in pieces at places, never whole. */
export class TextFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly #descriptor: number;

  /** @throws AppError source/unreadable */
  constructor(path: string) {
    this.path = path;
    try {
      this.#descriptor = openSync(path, 'r');
    } catch (cause) {
      throw unreadable(path, cause);
    }
    this.sizeBytes = fstatSync(this.#descriptor).size;
  }

  /** Up to so many bytes; fewer at the end of the file. @throws AppError source/unreadable */
  bytesAt(offset: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, this.sizeBytes - offset)));
    return bytes.subarray(0, this.#fill(bytes, 0, offset));
  }

  /**
   * The text from a line's start on, in blocks of whole lines of about 256 kB.
   *
   * @throws AppError source/unreadable, source/unsupported for a line without an end
   */
  *blocks(from: number, encoding: TextEncodingFound): Generator<TextBlock> {
    let buffer = Buffer.allocUnsafe(blockBytes);
    let held = 0;
    let offset = from;
    while (offset < this.sizeBytes) {
      const read = this.#fill(buffer, held, offset + held);
      held += read;
      const isLast = offset + held >= this.sizeBytes || (read === 0 && held < buffer.length);
      const cut = isLast ? held : endOfLines(buffer, held, encoding);
      if (cut === 0) {
        if (buffer.length >= longestLineBytes) throw this.#endlessLine(offset);
        buffer = Buffer.concat([buffer, Buffer.allocUnsafe(buffer.length)]);
        continue;
      }
      const text = lineText(buffer.subarray(0, cut), encoding.encoding);
      buffer.copy(buffer, 0, cut, held);
      held -= cut;
      yield { text, offset, nextOffset: offset + cut, isLast };
      offset += cut;
      if (isLast) return;
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #fill(buffer: Buffer, start: number, position: number): number {
    let filled = 0;
    try {
      while (start + filled < buffer.length) {
        const wanted = buffer.length - start - filled;
        const read = readSync(this.#descriptor, buffer, start + filled, wanted, position + filled);
        if (read === 0) break;
        filled += read;
      }
    } catch (cause) {
      throw unreadable(this.path, cause);
    }
    return filled;
  }

  #endlessLine(offset: number): AppError {
    const message = `${this.path} holds a line of more than ${longestLineBytes >> 20} million characters at byte ${offset}.`;
    return new AppError('source/unsupported', message, { context: { path: this.path, offset } });
  }
}

/** Decoded text with `\n` at the end of each line but the last. */
export function lineText(bytes: Buffer, encoding: string): string {
  const isWide = encoding.startsWith('utf-16');
  let text = decodeText(isWide || !bytes.includes(13) ? bytes : withLineFeeds(bytes), encoding);
  if (isWide && text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}

/** CR and CRLF as LF; in no encoding but UTF-16 are these bytes part of another character. */
function withLineFeeds(bytes: Buffer): Buffer {
  const length = bytes.length;
  const made = Buffer.allocUnsafe(length);
  let end = 0;
  for (let place = 0; place < length; place++) {
    const byte = bytes[place] ?? 0;
    if (byte !== 13) made[end++] = byte;
    else if (bytes[place + 1] !== 10) made[end++] = 10;
  }
  return made.subarray(0, end);
}

/** The place behind the last whole line; 0 when there is none. A CR at the very end may be half of a CRLF. */
function endOfLines(buffer: Buffer, held: number, encoding: TextEncodingFound): number {
  const unit = encoding.unitBytes;
  const low = encoding.encoding === 'utf-16be' ? 1 : 0;
  for (let place = held - (held % unit) - unit; place >= 0; place -= unit) {
    const byte = buffer[place + low];
    if (byte !== 10 && byte !== 13) continue;
    if (unit === 2 && buffer[place + 1 - low] !== 0) continue;
    if (byte === 13 && place + unit >= held - (unit - 1)) continue;
    return place + unit;
  }
  return 0;
}

function unreadable(path: string, cause: unknown): AppError {
  return new AppError('source/unreadable', describeFileTrouble(path, cause), { context: { path }, cause });
}
