import { AppError } from '../../contract/app-error.ts';
import { isUuid } from '../../domain/uuid.ts';
import { openCsvSource } from '../sources/csv/csv-source.ts';
import type { SourceValue } from '../sources/source.ts';

/** A line of a meter -> resource list. */
export interface ResourceListRow {
  /** As an editor shows it. */
  readonly row: number;
  readonly meter: string;
  readonly resource: string;
  readonly reportId: string | null;
}

const resourceNames = /^(vtn[ _-]?)?resource([ _-]?(id|uuid))?$/i;
const reportNames = /^report([ _-]?(id|uuid))?$/i;
const meterNames =
  /^(meter|series|load|h5[ _-]?meter|serial|name|nmi|ean|gsrn|mpan)([ _-]?(id|no|number|name))?$/i;

/**
 * A CSV of meter -> resource in its own order, with a header or without one: then the column of UUIDs is the
 * resource, the first other one the meter.
 *
 * @throws AppError source/unreadable, source/unsupported; mapping/incomplete when the columns are not there
 */
export function readResourceList(path: string): ResourceListRow[] {
  const source = openCsvSource(path);
  try {
    const [dataset = ''] = source.datasetNames();
    const names = source.describe(dataset).columns.map(({ name }) => name);
    const rows = readRows(source.read({ dataset, columns: names, from: 0, to: Infinity }));
    const columns = chooseColumns(
      names,
      rows.map(({ cells }) => cells),
    );
    if (columns === null) throw withoutColumns(path, names);
    const { meter, resource, report } = columns;
    return rows
      .map(({ row, cells }) => ({
        row,
        meter: cells[meter] ?? '',
        resource: cells[resource] ?? '',
        reportId: report === -1 || cells[report] === '' ? null : (cells[report] ?? null),
      }))
      .filter((row) => row.meter !== '' || row.resource !== '');
  } finally {
    source.close();
  }
}

interface ListRow {
  readonly row: number;
  readonly cells: readonly string[];
}

function readRows(
  batches: Iterable<{
    readonly rows: number;
    readonly columns: readonly (Float64Array | readonly SourceValue[])[];
    readonly rowNumbers?: Float64Array;
  }>,
): ListRow[] {
  const all: ListRow[] = [];
  for (const { rows, columns, rowNumbers } of batches) {
    for (let index = 0; index < rows; index++) {
      const cells = columns.map((column) => String(column[index] ?? '').trim());
      all.push({ row: rowNumbers?.[index] ?? all.length, cells });
    }
  }
  return all;
}

function chooseColumns(
  names: readonly string[],
  rows: readonly (readonly string[])[],
): { meter: number; resource: number; report: number } | null {
  const report = names.findIndex((name) => reportNames.test(name.trim()));
  const named = names.findIndex((name) => resourceNames.test(name.trim()));
  const resource =
    named !== -1 ? named : names.findIndex((_, column) => isColumnOfUuids(rows, column, report));
  const called = names.findIndex((name, column) => column !== resource && meterNames.test(name.trim()));
  const meter =
    called !== -1 ? called : names.findIndex((_, column) => column !== resource && column !== report);
  return resource === -1 || meter === -1 ? null : { meter, resource, report };
}

function isColumnOfUuids(rows: readonly (readonly string[])[], column: number, report: number): boolean {
  return column !== report && rows.length > 0 && rows.every((cells) => isUuid(cells[column] ?? ''));
}

function withoutColumns(path: string, names: readonly string[]): AppError {
  return new AppError(
    'mapping/incomplete',
    `${path} is no list of meters and resources: it needs a column "meter" and a column "resource" with UUIDs. ` +
      `It has ${names.map((name) => `"${name}"`).join(', ')}.`,
    { context: { path } },
  );
}
