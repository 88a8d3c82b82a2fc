import { statfs } from 'node:fs/promises';
import { Transform } from 'node:stream';
import type { TransformCallback } from 'node:stream';
import { crc32 } from 'node:zlib';
import { AppError } from '../../../contract/app-error.ts';

/** Below this size an archive may be as dense as it likes. */
const freeBytes = 64 * 2 ** 20;
/** Text of meter readings shrinks to a tenth, all zeros to a hundredth; deflate itself ends at 1,032 to 1. */
const mostTimes = 300;
/** Room that is left on the disk. */
const spareBytes = 64 * 2 ** 20;

/** How much may come out of one archive: all its members together. */
export class UnpackLimits {
  readonly #path: string;
  readonly #packedBytes: number;
  readonly #limitBytes: number;
  readonly #roomBytes: number;
  readonly #folder: string;
  /** Bytes unpacked so far. */
  taken = 0;

  private constructor(
    path: string,
    packedBytes: number,
    limitBytes: number,
    folder: string,
    roomBytes: number,
  ) {
    this.#path = path;
    this.#packedBytes = packedBytes;
    this.#limitBytes = limitBytes;
    this.#folder = folder;
    this.#roomBytes = roomBytes;
  }

  static async of(
    path: string,
    packedBytes: number,
    limitBytes: number,
    folder: string,
  ): Promise<UnpackLimits> {
    const { bavail, bsize } = await statfs(folder);
    return new UnpackLimits(path, packedBytes, limitBytes, folder, bavail * bsize - spareBytes);
  }

  /** @throws AppError source/unsupported (a bomb, or too large), source/unreadable (the disk has no room) */
  take(count: number): void {
    this.taken += count;
    const times = this.taken / Math.max(1, this.#packedBytes);
    if (this.taken > freeBytes && times > mostTimes) {
      const sizes = `more than ${spell(this.taken)} out of ${spell(this.#packedBytes)}, over ${mostTimes} times as much`;
      throw this.#refusal(`it unpacks to ${sizes}. No readings do; it looks like a zip bomb`);
    }
    if (this.taken > this.#limitBytes) {
      throw this.#refusal(
        `it unpacks to more than ${spell(this.#limitBytes)}. Unpack it yourself and split it`,
      );
    }
    if (this.taken > this.#roomBytes) {
      const message = `${this.#path} was not unpacked: ${this.#folder} has no room for more than ${spell(Math.max(0, this.#roomBytes))}.`;
      throw new AppError('source/unreadable', message, {
        context: { path: this.#path, folder: this.#folder },
      });
    }
  }

  #refusal(reason: string): AppError {
    const message = `${this.#path} was not unpacked: ${reason}.`;
    return new AppError('source/unsupported', message, { context: { path: this.#path } });
  }
}

/** Passes bytes on, counts them against the limits and keeps their checksum. */
export class CountedBytes extends Transform {
  bytes = 0;
  crc = 0;
  readonly #limits: UnpackLimits;

  constructor(limits: UnpackLimits) {
    super();
    this.#limits = limits;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    try {
      this.#limits.take(chunk.length);
    } catch (cause) {
      done(cause as Error);
      return;
    }
    this.bytes += chunk.length;
    this.crc = crc32(chunk, this.crc);
    done(null, chunk);
  }
}

function spell(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value.toFixed(power === 0 || value >= 100 ? 0 : 1)} ${units[power] ?? ''}`;
}
