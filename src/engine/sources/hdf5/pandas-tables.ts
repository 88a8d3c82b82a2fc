import { readAttributes, textOf } from './attributes.ts';
import type { Attributes } from './attributes.ts';
import { lengthOf, partOf } from './group-members.ts';
import type { Member } from './group-members.ts';
import { leavesOf } from './leaf.ts';
import { finish } from './member-tables.ts';
import { isCompound } from './numeric-type.ts';
import { namesInPickledList, zonesInPickle } from './pickled-names.ts';
import { readValues } from './read-values.ts';
import { sayWithoutTime } from './row-count.ts';
import type { StoredFile } from './stored-file.ts';
import { columnsOfPart, widthOf } from './table-plan.ts';
import type { NamedTable, Table, TableColumn } from './table-plan.ts';

/**
 * The table that pandas' HDFStore made of a group, in its `table` format (one compound dataset) or its `fixed`
 * one (axes and blocks of values). What pandas pickled is never unpickled.
 *
 * @returns null when the group is not of pandas
 */
export function pandasTables(
  file: StoredFile,
  group: string,
  members: readonly Member[],
): NamedTable[] | null {
  const called = (name: string): Member | undefined => members.find((member) => member.name === name);
  const table = called('table');
  const name = group === '' ? '/' : group;
  if (table !== undefined && isPandasTable(table)) {
    return [{ name, build: () => tableFormat(file, name, group, table) }];
  }
  const index = indexOf(file, group, called);
  if (index === undefined || !members.some((member) => isBlock(member))) return null;
  return [{ name, build: () => fixedFormat(file, name, index, members) }];
}

/** The index of a frame or series; null when it has several levels, undefined when this is not of pandas. */
function indexOf(
  file: StoredFile,
  group: string,
  called: (name: string) => Member | undefined,
): Member | null | undefined {
  const ofFrame = called('axis1');
  if (ofFrame !== undefined) return ofFrame;
  if (called('axis1_label0') !== undefined) return null;
  const ofSeries = called('index');
  if (ofSeries === undefined || called('values') === undefined) return undefined;
  return textOf(readAttributes(file, group), 'pandas_type') === 'series' ? ofSeries : undefined;
}

/** `block0_values`, … of a frame, `values` of a series. */
function isBlock(member: Member): boolean {
  return /^(block\d+_)?values$/.test(member.name);
}

function isPandasTable(member: Member): boolean {
  if (!isCompound(member.metadata) || member.shape.length !== 1) return false;
  const fields = (member.metadata.compound_type?.members ?? []).map((field) => field.name);
  return fields.includes('index') || fields.some((field) => field.startsWith('values_block_'));
}

function tableFormat(file: StoredFile, name: string, group: string, member: Member): Table {
  const part = partOf(member);
  const ofTable = readAttributes(file, member.at);
  const ofGroup = readAttributes(file, group);
  const widths = new Map<string, number>();
  for (const leaf of leavesOf(member.metadata)) {
    const field = fieldOf(leaf.name);
    widths.set(field, (widths.get(field) ?? 0) + 1);
  }
  const names = new Map([...widths].map(([field, width]) => [field, blockNames(ofTable, field, width)]));
  const columns = columnsOfPart(file, part, {
    nameOf: (_, leaf) => {
      const place = Number(/\[(\d+)\]$/.exec(leaf)?.[1] ?? 0);
      return names.get(fieldOf(leaf))?.[place] ?? leaf;
    },
    isRev: false,
  }).map((column) =>
    column.leaf.name === 'index' ? asIndex(column, textOf(ofTable, 'index_kind')) : column,
  );
  return finish(name, lengthOf(member), columns, [
    'pandas HDFStore, table format',
    ...textLabels(ofTable, ['TITLE']),
    ...textLabels(ofGroup, ['name']),
    ...zoneLabels(textOf(ofGroup, 'info')),
  ]);
}

