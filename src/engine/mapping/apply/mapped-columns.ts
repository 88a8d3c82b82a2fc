import { AppError } from '../../../contract/app-error.ts';
import type { MappingDocument, ValueMapping } from '../../../contract/mapping-document.ts';
import type { Source } from '../../sources/source.ts';

/** The value columns of a mapping: one each, or those of a day, all of which are one value. */
export function valuesOf(mapping: MappingDocument): { values: ValueMapping[]; columns: string[] } {
  const isWide = mapping.layout === 'wide-by-interval';
  const values = isWide ? [valueOfDay(mapping)] : mapping.values;
  const columns = (isWide ? mapping.dayColumns : values).map(({ column }) => column);
  if (columns.length > 0) return { values, columns };
  throw new AppError('mapping/incomplete', 'The mapping names no column of values.');
}

function valueOfDay({ values }: MappingDocument): ValueMapping {
  return values[0] ?? { column: '', name: 'value', unit: null, kind: null, factor: 1 };
}

/** Every column that a mapping reads, each once. */
export function columnsOf(mapping: MappingDocument): string[] {
  const { time, register, only, quality } = mapping;
  return [
    ...new Set([
      ...(time.stamp?.columns ?? []),
      ...(time.end?.columns ?? []),
      ...valuesOf(mapping).columns,
      ...[mapping.meterColumn, register?.column, mapping.unitColumn].flatMap((column) => column ?? []),
      ...[only?.column, quality?.column, time.daylight?.column].flatMap((column) => column ?? []),
    ]),
  ];
}

/**
 * The datasets that a mapping reads: those it names, or all that have its columns.
 *
 * @throws AppError mapping/incomplete
 */
export function datasetsOf(source: Source, mapping: MappingDocument): string[] {
  const columns = columnsOf(mapping);
  const known = source.datasetNames();
  const isNamed = mapping.datasets.length > 0;
  const wanted = isNamed ? known.filter((name) => mapping.datasets.includes(name)) : known;
  const absent = mapping.datasets.find((name) => !known.includes(name));
  if (absent !== undefined) throw incomplete(source, `it has no ${absent}`);
  const fitting: string[] = [];
  let missing = 'it holds no data';
  for (const dataset of wanted) {
    const there = new Set(source.describe(dataset).columns.map(({ name }) => name));
    const lacking = columns.find((name) => !there.has(name));
    if (lacking === undefined) fitting.push(dataset);
    else {
      missing = `${dataset} has no column ${lacking}`;
      if (isNamed) throw incomplete(source, missing);
    }
  }
  if (fitting.length === 0) throw incomplete(source, missing);
  return fitting;
}

function incomplete(source: Source, reason: string): AppError {
  const message = `The mapping does not fit ${source.path}: ${reason}.`;
  return new AppError('mapping/incomplete', message, { context: { path: source.path } });
}
