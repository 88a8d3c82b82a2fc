import { readAttributes } from './attributes.ts';
import { lengthOf, membersOf, partOf } from './group-members.ts';
import type { Member } from './group-members.ts';
import { leavesOf } from './leaf.ts';
import { finish } from './member-tables.ts';
import { readValues } from './read-values.ts';
import type { StoredFile } from './stored-file.ts';
import { columnLimit, columnsOfPart, rowsOf } from './table-plan.ts';
import type { Table } from './table-plan.ts';

/** The group in which dsgrid keeps what the places along each dimension stand for. */
const enumerations = 'enumerations';

/** True for the lists of names themselves: they are no readings. */
export function isEnumeration(group: string, member: Member): boolean {
  return group === enumerations && member.shape.length === 1;
}

/**
 * A dataset whose dimensions are named by lists in `enumerations` (NREL's dsgrid: geography x end use x time,
 * with attributes `<dimension>_mappings`). Rows run along the last dimension.
 *
 * @returns null when the dataset is not of this kind
 */
export function enumeratedTable(file: StoredFile, member: Member): Table | null {
  const mappings = readAttributes(file, member.at);
  if (member.shape.length < 2 || !mappings.has('time_mappings')) return null;
  if (file.resolve(enumerations).kind !== 'group') return null;
  const lists = membersOf(file, enumerations);
  const time = lists.find(({ name }) => /^time/i.test(name));
  const part = partOf(member, 'last');
  const rows = rowsOf(part);
  const axes = namesOfAxes(file, member, lists, mappings);
  const timeColumns =
    time !== undefined && lengthOf(time) === rows
      ? columnsOfPart(file, partOf(time), {
          nameOf: (_, leaf) => (leaf === 'id' ? 'time' : `time.${leaf}`),
          isRev: false,
        })
      : [];
  const values = columnsOfPart(file, part, { nameOf: (place) => nameAt(axes, place), isRev: false });
  const single = axes.flatMap(({ list, names }) =>
    names.length === 1 ? [`${list}: ${names[0] ?? ''}`] : [],
  );
  return finish(
    member.at,
    rows,
    [...timeColumns, ...values],
    ['dimensions named by enumerations, rows along the last', ...single],
  );
}

interface NamedAxis {
  readonly list: string;
  readonly names: readonly string[];
}

/** Names along all dimensions but the last; places without a name are called by their number. */
function namesOfAxes(
  file: StoredFile,
  member: Member,
  lists: readonly Member[],
  mappings: ReadonlyMap<string, readonly (string | number)[]>,
): NamedAxis[] {
  const ofTables = [...mappings.keys()].filter(
    (name) => name.endsWith('_mappings') && !name.startsWith('time'),
  );
  // dsgrid's order of dimensions: geography, end use, time.
  const order = ofTables.toSorted((left, right) => rank(left) - rank(right));
  return member.shape.slice(0, -1).map((length, axis) => {
    const mapping = order[axis] ?? '';
    const stem = mapping.replace('_mappings', '');
    const list = lists.find(({ name }) => stem !== '' && name.startsWith(stem));
    const places = (mappings.get(mapping) ?? []).map(Number);
    const ids = list === undefined || lengthOf(list) > columnLimit ? [] : idsOf(file, list);
    const isOfPlaces = places.length === length;
    const names = Array.from({ length: Math.min(length, columnLimit) }, (_, place) => {
      const entry = isOfPlaces ? places[place] : undefined;
      return (entry === undefined ? undefined : ids[entry]) ?? `${stem === '' ? 'axis' : stem}[${place}]`;
    });
    return { list: stem, names };
  });
}

function rank(mapping: string): number {
  return mapping.startsWith('geo') ? 0 : 1;
}

function idsOf(file: StoredFile, list: Member): string[] {
  const leaves = leavesOf(list.metadata);
  const leaf = leaves.find(({ name }) => name === 'id') ?? leaves[0];
  if (leaf === undefined) return [];
  return readValues(file, partOf(list), leaf, 0, 0, lengthOf(list)).map(String);
}

function nameAt(axes: readonly NamedAxis[], place: number): string {
  let rest = place;
  const names: string[] = [];
  for (const { names: along } of axes.toReversed()) {
    const name = along[rest % along.length];
    rest = Math.floor(rest / along.length);
    if (along.length > 1 && name !== undefined) names.unshift(name);
  }
  return names.length === 0 ? (axes[0]?.names[0] ?? '0') : names.join(' ');
}