function fixedFormat(
  file: StoredFile,
  name: string,
  index: Member | null,
  members: readonly Member[],
): Table {
  const columns: TableColumn[] = [];
  const labels = ['pandas HDFStore, fixed format'];
  if (index !== null) {
    const attributes = readAttributes(file, index.at);
    const ofIndex = columnsOfPart(file, partOf(index), { nameOf: () => 'index', isRev: false, isTime: true });
    columns.push(...ofIndex.map((column) => asIndex(column, textOf(attributes, 'kind'))));
    if (textOf(attributes, 'kind') === 'integer') labels.push(sayWithoutTime(lengthOf(index)));
  }
  const blocks = members.filter(isBlock);
  const rows = index === null ? lengthOfBlocks(blocks) : lengthOf(index);
  for (const block of blocks) {
    const part = partOf(block, block.shape[0] === rows || block.shape.length < 2 ? 'first' : 'last');
    const stem = block.name.replace('_values', '');
    const own = block.name === 'values' ? 'values' : null;
    if (rows !== (part.rowAxis === 'first' ? block.shape[0] : block.shape.at(-1))) {
      labels.push(`${block.name} is not as long as the index (objects that pandas pickled): not read`);
      continue;
    }
    const items = itemNames(file, `${stem}_items`, members, widthOf(part));
    columns.push(
      ...columnsOfPart(file, part, {
        nameOf: (place) => own ?? items?.[place] ?? `${stem}[${place}]`,
        isRev: false,
      }),
    );
  }
  return finish(name, rows, columns, labels);
}

function lengthOfBlocks(blocks: readonly Member[]): number {
  const [first] = blocks;
  return first === undefined ? 0 : lengthOf(first);
}

/** Names of a block's columns; of several levels joined by a space. */
function itemNames(
  file: StoredFile,
  items: string,
  members: readonly Member[],
  width: number,
): string[] | null {
  const valuesOf = (name: string): readonly string[] => {
    const member = members.find((candidate) => candidate.name === name);
    const [leaf] = member === undefined ? [] : leavesOf(member.metadata);
    if (member === undefined || leaf === undefined || lengthOf(member) > 1_000_000) return [];
    return readValues(file, partOf(member), leaf, 0, 0, lengthOf(member)).map(String);
  };
  const plain = valuesOf(items);
  if (plain.length === width) return [...plain];
  const levels: string[][] = [];
  for (let level = 0; members.some((member) => member.name === `${items}_level${level}`); level++) {
    const known = valuesOf(`${items}_level${level}`);
    levels.push(valuesOf(`${items}_label${level}`).map((label) => known[Number(label)] ?? ''));
  }
  if (levels.length === 0 || levels.some((level) => level.length !== width)) return null;
  return Array.from({ length: width }, (_, place) =>
    levels
      .map((level) => level[place] ?? '')
      .filter((text) => text !== '')
      .join(' '),
  );
}

/** Units of numpy's datetime64; pandas before version 3 wrote no unit and meant nanoseconds. */
const unitMs: Readonly<Record<string, number>> = { s: 1000, ms: 1, us: 1e-3 };

/** An index of times as epoch milliseconds, by the kind that pandas wrote beside it. */
function asIndex(entry: TableColumn, kind: string | null): TableColumn {
  const match = /^datetime64(?:\[(\w+)[^\]]*\])?$/.exec(kind ?? '');
  if (match === null || entry.leaf.reading?.kind !== 'integer' || entry.leaf.size !== 8) return entry;
  const unit = match[1] ?? 'ns';
  const length = unitMs[unit];
  if (length === undefined && unit !== 'ns') return entry;
  const label = `was ${unit} since 1970`;
  const labels = [...entry.meaning.labels.filter((known) => known !== label), label];
  const time = length === undefined ? ('ns' as const) : { unitMs: length, originMs: 0 };
  // The least integer is NaT in every unit.
  const meaning = { ...entry.meaning, unit: 'epoch-ms', labels, time, missing: [-(2 ** 63)] };
  return { ...entry, meaning, column: { ...entry.column, unit: 'epoch-ms', labels } };
}

/** Names for a block of `width` columns, from the list pandas pickled; only when their number is right. */
function blockNames(attributes: Attributes, field: string, width: number): string[] | null {
  if (field === 'index') return null;
  const kind = textOf(attributes, `${field}_kind`);
  const names = kind === null ? null : namesInPickledList(`${kind}${kind.endsWith('.') ? '' : '.'}`);
  return names !== null && names.length === width && new Set(names).size === width ? names : null;
}

function fieldOf(leaf: string): string {
  return leaf.replace(/\[\d+\]$/, '');
}

function zoneLabels(info: string | null): string[] {
  const zones = info === null ? [] : zonesInPickle(info);
  return zones.length === 0 ? [] : [`zone named in the attribute info: ${zones.join(', ')}`];
}

function textLabels(attributes: Attributes, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const text = textOf(attributes, name);
    return text === null || text === 'N.' ? [] : [`${name}: ${text.slice(0, 200)}`];
  });
}
