import type { Dataset, File, Metadata } from 'h5wasm/node';
import { AppError } from '../../../contract/app-error.ts';
import { batchRows } from '../source.ts';
import type {
  ColumnBatch,
  ReadRequest,
  Source,
  SourceColumn,
  SourceDataset,
  SourceValue,
} from '../source.ts';
import { provideFilters } from './filters.ts';
import { hdf5Classes, loadHdf5Library, noteLibraryFault } from './hdf5-library.ts';
import type { Hdf5Library } from './hdf5-library.ts';
import { describeOpenTrouble, innermostCause } from './library-trouble.ts';
import { isCompound, isNumeric, isShowable, typeName } from './numeric-type.ts';
import { PathResolver } from './resolve-path.ts';
import type { ResolvedPath } from './resolve-path.ts';

/** More columns than this are not listed one by one: such a dataset is a matrix, not a table. */
const columnLimit = 64;

/** One read is never larger than this. */
const sliceBytes = 64 * 1024 * 1024;

/**
 * Opens an HDF5 file read-only.
 *
 * @throws AppError source/unreadable
 */
export async function openHdf5Source(path: string): Promise<Hdf5Source> {
  const library = await loadHdf5Library();
  try {
    return new Hdf5Source(library, new (hdf5Classes().File)(path, 'r'), path);
  } catch (cause) {
    noteLibraryFault(cause);
    throw new AppError('source/unreadable', describeOpenTrouble(path, cause), { context: { path }, cause });
  }
}

/**
 * The datasets of one HDF5 file. Columns of a two-dimensional dataset are called `0`, `1`, …, those of a
 * one-dimensional one `0`, those of a compound one by their fields' names.
 */
export class Hdf5Source implements Source {
  readonly kind = 'hdf5';
  readonly path: string;
  readonly #library: Hdf5Library;
  readonly #file: File;
  readonly #resolver: PathResolver;
  /** The dataset that was looked for last: it is described, measured and read one after the other. */
  #lastOpened: { readonly path: string; readonly opened: OpenedDataset } | null = null;

  constructor(library: Hdf5Library, file: File, path: string) {
    this.path = path;
    this.#library = library;
    this.#file = file;
    this.#resolver = new PathResolver(library, file);
  }

  datasetNames(): readonly string[] {
    return this.#guard('/', () => this.#resolver.datasets());
  }

  /** What stands at a path, without following links into other files. */
  resolve(path: string): ResolvedPath {
    return this.#guard(path, () => this.#resolver.resolve(path));
  }

  /** The names of the groups and datasets of a group; empty when there is no such group. */
  namesIn(group: string): readonly string[] {
    const { kind, at } = this.resolve(group);
    if (kind !== 'group') return [];
    return this.#guard(group, () => this.#library.get_names(this.#file.file_id, `/${at}`, false));
  }

  /** @throws AppError source/dataset-unreadable */
  describe(dataset: string): SourceDataset {
    const { metadata } = this.#open(dataset);
    const rows = metadata.shape?.[0] ?? 0;
    return { name: dataset, rows, columns: columnsOf(metadata) };
  }

  /** The lengths of a dataset's dimensions. */
  shapeOf(dataset: string): readonly number[] {
    return this.#open(dataset).metadata.shape ?? [];
  }

  /** @throws AppError source/dataset-unreadable, source/filter-missing */
  *read(request: ReadRequest): Generator<ColumnBatch> {
    const { dataset, metadata } = this.#open(request.dataset);
    if (!isShowable(metadata) || (metadata.shape ?? []).length === 0) {
      throw this.#unreadable(request.dataset, `its type (${typeName(metadata)}) is not one that can be read`);
    }
    this.#refuseVirtual(request.dataset, metadata);
    provideFilters(this.#library, dataset.filters, this.path, request.dataset);
    const rows = metadata.shape?.[0] ?? 0;
    const names = columnsOf(metadata).map((column) => column.name);
    const places = request.columns.map((name) => names.indexOf(name));
    const missing = request.columns.find((_, index) => places[index] === -1);
    if (missing !== undefined) throw this.#unreadable(request.dataset, `it has no column ${missing}`);
    const end = Math.min(request.to, rows);
    const step = this.#rowsAtOnce(request.dataset, metadata);
    for (let from = Math.max(0, request.from); from < end; from += step) {
      const to = Math.min(from + step, end);
      const cells = this.#guard(request.dataset, () => dataset.slice([[from, to]]));
      yield { from, rows: to - from, columns: splitColumns(cells, metadata, places, to - from) };
    }
  }

  close(): void {
    this.#guard('/', () => this.#file.close());
  }

  #open(path: string): OpenedDataset {
    if (this.#lastOpened?.path === path) return this.#lastOpened.opened;
    const { kind, at } = this.resolve(path);
    if (kind === 'external')
      throw this.#unreadable(path, 'it is a link into another file, which is not followed');
    if (kind === 'missing') throw this.#unreadable(path, 'there is no such dataset');
    if (kind !== 'dataset') throw this.#unreadable(path, 'it is not a dataset');
    const opened = this.#guard(path, () => {
      const dataset = new (hdf5Classes().Dataset)(this.#file.file_id, `/${at}`);
      return { dataset, metadata: dataset.metadata };
    });
    this.#lastOpened = { path, opened };
    return opened;
  }

