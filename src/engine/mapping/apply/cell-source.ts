import type { ColumnBatch, IgnoredRow, ReadRequest, Source, SourceDataset } from '../../sources/source.ts';
import type { ColumnCells } from './cells.ts';

/** A table of cells: `name`, `rowNumbers` and `ignored` tell about it, all else are its columns. */
export interface CellTable {
  readonly name?: string;
  readonly rowNumbers?: readonly number[];
  readonly ignored?: readonly IgnoredRow[];
  readonly [column: string]: ColumnCells | string | readonly IgnoredRow[] | undefined;
}

/** A source whose tables are in memory, in batches of a few rows, for tests of what reads sources. */
export function cellSource(tables: readonly CellTable[], rowsPerBatch = 7): Source {
  const names = tables.map((table, place) => table.name ?? `table ${place}`);
  const tableNamed = (name: string): CellTable => tables[names.indexOf(name)] ?? {};
  return {
    kind: 'csv',
    path: 'cells.csv',
    datasetNames: () => names,
    describe: (name) => describeTable(name, tableNamed(name)),
    read: (request, onIgnored) => readTable(tableNamed(request.dataset), request, rowsPerBatch, onIgnored),
    close: () => {},
  };
}

function columnsOf(table: CellTable): Map<string, ColumnCells> {
  const { name: _name, rowNumbers: _rowNumbers, ignored: _ignored, ...columns } = table;
  return new Map(Object.entries(columns) as [string, ColumnCells][]);
}

function describeTable(name: string, table: CellTable): SourceDataset {
  const columns = columnsOf(table);
  return {
    name,
    rows: rowsOf(columns),
    columns: [...columns.keys()].map((column) => ({ name: column, type: 'text', secret: false })),
  };
}

function rowsOf(columns: ReadonlyMap<string, ColumnCells>): number {
  return Math.max(0, ...[...columns.values()].map(({ length }) => length));
}

function* readTable(
  table: CellTable,
  request: ReadRequest,
  rowsPerBatch: number,
  onIgnored: (row: IgnoredRow) => void = () => {},
): Generator<ColumnBatch> {
  const columns = columnsOf(table);
  const numbers = table.rowNumbers === undefined ? null : Float64Array.from(table.rowNumbers);
  const end = Math.min(request.to, rowsOf(columns));
  let told = 0;
  const ignored = table.ignored ?? [];
  for (let from = request.from; from < end; from += rowsPerBatch) {
    const to = Math.min(end, from + rowsPerBatch);
    const last = numbers === null ? to - 1 : (numbers[to - 1] as number);
    while (told < ignored.length && (ignored[told]?.row ?? 0) <= last)
      onIgnored(ignored[told++] as IgnoredRow);
    yield {
      from,
      rows: to - from,
      columns: request.columns.map((name) => (columns.get(name) ?? []).slice(from, to)),
      ...(numbers === null ? {} : { rowNumbers: numbers.slice(from, to) }),
    };
  }
  for (; told < ignored.length; told++) onIgnored(ignored[told] as IgnoredRow);
}
