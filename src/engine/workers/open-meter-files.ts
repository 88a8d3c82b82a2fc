import { statSync } from 'node:fs';
import { openHdf5Source } from '../sources/hdf5/hdf5-source.ts';
import type { Hdf5Source } from '../sources/hdf5/hdf5-source.ts';
import { libraryFaults } from '../sources/hdf5/hdf5-library.ts';
import { fileState, stateOf } from './file-state.ts';
import { goneOrUnreadable } from './fingerprint-file.ts';

/** So many errors of the HDF5 library, each with a lost file descriptor, are borne before the thread is replaced. */
const faultLimit = 200;

/** Thrown inside the thread when only a fresh one can go on; never reaches the engine's callers. */
export class FreshThreadNeeded extends Error {
  override readonly name = 'FreshThreadNeeded';
}

interface OpenFile {
  readonly source: Hdf5Source;
  readonly state: string;
}

/** The meter files in use, kept open between calls and opened anew when they change. */
export class OpenMeterFiles {
  readonly #open = new Map<string, OpenFile>();
  readonly #onChange: (path: string) => void;

  /** @param onChange called when a file is no longer the one that was read before */
  constructor(onChange: (path: string) => void) {
    this.#onChange = onChange;
  }

  /**
   * The file as it is now.
   *
   * @throws AppError source/missing, source/unreadable; FreshThreadNeeded
   */
  async get(path: string): Promise<Hdf5Source> {
    if (libraryFaults() > faultLimit) throw new FreshThreadNeeded();
    const state = this.#look(path);
    const known = this.#open.get(path);
    if (known?.state === state) return known.source;
    if (known !== undefined) this.#forget(path, known);
    const source = await openHdf5Source(path);
    this.#open.set(path, { source, state });
    return source;
  }

  /**
   * Lets go of what has changed, so that whoever opens a file next gets what is there now.
   *
   * @throws FreshThreadNeeded
   */
  refresh(): void {
    if (libraryFaults() > 0) throw new FreshThreadNeeded();
    for (const [path, known] of this.#open) {
      const entry = statSync(path, { throwIfNoEntry: false });
      if (entry === undefined || stateOf(entry) !== known.state) this.#forget(path, known);
    }
  }

  #look(path: string): string {
    try {
      return fileState(path);
    } catch (cause) {
      const known = this.#open.get(path);
      if (known !== undefined) this.#forget(path, known);
      throw goneOrUnreadable(path, cause);
    }
  }

  /** After an error the library keeps what it knows of a file even when it is closed: it would read the old one. */
  #forget(path: string, known: OpenFile): void {
    this.#onChange(path);
    if (libraryFaults() > 0) throw new FreshThreadNeeded();
    this.#open.delete(path);
    known.source.close();
  }
}
