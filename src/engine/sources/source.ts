/** One value of a sample or of a column that is not numeric; safe to cross any border. */
export type SourceValue = string | number | boolean | null;

export interface SourceColumn {
  readonly name: string;
  /** The type as the file has it: `TEXT`, `float64`, `text` (CSV), … */
  readonly type: string;
  /** True for columns that hold secrets: their values are never read for a sample. */
  readonly secret: boolean;
  /** The unit that stands beside the column in the file (a units row, an attribute), as written there. */
  readonly unit?: string;
  /** What else the file says of the column, in the words of the file: device, serial number, register, … */
  readonly labels?: readonly string[];
}

/** A table, view, HDF5 dataset or section of a CSV. */
export interface SourceDataset {
  readonly name: string;
  readonly rows: number;
  /** True when `rows` was judged from a sample of a large file instead of counted. */
  readonly rowsAreEstimated?: boolean;
  readonly columns: readonly SourceColumn[];
  /** Lines or attributes around the data that say something about it: preamble, section title, attributes. */
  readonly labels?: readonly string[];
}

/** Rows of some columns: numbers as typed arrays, anything else as plain values, in the order asked for. */
export interface ColumnBatch {
  /** The first of these rows within the dataset; row 0 is the first. */
  readonly from: number;
  readonly rows: number;
  readonly columns: readonly (Float64Array | readonly SourceValue[])[];
  /** Row numbers as an editor shows them; absent when the place within the dataset is the number. */
  readonly rowNumbers?: Float64Array;
}

/** Rows [from, to) of the named columns. */
export interface ReadRequest {
  readonly dataset: string;
  readonly columns: readonly string[];
  readonly from: number;
  readonly to: number;
}

/** A row of the file that belongs to no dataset's data, such as a repeated header or a footer. */
export interface IgnoredRow {
  /** As an editor shows it. */
  readonly row: number;
  readonly text: string;
  readonly reason: string;
}

/**
 * An open file with datasets, read-only and synchronous: sources live in the reader's worker thread. Every
 * method throws AppError with a source/* code that names the file.
 */
export interface Source {
  readonly kind: 'sqlite' | 'hdf5' | 'csv';
  readonly path: string;
  /** Names of all datasets, in the file's order. */
  datasetNames(): readonly string[];
  describe(dataset: string): SourceDataset;
  /**
   * Batches in row order that together hold the rows asked for; a range beyond the end is cut short. Rows that
   * are in the file but are no data are handed to `onIgnored` as they go by.
   */
  read(request: ReadRequest, onIgnored?: (row: IgnoredRow) => void): Iterable<ColumnBatch>;
  /** What of the file is not listed among the datasets, and why. */
  problems?(): readonly { readonly at: string; readonly reason: string }[];
  close(): void;
}

/** Rows of one batch: large enough to be fast, small enough that memory does not depend on the file's size. */
export const batchRows = 262_144;
