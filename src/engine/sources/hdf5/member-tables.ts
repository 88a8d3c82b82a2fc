import { readAttributes, textOf } from './attributes.ts';
import { timeName } from './column-meaning.ts';
import { isVector, lengthOf, partOf } from './group-members.ts';
import type { Member } from './group-members.ts';
import { leafLimit, leavesOf } from './leaf.ts';
import { columnNamesFor, isCalledNames } from './names-axis.ts';
import type { ColumnNames } from './names-axis.ts';
import { sayWithoutTime, yearOf } from './row-count.ts';
import type { StoredFile } from './stored-file.ts';
import { columnLimit, columnsOfPart, rowsOf, widthOf } from './table-plan.ts';
import type { StoredPart, Table, TableColumn } from './table-plan.ts';
import { looksLikeTime } from './time-axis.ts';

/**
 * A time axis with the datasets as long as it.
 *
 * @returns how to make it, and the datasets beside it that name its columns
 */
export function timedTable(
  file: StoredFile,
  name: string,
  axis: Member,
  values: readonly Member[],
  beside: readonly Member[],
): { build: () => Table; used: readonly Member[] } {
  const length = lengthOf(axis);
  const isRev = hasRevAxes(beside);
  const parts = values.map((member) => ({
    member,
    part: partOf(member, member.shape[0] === length ? 'first' : 'last'),
  }));
  const wide = parts.filter(({ part }) => widthOf(part) > 1);
  const others = beside.filter((member) => member !== axis && !values.includes(member));
  const names = new Map(
    wide.map(({ member, part }) => [member, columnNamesFor(file, member, widthOf(part), others)]),
  );
  const used = [...names.values()].flatMap((found) => found?.from ?? []);
  if (isRev) used.push(...others.filter(({ name: called }) => called === 'meta'));
  const build = (): Table => {
    const columns = [
      ...columnsOfPart(file, partOf(axis), { nameOf: () => axis.name, isRev, isTime: true }),
      ...parts.flatMap(({ member, part }) => {
        const found = names.get(member) ?? null;
        const nameOf = namingIn(member, part, found, wide.length === 1);
        return columnsOfPart(file, part, { nameOf, isRev });
      }),
    ];
    const labels = [`time axis: ${axis.name}`, ...namingLabels(names), ...transposedLabels(parts)];
    const troubles = [axis, ...values].flatMap((member) => troublesOf(file, member));
    return finish(name, length, columns, [...labels, ...wideLabels(columns, parts), ...troubles]);
  };
  return { build, used };
}

/** Vectors of one length, each a column, without any time. */
export function untimedTable(
  file: StoredFile,
  name: string,
  members: readonly Member[],
  beside: readonly Member[],
): Table {
  const isRev = hasRevAxes(beside);
  const columns = members.flatMap((member) =>
    columnsOfPart(file, partOf(member), { nameOf: () => member.name, isRev }),
  );
  const [first] = members;
  const rows = first === undefined ? 0 : lengthOf(first);
  const unread = unreadTimes(columns);
  const without = unread.length > 0 ? unread : [sayWithoutTime(rows), ...siteLabels(rows, beside)];
  return finish(name, rows, columns, without);
}

/** A dataset by itself: columns `0`, `1`, … or the names its file gives, or the fields of its compound. */
export function loneTable(file: StoredFile, member: Member, beside: readonly Member[]): Table {
  const isOnItsSide = isYearOnItsSide(member);
  const part = partOf(member, isOnItsSide ? 'last' : undefined);
  const width = widthOf(part);
  const others = beside.filter((other) => other !== member);
  const names =
    member.shape.length < 2 || width < 2
      ? null
      : columnNamesFor(file, member, width, others.filter(isCalledNames));
  const columns = columnsOfPart(file, part, {
    nameOf: (place, leaf) => loneName(member, part, names, place, leaf),
    isRev: hasRevAxes(beside),
  });
  const rows = rowsOf(part);
  const troubles = troublesOf(file, member);
  const labels = [
    ...objectLabels(file, member),
    ...(names === null ? [] : [names.said]),
    ...(isOnItsSide ? ['rows run along the last dimension'] : []),
    ...wideLabels(columns, [{ part }]),
    ...unreadTimes(columns),
    ...troubles,
    ...(troubles.length > 0 || hasTime(file, columns)
      ? []
      : [sayWithoutTime(rows), ...siteLabels(rows, others)]),
  ];
  return finish(member.at, rows, columns, labels);
}

