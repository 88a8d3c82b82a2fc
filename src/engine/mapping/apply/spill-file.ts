import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../../contract/app-error.ts';
import { systemCode } from '../../sources/file-trouble.ts';

/**
 * A temporary file for what memory does not hold: made when first written to, readable by its owner only, and
 * without a name as soon as the system allows, so that nothing stays behind however the process ends.
 */
export class SpillFile {
  readonly #folder: string;
  #descriptor: number | null = null;
  /** Set where an open file keeps its name. */
  #nameLeft: string | null = null;
  #sizeBytes = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /**
   * Adds bytes and gives the place where they begin.
   *
   * @throws AppError ledger/disk-full, ledger/unwritable
   */
  append(bytes: Uint8Array): number {
    const from = this.#sizeBytes;
    try {
      this.#descriptor ??= this.#create();
      for (let done = 0; done < bytes.length;) {
        done += writeSync(this.#descriptor, bytes, done, bytes.length - done, from + done);
      }
    } catch (cause) {
      throw this.#trouble(cause);
    }
    this.#sizeBytes = from + bytes.length;
    return from;
  }

  /** Fills `bytes` from a place that `append` gave. */
  read(from: number, bytes: Uint8Array): void {
    if (this.#descriptor === null) throw new AppError('engine/bug', 'Nothing was spilled.');
    for (let done = 0; done < bytes.length;) {
      const count = readSync(this.#descriptor, bytes, done, bytes.length - done, from + done);
      if (count === 0)
        throw new AppError('engine/bug', 'The temporary file is shorter than what was written.');
      done += count;
    }
  }

  close(): void {
    if (this.#descriptor === null) return;
    closeSync(this.#descriptor);
    this.#descriptor = null;
    if (this.#nameLeft !== null) unlinkSync(this.#nameLeft);
    this.#nameLeft = null;
  }

  #create(): number {
    const name = path.join(this.#folder, `readings-${randomUUID()}.tmp`);
    const descriptor = openSync(name, 'wx+', 0o600);
    try {
      unlinkSync(name);
    } catch {
      this.#nameLeft = name;
    }
    return descriptor;
  }

  #trouble(cause: unknown): AppError {
    const code = systemCode(cause);
    const isFull = code === 'ENOSPC' || code === 'EDQUOT';
    const message = isFull
      ? `There is no room left in ${this.#folder} for a temporary file of the readings.`
      : `No temporary file can be written in ${this.#folder}.`;
    return new AppError(isFull ? 'ledger/disk-full' : 'ledger/unwritable', message, { cause });
  }
}
