import type { RawReadings } from '../../../domain/raw-readings.ts';
import type { ReadingKind } from '../../../domain/reading-kind.ts';
import type { Unit } from '../../../domain/unit.ts';

/** A row, or one cell of it, that became no reading. */
export interface RejectedRow {
  /** As an editor shows it where the source counts lines, else the place in the dataset; row 0 is the first. */
  readonly row: number;
  readonly dataset: string;
  /** The place of its series in `MappedFile.series`; null when it belongs to none or to several. */
  readonly series: number | null;
  /** The column, or the columns joined with a space. */
  readonly field: string;
  readonly text: string;
  readonly reason: string;
  /** Rejected rows should have been readings; ignored rows are none of this mapping. */
  readonly outcome: 'rejected' | 'ignored';
}

/** Readings that are added to the other parts of their series, times the factor. */
export interface MappedPart {
  /** The columns and registers it was read from. */
  readonly label: string;
  readonly factor: number;
  readonly rows: number;
}

export interface MappedSeries {
  /** What tells it apart within the file: dataset, meter, register, value; unique. */
  readonly name: string;
  readonly dataset: string;
  /** Null when the mapping has no column of meters. */
  readonly meter: string | null;
  readonly register: string | null;
  readonly unit: Unit | null;
  readonly kind: ReadingKind | null;
  /** Readings of all parts, gaps included. */
  readonly rows: number;
  readonly parts: readonly MappedPart[];
}

export interface PartReadings extends MappedPart {
  readonly readings: RawReadings;
}

/** A file as its mapping reads it. What does not fit in memory lies in a file that `close` takes away. */
export interface MappedFile {
  readonly series: readonly MappedSeries[];
  /** Rows of data gone through. */
  readonly rows: number;
  /** False when `maxRows` ended the reading before the file did. */
  readonly isComplete: boolean;
  /** Rows that are no readings of this mapping; they are among the rejects too. */
  readonly ignored: number;
  /** The readings of a series, part by part, in the file's order; made anew by each call. */
  parts(series: number): readonly PartReadings[];
  /** All rows that became no reading, in the file's order. */
  rejects(onRow: (row: RejectedRow) => void): void;
  /** The same rows, for readers that stop and go on. */
  eachReject(): Iterable<RejectedRow>;
  close(): void;
}

export interface MapOptions {
  /** Ends after so many rows, for a first page. */
  readonly maxRows?: number;
  /** Where the temporary file is made, once memory is full. */
  readonly folder: string;
  /** What readings may take in memory while the file is read; 48 MB unless told. */
  readonly memoryBytes?: number;
  /** Told from time to time how many rows have gone by. */
  readonly progress?: (rows: number) => void;
}
