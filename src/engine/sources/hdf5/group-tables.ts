import { timeName } from './column-meaning.ts';
import { enumeratedTable, isEnumeration } from './enumerated-tables.ts';
import { isVector, lengthOf, membersOf, partOf } from './group-members.ts';
import type { Member } from './group-members.ts';
import { loneTable, timedTable, untimedTable } from './member-tables.ts';
import { isCompound } from './numeric-type.ts';
import { pandasTables } from './pandas-tables.ts';
import type { StoredFile } from './stored-file.ts';
import type { NamedTable, Table } from './table-plan.ts';
import { looksLikeTime, timeAxesOf } from './time-axis.ts';
import { leavesOf } from './leaf.ts';

/** The tables of each group: what belongs together there, and what stands alone. */
export class GroupTables {
  readonly #file: StoredFile;
  readonly #tables = new Map<string, readonly NamedTable[]>();
  readonly #members = new Map<string, readonly Member[]>();
  readonly #axes = new Map<string, readonly Member[]>();

  constructor(file: StoredFile) {
    this.#file = file;
  }

  tablesIn(group: string): readonly NamedTable[] {
    return remember(this.#tables, group, () => this.#find(group));
  }

  #find(group: string): NamedTable[] {
    const members = this.#membersOf(group);
    if (members.length === 0) return [];
    const pandas = pandasTables(this.#file, group, members);
    if (pandas !== null) return pandas.map((table) => lazily(table.name, table.build));
    const left = new Set(members.filter((member) => !isEnumeration(group, member)));
    const tables = [...this.#timed(group, left), ...this.#timedFromAbove(group, left)];
    const taken = new Set(tables.map(({ name }) => name));
    for (const member of left) if (member.isLinked) left.delete(member);
    if (!taken.has(nameOf(group))) tables.push(...this.#joined(group, left));
    for (const member of left) {
      // A time axis alone has no readings; it is the axis of groups below, or of nothing.
      if (this.#axesOf(group).includes(member) && timeName.test(member.name)) continue;
      tables.push(
        lazily(
          member.at,
          () => enumeratedTable(this.#file, member) ?? loneTable(this.#file, member, members),
        ),
      );
    }
    return tables;
  }

  /** Tables of a time axis and the datasets as long as it; takes what they use out of `left`. */
  #timed(group: string, left: Set<Member>): NamedTable[] {
    const tables: NamedTable[] = [];
    const isOfLinks = [...left].every((member) => member.isLinked);
    for (const axis of this.#axesOf(group)) {
      if (!left.has(axis)) continue;
      const values = valuesOf(axis, [...left], isOfLinks);
      if (values.length === 0) continue;
      const beside = this.#membersOf(group);
      const name = tables.length === 0 ? nameOf(group) : axis.at;
      const { build, used } = timedTable(this.#file, name, axis, values, beside);
      for (const member of [axis, ...values, ...used]) left.delete(member);
      tables.push(lazily(name, build));
    }
    return tables;
  }

  /** Datasets that have their time axis in a group above. */
  #timedFromAbove(group: string, left: Set<Member>): NamedTable[] {
    if (group === '' || left.size === 0) return [];
    for (const above of groupsAbove(group)) {
      for (const axis of this.#axesOf(above)) {
        const values = valuesOf(axis, [...left], false).filter(
          (member) => lengthOf(axis) > 1 && !this.#hasOwnTime(member),
        );
        if (values.length === 0) continue;
        const { build, used } = timedTable(this.#file, group, axis, values, this.#membersOf(group));
        for (const member of [...values, ...used]) left.delete(member);
        return [lazily(group, build)];
      }
    }
    return [];
  }

  /** Vectors of one length without a time axis. */
  #joined(group: string, left: Set<Member>): NamedTable[] {
    const vectors = [...left].filter(isVector);
    const length = vectors
      .map(lengthOf)
      .find((candidate) => vectors.filter((m) => lengthOf(m) === candidate).length > 1);
    if (length === undefined) return [];
    const together = vectors.filter((member) => lengthOf(member) === length);
    const all = this.#membersOf(group);
    for (const member of together) left.delete(member);
    const name = nameOf(group);
    return [lazily(name, () => untimedTable(this.#file, name, together, all))];
  }

  #hasOwnTime(member: Member): boolean {
    const leaves = leavesOf(member.metadata).slice(0, 8);
    return (
      (isCompound(member.metadata) || member.shape.length === 2) &&
      leaves.some((leaf) => looksLikeTime(this.#file, partOf(member), leaf, 0))
    );
  }

  #membersOf(group: string): readonly Member[] {
    return remember(this.#members, group, () => membersOf(this.#file, group));
  }

  #axesOf(group: string): readonly Member[] {
    return remember(this.#axes, group, () => {
      const members = this.#membersOf(group);
      // A group with a single dataset has nothing that a time axis could be the axis of.
      const couldBe = members.filter(isVector);
      return couldBe.length === 0 ? [] : timeAxesOf(this.#file, members);
    });
  }
}

/** A group as a table's name; the root is `/`. */
export function nameOf(group: string): string {
  return group === '' ? '/' : group;
}

function valuesOf(axis: Member, members: readonly Member[], withLinks: boolean): Member[] {
  const length = lengthOf(axis);
  return members.filter(
    (member) =>
      member !== axis &&
      (withLinks || !member.isLinked) &&
      (member.shape[0] === length || (member.shape.length > 1 && member.shape.at(-1) === length)),
  );
}

function groupsAbove(group: string): string[] {
  const steps = group.split('/');
  return steps.map((_, index) => steps.slice(0, index).join('/')).toReversed();
}

function lazily(name: string, build: () => Table): NamedTable {
  let table: Table | null = null;
  return { name, build: () => (table ??= build()) };
}

function remember<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}
