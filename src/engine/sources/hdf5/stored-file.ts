import type { File, Metadata } from 'h5wasm/node';
import { AppError } from '../../../contract/app-error.ts';
import { provideFilters } from './filters.ts';
import { hdf5Classes, loadHdf5Library, noteLibraryFault } from './hdf5-library.ts';
import type { Hdf5Library } from './hdf5-library.ts';
import { describeOpenTrouble, innermostCause } from './library-trouble.ts';
import { typeClass } from './numeric-type.ts';
import { PathResolver } from './resolve-path.ts';
import type { ResolvedPath } from './resolve-path.ts';

/** A part of a dataset: one number a dimension. */
export interface Slab {
  readonly offset: readonly number[];
  readonly count: readonly number[];
}

type Standing = ReturnType<PathResolver['standingAt']>;

/** An open HDF5 file below its tables: objects, their types, and the bytes of their elements. */
export class StoredFile {
  readonly library: Hdf5Library;
  readonly file: File;
  readonly path: string;
  readonly #resolver: PathResolver;
  readonly #standings = new Map<string, Standing>();
  readonly #filtersReady = new Set<string>();

  constructor(library: Hdf5Library, file: File, path: string) {
    this.library = library;
    this.file = file;
    this.path = path;
    this.#resolver = new PathResolver(library, file);
  }

  resolve(path: string): ResolvedPath {
    return this.guard(path, () => this.#resolver.resolve(path));
  }

  /** The name of the file that a link leads to; null for any other path. */
  externalFile(path: string): string | null {
    return this.guard(path, () => this.#resolver.externalFile(path));
  }

  /** Asked of the library once a path: three searches through the tree. */
  standingAt(path: string): Standing {
    const known = this.#standings.get(path);
    if (known !== undefined) return known;
    const standing = this.guard(path, () => this.#resolver.standingAt(path));
    this.#standings.set(path, standing);
    return standing;
  }

  /** Names in a group; links are named too, whether their target is there or not. */
  names(group: string): readonly string[] {
    return this.guard(group, () => this.library.get_names(this.file.file_id, `/${group}`, false));
  }

  /** The same text for every path of one object: its address in the file. */
  addressOf(path: string): string {
    return this.guard(path, () =>
      this.library.create_object_reference(this.file.file_id, `/${path}`).join(','),
    );
  }

  /** @throws AppError source/dataset-unreadable */
  metadata(path: string): Metadata {
    return this.guard(path, () => this.library.get_dataset_metadata(this.file.file_id, `/${path}`));
  }

  /**
   * Reads a part of a dataset and hands its bytes over where they lie in the library's memory: they are gone
   * after `use`. Little endian, but for compounds of mixed order, which come as they are stored.
   *
   * @throws AppError source/dataset-unreadable, source/filter-missing
   */
  elements<T>(path: string, metadata: Metadata, slab: Slab, use: (bytes: Uint8Array) => T): T {
    this.#prepare(path, metadata);
    const { library } = this;
    const elements = slab.count.reduce((product, length) => product * length, 1);
    const size = elements * metadata.size;
    const pointer = this.guard(path, () => allocate(library, size));
    const count = slab.count.map(BigInt);
    let isRead = false;
    try {
      this.guard(path, () =>
        library.get_dataset_data(
          this.file.file_id,
          `/${path}`,
          count,
          slab.offset.map(BigInt),
          count.map(() => 1n),
          BigInt(pointer),
        ),
      );
      isRead = true;
      return use(library.HEAPU8.subarray(pointer, pointer + size));
    } finally {
      if (isRead && pointsElsewhere(metadata)) {
        library.reclaim_vlen_memory_count(this.file.file_id, `/${path}`, '', BigInt(pointer), count);
      }
      library._free(pointer);
    }
  }

  /** Why no row of a dataset can be read, as a sentence; null when nothing is known against it. */
  troubleWith(path: string, metadata: Metadata): string | null {
    try {
      this.#prepare(path, metadata);
      return null;
    } catch (error) {
      if (error instanceof AppError) return error.message;
      throw error;
    }
  }

  unreadable(dataset: string, reason: string, cause?: unknown): AppError {
    return new AppError(
      'source/dataset-unreadable',
      `${dataset} in ${this.path} cannot be read: ${reason}.`,
      { context: { path: this.path, dataset }, cause },
    );
  }

  guard<T>(dataset: string, call: () => T): T {
    try {
      return call();
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      noteLibraryFault(cause);
      throw this.unreadable(dataset, innermostCause(cause), cause);
    }
  }

  close(): void {
    this.guard('/', () => this.file.close());
  }

  #prepare(path: string, metadata: Metadata): void {
    if ((metadata.virtual_sources ?? []).length > 0)
      throw this.unreadable(path, 'it is put together from other datasets (a virtual dataset)');
    if (this.#filtersReady.has(path)) return;
    const filters = this.guard(path, () => this.library.get_dataset_filters(this.file.file_id, `/${path}`));
    provideFilters(this.library, filters, this.path, path);
    this.#filtersReady.add(path);
  }
}

/** @throws AppError source/unreadable */
export async function openStoredFile(path: string): Promise<StoredFile> {
  const library = await loadHdf5Library();
  try {
    return new StoredFile(library, new (hdf5Classes().File)(path, 'r'), path);
  } catch (cause) {
    noteLibraryFault(cause);
    throw new AppError('source/unreadable', describeOpenTrouble(path, cause), { context: { path }, cause });
  }
}

/** True for types whose elements are pointers to memory that the library must take back. */
export function pointsElsewhere(
  metadata: Pick<Metadata, 'type' | 'vlen' | 'compound_type' | 'array_type'>,
): boolean {
  if (metadata.vlen || metadata.type === typeClass.list) return true;
  if (metadata.array_type !== undefined) return pointsElsewhere(metadata.array_type);
  return (metadata.compound_type?.members ?? []).some((member) => pointsElsewhere(member));
}

function allocate(library: Hdf5Library, size: number): number {
  const pointer = library._malloc(Math.max(1, size));
  if (pointer === 0) throw new Error(`no memory for ${size} bytes`);
  return pointer;
}
