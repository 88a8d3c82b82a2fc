import type { ColumnBatch, ReadRequest, SourceValue } from '../source.ts';
import { batchRows } from '../source.ts';
import { applyMeaning } from './column-meaning.ts';
import { decodeDigits, decodeNanoseconds, decodeNumbers, decodeValues } from './decode-column.ts';
import type { Cells } from './decode-column.ts';
import type { StoredFile } from './stored-file.ts';
import { slabOf, widthOf } from './table-plan.ts';
import type { StoredPart, Table, TableColumn } from './table-plan.ts';

/** One read, and the columns made of it, are never larger than this. */
const sliceBytes = 64 * 1024 * 1024;

/**
 * Rows of a table.
 *
 * @throws AppError source/dataset-unreadable, source/filter-missing
 */
export function* readTable(file: StoredFile, table: Table, request: ReadRequest): Generator<ColumnBatch> {
  const known = new Map(table.columns.map((column) => [column.column.name, column]));
  const chosen = request.columns.map((name) => columnOf(file, table, known, name));
  const reads = readsOf(chosen);
  const end = Math.min(request.to, table.rows);
  const step = rowsAtOnce(file, table, reads, chosen.length);
  for (let from = Math.max(0, request.from); from < end; from += step) {
    const to = Math.min(from + step, end);
    const columns = new Array<Float64Array | readonly SourceValue[]>(chosen.length);
    for (const read of reads) readPart(file, read, from, to, columns);
    yield { from, rows: to - from, columns };
  }
}

/** The columns that one dataset gives; of a matrix only the elements from `first` to `last` are read. */
interface PartRead {
  readonly part: StoredPart;
  readonly columns: { readonly at: number; readonly column: TableColumn }[];
  readonly first: number;
  readonly last: number;
}

function columnOf(
  file: StoredFile,
  table: Table,
  known: ReadonlyMap<string, TableColumn>,
  name: string,
): TableColumn {
  const column = known.get(name);
  if (column === undefined) throw file.unreadable(table.name, `it has no column ${name}`);
  if (column.leaf.reading === null) {
    throw file.unreadable(
      table.name,
      `the type of its column ${name} (${column.leaf.type}) is not one that can be read`,
    );
  }
  return column;
}

function readsOf(chosen: readonly TableColumn[]): PartRead[] {
  const parts = new Map<StoredPart, { at: number; column: TableColumn }[]>();
  for (const [at, column] of chosen.entries()) {
    const columns = parts.get(column.part);
    if (columns === undefined) parts.set(column.part, [{ at, column }]);
    else columns.push({ at, column });
  }
  return [...parts].map(([part, columns]) => {
    const isMatrix = part.metadata.shape?.length === 2;
    const places = columns.map(({ column }) => column.place);
    return {
      part,
      columns,
      first: isMatrix ? places.reduce((least, place) => Math.min(least, place), Infinity) : 0,
      last: isMatrix ? places.reduce((most, place) => Math.max(most, place), 0) : widthOf(part) - 1,
    };
  });
}

function rowsAtOnce(file: StoredFile, table: Table, reads: readonly PartRead[], columns: number): number {
  const stored = reads.map(({ part, first, last }) => (last - first + 1) * part.metadata.size);
  const widest = stored.reduce(
    (most, size) => Math.max(most, size),
    columns * Float64Array.BYTES_PER_ELEMENT,
  );
  if (widest > sliceBytes) throw file.unreadable(table.name, `one of its rows has ${widest} bytes`);
  return Math.max(1, Math.min(batchRows, Math.floor(sliceBytes / Math.max(1, widest))));
}

function readPart(
  file: StoredFile,
  { part, columns, first, last }: PartRead,
  from: number,
  to: number,
  into: (Float64Array | readonly SourceValue[])[],
): void {
  const rows = to - from;
  const { size } = part.metadata;
  const width = last - first + 1;
  file.elements(part.at, part.metadata, slabOf(part, from, to, first, last), (bytes) => {
    for (const { at, column } of columns) {
      const element = column.place - first;
      const isAlong = part.rowAxis === 'first';
      const start = (isAlong ? element : element * rows) * size + column.leaf.offset;
      const cells = { bytes, start, stride: isAlong ? width * size : size, rows };
      into[at] = decode(cells, column);
    }
  });
}

function decode(cells: Cells, { leaf, meaning }: TableColumn): Float64Array | readonly SourceValue[] {
  const kind = leaf.reading?.kind;
  if (kind !== 'integer' && kind !== 'float') return decodeValues(cells, leaf);
  if (meaning.asDigits) return decodeDigits(cells, leaf);
  if (meaning.time === 'ns') return decodeNanoseconds(cells, leaf);
  const numbers = decodeNumbers(cells, leaf);
  applyMeaning(numbers, meaning);
  return numbers;
}
