/** One value of a sample or of a column that is not numeric; safe to cross any border. */
export type SourceValue = string | number | boolean | null;

export interface SourceColumn {
  readonly name: string;
  /** The type as the file has it: `TEXT`, `float64`, … */
  readonly type: string;
  /** True for columns that hold secrets: their values are never read for a sample. */
  readonly secret: boolean;
}

/** A table, view or HDF5 dataset. */
export interface SourceDataset {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly SourceColumn[];
}

/** Rows of some columns: numbers as typed arrays, anything else as plain values, in the order asked for. */
export interface ColumnBatch {
  /** The first of these rows within the dataset; row 0 is the first. */
  readonly from: number;
  readonly rows: number;
  readonly columns: readonly (Float64Array | readonly SourceValue[])[];
}

/** Rows [from, to) of the named columns. */
export interface ReadRequest {
  readonly dataset: string;
  readonly columns: readonly string[];
  readonly from: number;
  readonly to: number;
}

/**
 * An open file with datasets, read-only and synchronous: sources live in the reader's worker thread. Every
 * method throws AppError with a source/* code that names the file.
 */
export interface Source {
  readonly kind: 'sqlite' | 'hdf5';
  readonly path: string;
  /** Names of all datasets, in the file's order. */
  datasetNames(): readonly string[];
  describe(dataset: string): SourceDataset;
  /** Batches in row order that together hold the rows asked for; a range beyond the end is cut short. */
  read(request: ReadRequest): Iterable<ColumnBatch>;
  close(): void;
}

/** Rows of one batch: large enough to be fast, small enough that memory does not depend on the file's size. */
export const batchRows = 262_144;