  /** Rows of one slice: fewer of wide rows, since the library's memory ends at 2 GiB. */
  #rowsAtOnce(path: string, metadata: Metadata): number {
    const rowBytes = metadata.size * widthOf(metadata);
    if (rowBytes > sliceBytes) throw this.#unreadable(path, `one of its rows has ${rowBytes} bytes`);
    return Math.max(1, Math.min(batchRows, Math.floor(sliceBytes / Math.max(1, rowBytes))));
  }

  /** Virtual datasets take their rows from other files; those that are not there would read as zeros. */
  #refuseVirtual(path: string, metadata: Metadata): void {
    const sources = metadata.virtual_sources ?? [];
    if (sources.length > 0)
      throw this.#unreadable(path, 'it is put together from other datasets (a virtual dataset)');
  }

  #unreadable(dataset: string, reason: string, cause?: unknown): AppError {
    const message = `${dataset} in ${this.path} cannot be read: ${reason}.`;
    return new AppError('source/dataset-unreadable', message, {
      context: { path: this.path, dataset },
      cause,
    });
  }

  #guard<T>(dataset: string, call: () => T): T {
    try {
      return call();
    } catch (cause) {
      noteLibraryFault(cause);
      throw this.#unreadable(dataset, innermostCause(cause), cause);
    }
  }
}

interface OpenedDataset {
  readonly dataset: Dataset;
  readonly metadata: Metadata;
}

function columnsOf(metadata: Metadata): SourceColumn[] {
  if (isCompound(metadata)) {
    const members = metadata.compound_type?.members ?? [];
    return members.map((member) => ({ name: member.name, type: typeName(member), secret: false }));
  }
  const count = Math.min(
    (metadata.shape ?? []).slice(1).reduce((product, length) => product * length, 1),
    columnLimit,
  );
  const type = typeName(metadata);
  return Array.from({ length: count }, (_, index) => ({ name: String(index), type, secret: false }));
}

/** Values in one row: the product of all dimensions but the first. */
function widthOf(metadata: Metadata): number {
  return (metadata.shape ?? []).slice(1).reduce((product, length) => product * length, 1);
}

function splitColumns(
  cells: unknown,
  metadata: Metadata,
  places: readonly number[],
  rows: number,
): ColumnBatch['columns'] {
  const width = widthOf(metadata);
  if (isNumeric(metadata)) return places.map((place) => numericColumn(cells, place, width, rows));
  const records = Array.isArray(cells) ? cells : [];
  return places.map((place) =>
    Array.from({ length: rows }, (_, row) => {
      if (!isCompound(metadata)) return showValue(records[row * width + place]);
      const record: unknown = records[row];
      return showValue(Array.isArray(record) ? record[place] : null);
    }),
  );
}

function numericColumn(cells: unknown, place: number, width: number, rows: number): Float64Array {
  const column = new Float64Array(rows);
  if (cells instanceof Float64Array || cells instanceof Float32Array) {
    for (let row = 0; row < rows; row++) column[row] = cells[row * width + place] as number;
    return column;
  }
  const integers = cells as ArrayLike<number | bigint>;
  for (let row = 0; row < rows; row++) column[row] = Number(integers[row * width + place]);
  return column;
}

function showValue(value: unknown): SourceValue {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return JSON.stringify(value.map(showValue));
  return null;
}