/** No two columns have the same name: later ones are told apart by a number. */
export function finish(
  name: string,
  rows: number,
  columns: readonly TableColumn[],
  labels: readonly string[],
): Table {
  const names = new Set<string>();
  const distinct = columns.slice(0, columnLimit).map((entry) => {
    let called = entry.column.name;
    for (let copy = 2; names.has(called); copy++) called = `${entry.column.name} (${copy})`;
    names.add(called);
    return called === entry.column.name ? entry : { ...entry, column: { ...entry.column, name: called } };
  });
  return { name, rows, columns: distinct, labels };
}

/** reV and rex files have `time_index` and `meta` beside their profiles. */
function hasRevAxes(members: readonly Member[]): boolean {
  return members.some(({ name }) => name === 'time_index' || name === 'meta');
}

function namingIn(
  member: Member,
  part: StoredPart,
  found: ColumnNames | null,
  isOnlyMatrix: boolean,
): (place: number, leaf: string) => string {
  const width = widthOf(part);
  return (place, leaf) => {
    const field = leaf === '' || leaf.startsWith('[') ? leaf : `.${leaf}`;
    if (width === 1) return `${member.name}${field}`;
    const site = found?.names[place];
    if (site !== undefined && isOnlyMatrix) return `${site}${field}`;
    return `${member.name}[${site ?? placeText(part, place)}]${field}`;
  };
}

function loneName(
  member: Member,
  part: StoredPart,
  names: ColumnNames | null,
  place: number,
  leaf: string,
): string {
  const own = names?.names[place] ?? String(place);
  if (leaf === '') return own;
  return widthOf(part) === 1 && member.shape.length === 1 ? leaf : `${own}.${leaf}`;
}

/** `3`, or `2,0` where a row has several dimensions. */
function placeText(part: StoredPart, place: number): string {
  const shape = part.metadata.shape ?? [];
  const others = part.rowAxis === 'first' ? shape.slice(1) : shape.slice(0, -1);
  let rest = place;
  return others
    .toReversed()
    .map((length) => {
      const at = rest % length;
      rest = Math.floor(rest / length);
      return at;
    })
    .toReversed()
    .join(',');
}

function isYearOnItsSide({ shape }: Member): boolean {
  const [rows, columns] = shape;
  if (shape.length !== 2 || rows === undefined || columns === undefined) return false;
  return yearOf(columns) !== null && columns > 1000 && yearOf(rows) === null && rows < columns;
}

function hasTime(file: StoredFile, columns: readonly TableColumn[]): boolean {
  return columns
    .slice(0, 8)
    .some(
      ({ column, part, leaf, place, meaning }) =>
        meaning.time !== null ||
        isUnreadTime(leaf.type) ||
        timeName.test(column.name) ||
        looksLikeTime(file, part, leaf, place),
    );
}

/** HDF5's own type of times is read by no library rightly; PyTables has written it. */
function isUnreadTime(type: string): boolean {
  return /^time\d+$/.test(type);
}

function unreadTimes(columns: readonly TableColumn[]): string[] {
  const names = columns.filter(({ leaf }) => isUnreadTime(leaf.type)).map(({ column }) => column.name);
  return names.length === 0 ? [] : [`times of HDF5's own type, not read: ${names.join(', ')}`];
}

function troublesOf(file: StoredFile, member: Member): string[] {
  const trouble = file.troubleWith(member.at, member.metadata);
  return trouble === null ? [] : [trouble];
}

function objectLabels(file: StoredFile, member: Member): string[] {
  const attributes = readAttributes(file, member.at);
  return ['CLASS', 'TITLE'].flatMap((name) => {
    const text = textOf(attributes, name);
    return text === null ? [] : [`${name}: ${text.slice(0, 200)}`];
  });
}

function namingLabels(names: ReadonlyMap<Member, ColumnNames | null>): string[] {
  return [...names].flatMap(([member, found]) => (found === null ? [] : [`${member.name}: ${found.said}`]));
}

function transposedLabels(parts: readonly { member: Member; part: StoredPart }[]): string[] {
  return parts.flatMap(({ member, part }) =>
    part.rowAxis === 'last' ? [`${member.name}: rows run along its last dimension`] : [],
  );
}

function wideLabels(columns: readonly TableColumn[], parts: readonly { part: StoredPart }[]): string[] {
  const all = parts.reduce((sum, { part }) => sum + widthOf(part) * leavesOf(part.metadata).length, 0);
  return all > leafLimit && columns.length >= leafLimit
    ? [`only the first ${columnLimit} of ${all} columns are listed`]
    : [];
}

/** A dataset as long as a matrix beside it is wide holds one value a site. */
function siteLabels(rows: number, beside: readonly Member[]): string[] {
  const matrix = beside.find(
    (member) => !isVector(member) && member.shape.length === 2 && member.shape.includes(rows),
  );
  return matrix === undefined ? [] : [`may be one value a column of ${matrix.name}, not a time series`];
}
