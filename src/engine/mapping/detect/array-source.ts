import type {
  ColumnBatch,
  ReadRequest,
  Source,
  SourceColumn,
  SourceDataset,
  SourceValue,
} from '../../sources/source.ts';

/** A dataset of a source held in memory: a header and rows, as a person would type them. */
export interface ArrayDataset {
  readonly name?: string;
  readonly columns: readonly (string | (Partial<SourceColumn> & { readonly name: string }))[];
  readonly rows: readonly (readonly SourceValue[])[];
  readonly labels?: readonly string[];
}

/** A source of arrays, for tests of detection. Columns of numbers throughout come as typed arrays, as from HDF5. */
export function arraySource(datasets: readonly ArrayDataset[], kind: Source['kind'] = 'csv'): Source {
  const named = datasets.map((dataset, place) => ({
    ...dataset,
    name: dataset.name ?? `readings ${place + 1}`,
  }));
  const find = (name: string): (typeof named)[number] => {
    const dataset = named.find((each) => each.name === name);
    if (dataset === undefined) throw new Error(`no dataset ${name}`);
    return dataset;
  };
  return {
    kind,
    path: `/site/file.${kind}`,
    datasetNames: () => named.map(({ name }) => name),
    describe: (name) => describeArrays(find(name), kind),
    *read(request) {
      yield batchOf(find(request.dataset), request);
    },
    close: () => {},
  };
}

function describeArrays(dataset: ArrayDataset & { name: string }, kind: Source['kind']): SourceDataset {
  return {
    name: dataset.name,
    rows: dataset.rows.length,
    columns: dataset.columns.map((column) => ({
      type: kind === 'csv' ? 'text' : 'float64',
      secret: false,
      ...(typeof column === 'string' ? { name: column } : column),
    })),
    ...(dataset.labels === undefined ? {} : { labels: dataset.labels }),
  };
}

function batchOf({ columns, rows }: ArrayDataset, { columns: asked, from, to }: ReadRequest): ColumnBatch {
  const names = columns.map((column) => (typeof column === 'string' ? column : column.name));
  const slice = rows.slice(from, to);
  return {
    from,
    rows: slice.length,
    columns: asked.map((name) => {
      const cells = slice.map((row) => row[names.indexOf(name)] ?? null);
      return cells.length > 0 && cells.every((cell) => typeof cell === 'number')
        ? Float64Array.from(cells)
        : cells;
    }),
  };
}
