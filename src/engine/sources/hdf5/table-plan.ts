import type { Metadata } from 'h5wasm/node';
import { AppError } from '../../../contract/app-error.ts';
import type { SourceColumn } from '../source.ts';
import { readAttributes } from './attributes.ts';
import { dayNumberOffset, isDayNumber, isEpochNs } from './column-meaning.ts';
import { meaningOf, timeName, wasDayNumber, wasNanoseconds } from './column-meaning.ts';
import type { ColumnMeaning } from './column-meaning.ts';
import { decodeNumbers } from './decode-column.ts';
import { leafLimit, leavesOf } from './leaf.ts';
import type { Leaf } from './leaf.ts';
import type { Slab, StoredFile } from './stored-file.ts';

/** A dataset that gives columns to a table; its rows run along the first dimension or along the last. */
export interface StoredPart {
  readonly at: string;
  readonly metadata: Metadata;
  readonly rowAxis: 'first' | 'last';
}

export interface TableColumn {
  readonly column: SourceColumn;
  readonly part: StoredPart;
  /** Which element of a row. */
  readonly place: number;
  readonly leaf: Leaf;
  readonly meaning: ColumnMeaning;
}

/** Columns of equal length from one or more datasets. */
export interface Table {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly TableColumn[];
  readonly labels: readonly string[];
}

/** A table whose columns are worked out when somebody asks. */
export interface NamedTable {
  readonly name: string;
  readonly build: () => Table;
}

/** Columns of one table beyond these are not listed. */
export const columnLimit = leafLimit;

/** Of a wide matrix only so many columns are looked into: each look may unpack a block of the file. */
const sampledPlaces = 16;

/** Elements of one row: the product of all dimensions but the one that rows run along. */
export function widthOf(part: StoredPart): number {
  const shape = part.metadata.shape ?? [];
  const others = part.rowAxis === 'first' ? shape.slice(1) : shape.slice(0, -1);
  return others.reduce((product, length) => product * length, 1);
}

export function rowsOf(part: StoredPart): number {
  const shape = part.metadata.shape ?? [];
  return (part.rowAxis === 'first' ? shape[0] : shape.at(-1)) ?? 0;
}

/** The part of a dataset that holds rows [from, to) and, of two dimensions, only elements [first, last]. */
export function slabOf(part: StoredPart, from: number, to: number, first: number, last: number): Slab {
  const shape = part.metadata.shape ?? [];
  const isMatrix = shape.length === 2;
  const offset = shape.map(() => 0);
  const count = [...shape];
  const rowAt = part.rowAxis === 'first' ? 0 : shape.length - 1;
  offset[rowAt] = from;
  count[rowAt] = to - from;
  if (isMatrix) {
    offset[1 - rowAt] = first;
    count[1 - rowAt] = last - first + 1;
  }
  return { offset, count };
}

/** How a table calls the values of one dataset. */
export interface Naming {
  /** The name of a leaf at a place of the row. */
  readonly nameOf: (place: number, leaf: string) => string;
  readonly isRev: boolean;
  /** The rule by which a column is time, when the dataset's own place in the file says so. */
  readonly isTime?: boolean;
}

/** All columns of a dataset, at most `columnLimit`, with what its attributes say of them. */
export function columnsOfPart(file: StoredFile, part: StoredPart, naming: Naming): TableColumn[] {
  const attributes = readAttributes(file, part.at);
  const leaves = leavesOf(part.metadata).map((leaf) => ({
    leaf,
    ofFile: meaningOf(attributes, leaf, naming.isRev),
  }));
  const columns: TableColumn[] = [];
  const width = Math.min(widthOf(part), columnLimit);
  for (let place = 0; place < width; place++) {
    for (const { leaf, ofFile } of leaves) {
      if (columns.length >= columnLimit) return columns;
      const name = naming.nameOf(place, leaf.name);
      const isTime = naming.isTime ?? timeName.test(name);
      const meaning =
        place < sampledPlaces
          ? withDayNumbers(
              file,
              part,
              place,
              leaf,
              withLongIntegers(file, part, place, leaf, ofFile, isTime),
              isTime,
            )
          : ofFile;
      columns.push({ column: describe(name, leaf, meaning), part, place, leaf, meaning });
    }
  }
  return columns;
}

/** The number at a row, as it is stored; NaN when it cannot be read. */
export function sampleNumber(
  file: StoredFile,
  part: StoredPart,
  place: number,
  leaf: Leaf,
  row: number,
): number {
  if (row < 0 || row >= rowsOf(part) || leaf.reading === null) return NaN;
  const isMatrix = part.metadata.shape?.length === 2;
  const start = (isMatrix ? 0 : place * part.metadata.size) + leaf.offset;
  try {
    return file.elements(
      part.at,
      part.metadata,
      slabOf(part, row, row + 1, place, place),
      (bytes) => decodeNumbers({ bytes, start, stride: 0, rows: 1 }, leaf)[0] ?? NaN,
    );
  } catch (error) {
    if (error instanceof AppError) return NaN;
    throw error;
  }
}

function describe(name: string, leaf: Leaf, meaning: ColumnMeaning): SourceColumn {
  const labels = leaf.reading === null ? [...meaning.labels, 'this type is not read'] : meaning.labels;
  return {
    name,
    type: leaf.type,
    secret: false,
    ...(meaning.unit === null ? {} : { unit: meaning.unit }),
    ...(labels.length === 0 ? {} : { labels }),
  };
}

/** Integers of 64 bits: times in nanoseconds become milliseconds, ids beyond 2^53 texts. */
function withLongIntegers(
  file: StoredFile,
  part: StoredPart,
  place: number,
  leaf: Leaf,
  meaning: ColumnMeaning,
  isTime: boolean,
): ColumnMeaning {
  if (leaf.reading?.kind !== 'integer' || leaf.size !== 8 || meaning.time !== null) return meaning;
  const first = sampleNumber(file, part, place, leaf, 0);
  if (!isTime) return Math.abs(first) > Number.MAX_SAFE_INTEGER ? { ...meaning, asDigits: true } : meaning;
  if (!isEpochNs(first) && !isEpochNs(sampleNumber(file, part, place, leaf, rowsOf(part) - 1)))
    return meaning;
  return { ...meaning, time: 'ns', unit: 'epoch-ms', labels: [...meaning.labels, wasNanoseconds] };
}

/**
 * MATLAB's days since year 0 become the days of spreadsheets, which say as little of the time zone.
 * Only where a name says that the numbers are time: a register may count as far.
 */
function withDayNumbers(
  file: StoredFile,
  part: StoredPart,
  place: number,
  leaf: Leaf,
  meaning: ColumnMeaning,
  isTime: boolean,
): ColumnMeaning {
  if (!isTime || leaf.reading?.kind !== 'float' || leaf.size !== 8 || meaning.time !== null) return meaning;
  if (meaning.multiply !== 1 || meaning.divide !== 1 || meaning.add !== 0) return meaning;
  const ends = [0, rowsOf(part) - 1].map((row) => sampleNumber(file, part, place, leaf, row));
  if (!ends.every(isDayNumber)) return meaning;
  return { ...meaning, add: -dayNumberOffset, labels: [...meaning.labels, wasDayNumber] };
}
