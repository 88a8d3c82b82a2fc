import type { FileInspection } from '../../../contract/inspection-shapes.ts';
import type { MappingDocument } from '../../../contract/mapping-document.ts';

/** Whether a mapping names columns that a part of the file has: those of its recipe, or all that it reads. */
export function fitsFile(mapping: MappingDocument, file: FileInspection): boolean {
  if (mapping.format !== file.kind) return false;
  if (mapping.format === 'nem12') return true;
  const wanted = mapping.recognise?.columns ?? columnsOf(mapping);
  return file.datasets.some(({ columns }) =>
    wanted.every((column) => columns.some(({ name }) => matches(column, name))),
  );
}

/** A recipe with the file's own names in place of its patterns, so that it can be read by it. */
export function resolveRecipe(recipe: MappingDocument, file: FileInspection): MappingDocument {
  const dataset = file.datasets.find(({ columns }) =>
    (recipe.recognise?.columns ?? []).every((wanted) => columns.some(({ name }) => matches(wanted, name))),
  );
  const names = (dataset?.columns ?? []).map(({ name }) => name);
  const find = (wanted: string): string => names.find((name) => matches(wanted, name)) ?? wanted;
  const { recognise: _, ...mapping } = recipe;
  const { time, register, quality, only } = mapping;
  const stampOf = (stamp: MappingDocument['time']['stamp']): MappingDocument['time']['stamp'] =>
    stamp === null ? null : { ...stamp, columns: stamp.columns.map(find) };
  const fixed = [
    ...(time.stamp?.columns ?? []),
    ...(time.end?.columns ?? []),
    ...[mapping.meterColumn, mapping.unitColumn, register?.column, quality?.column, only?.column],
  ].map((wanted) => (wanted == null ? null : find(wanted)));
  return {
    ...mapping,
    datasets: [],
    time: { ...time, stamp: stampOf(time.stamp), end: stampOf(time.end) },
    values: mapping.values.flatMap((value) =>
      value.column === ''
        ? [value]
        : names
            .filter((name) => matches(value.column, name) && !fixed.includes(name))
            .map((column) => ({ ...value, column, name: value.name.includes('*') ? column : value.name })),
    ),
    meterColumn: mapping.meterColumn === null ? null : find(mapping.meterColumn),
    unitColumn: mapping.unitColumn === null ? null : find(mapping.unitColumn),
    register: register === null ? null : { ...register, column: find(register.column) },
    quality: quality === null ? null : { ...quality, column: find(quality.column) },
    only: only === null ? null : { ...only, column: find(only.column) },
  };
}

function columnsOf({
  time,
  values,
  dayColumns,
  meterColumn,
  unitColumn,
  register,
  quality,
}: MappingDocument): string[] {
  return [
    ...(time.stamp?.columns ?? []),
    ...(time.end?.columns ?? []),
    ...[...values, ...dayColumns].map(({ column }) => column),
    ...[meterColumn, unitColumn, register?.column, quality?.column].flatMap((column) => column ?? []),
  ].filter((column) => column !== '');
}

/** A `*` stands for any characters; case does not matter. */
function matches(wanted: string, name: string): boolean {
  const parts = wanted.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'is').test(name.trim());
}
