import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { IntervalSeries } from '../../domain/interval-series.ts';
import type { DigestedSeries } from './series-shelf.ts';

interface KeptFile {
  /** The source that it is of. */
  readonly path: string;
  readonly file: string;
  readonly digest: string;
  readonly intervals: number;
  readonly hasQuality: boolean;
  readonly bytes: number;
}

const columnBytes = Float64Array.BYTES_PER_ELEMENT;

/**
 * Settled series that memory had to let go before they were sent to their end: on disk, column after column, so that the
 * next chunk takes its part from there. Many long series go up side by side; to read and settle each of them anew for
 * every chunk would cost more than all the rest.
 */
export class UnfinishedSeries {
  readonly #folder: string;
  readonly #limitBytes: number;
  readonly #kept = new Map<string, KeptFile>();
  #bytes = 0;
  #named = 0;

  /** @param limitBytes of all files; those read longest ago go first */
  constructor(folder: string, limitBytes: number) {
    this.#folder = folder;
    this.#limitBytes = limitBytes;
  }

  /** Keeps a series; one that the disk has no room for is not kept, and will be settled anew. */
  keep(key: string, path: string, { series, digest }: DigestedSeries): void {
    if (this.#kept.has(key)) return;
    const { startMs, endMs, value, quality } = series;
    const columns = [startMs, endMs, value, ...(quality === null ? [] : [quality])];
    const bytes = columns.reduce((sum, column) => sum + column.byteLength, 0);
    const file = join(this.#folder, `unfinished-${this.#named++}`);
    try {
      writeColumns(file, columns);
    } catch {
      rmSync(file, { force: true });
      return;
    }
    const hasQuality = quality !== null;
    this.#kept.set(key, { path, file, digest, intervals: startMs.length, hasQuality, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#limitBytes) break;
      this.drop(oldest);
    }
  }

  /** The intervals [from, to) of a series; null when it is not kept. */
  read(key: string, from: number, to: number): DigestedSeries | null {
    const kept = this.#kept.get(key);
    if (kept === undefined || to > kept.intervals) return null;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    try {
      return { series: readPart(kept, from, to), digest: kept.digest };
    } catch {
      this.drop(key);
      return null;
    }
  }

  drop(key: string): void {
    const kept = this.#kept.get(key);
    if (kept === undefined) return;
    this.#kept.delete(key);
    this.#bytes -= kept.bytes;
    rmSync(kept.file, { force: true });
  }

  /** Lets go of all that came of a source. */
  forget(path: string): void {
    for (const [key, kept] of this.#kept) if (kept.path === path) this.drop(key);
  }
}

function writeColumns(file: string, columns: readonly (Float64Array | Uint8Array)[]): void {
  const target = openSync(file, 'wx', 0o600);
  try {
    for (const column of columns) {
      const bytes = bytesOf(column);
      for (let at = 0; at < bytes.length;) at += writeSync(target, bytes, at);
    }
  } finally {
    closeSync(target);
  }
}

function readPart({ file, intervals, hasQuality }: KeptFile, from: number, to: number): IntervalSeries {
  const source = openSync(file, 'r');
  try {
    const column = (nth: number): Float64Array => {
      const part = new Float64Array(to - from);
      readWhole(source, bytesOf(part), (nth * intervals + from) * columnBytes);
      return part;
    };
    const [startMs, endMs, value] = [column(0), column(1), column(2)];
    if (!hasQuality) return { startMs, endMs, value, quality: null };
    const quality = new Uint8Array(to - from);
    readWhole(source, quality, 3 * intervals * columnBytes + from);
    return { startMs, endMs, value, quality };
  } finally {
    closeSync(source);
  }
}

function readWhole(file: number, into: Uint8Array, position: number): void {
  for (let at = 0; at < into.length;) {
    const read = readSync(file, into, at, into.length - at, position + at);
    if (read === 0) throw new Error('The file is shorter than what was written.');
    at += read;
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
