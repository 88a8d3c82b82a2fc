import type { ColumnBatch, ReadRequest, Source, SourceDataset } from '../source.ts';
import { GroupTables } from './group-tables.ts';
import { Hdf5Source } from './hdf5-source.ts';
import { membersOf } from './group-members.ts';
import { loneTable } from './member-tables.ts';
import { readTable } from './read-table.ts';
import { openStoredFile } from './stored-file.ts';
import type { StoredFile } from './stored-file.ts';
import type { Table } from './table-plan.ts';
import { walkTree } from './walk-tree.ts';
import type { Tree, TreeProblem } from './walk-tree.ts';

/**
 * Opens any HDF5 file as tables.
 *
 * @throws AppError source/unreadable
 */
export async function openHdf5Tables(path: string): Promise<Hdf5Tables> {
  return new Hdf5Tables(await openStoredFile(path));
}

/**
 * The tables of one HDF5 file: datasets that belong together (a time axis and its values, the blocks of a pandas
 * frame) as one table named by their group, any other dataset as a table named by its path. Each dataset is in
 * one table of the list; by its path it can be described and read all the same.
 *
 * Numbers come as they are meant: scaled, missing ones as NaN, times that say their unit as epoch milliseconds;
 * the column's labels say what was done.
 */
export class Hdf5Tables implements Source {
  readonly kind = 'hdf5';
  readonly path: string;
  /** The same file dataset by dataset, as it is stored. */
  readonly plain: Hdf5Source;
  readonly #file: StoredFile;
  readonly #groups: GroupTables;
  #tree: Tree | null = null;

  constructor(file: StoredFile) {
    this.path = file.path;
    this.plain = new Hdf5Source(file.library, file.file, file.path);
    this.#file = file;
    this.#groups = new GroupTables(file);
  }

  datasetNames(): readonly string[] {
    return this.#walked().groups.flatMap((group) => this.#groups.tablesIn(group).map(({ name }) => name));
  }

  /** What of the file is not listed, and why: links into other files, caches, trees too deep. */
  problems(): readonly TreeProblem[] {
    return this.#walked().problems;
  }

  /** @throws AppError source/dataset-unreadable */
  describe(dataset: string): SourceDataset {
    const { name, rows, columns, labels } = this.#table(dataset);
    return {
      name,
      rows,
      columns: columns.map(({ column }) => column),
      ...(labels.length === 0 ? {} : { labels }),
    };
  }

  /** @throws AppError source/dataset-unreadable, source/filter-missing */
  *read(request: ReadRequest): Generator<ColumnBatch> {
    yield* readTable(this.#file, this.#table(request.dataset), request);
  }

  close(): void {
    this.#file.close();
  }

  #walked(): Tree {
    this.#tree ??= walkTree(this.#file);
    return this.#tree;
  }

  #table(dataset: string): Table {
    const { kind, at } = this.#file.resolve(dataset);
    if (kind === 'external')
      throw this.#file.unreadable(dataset, 'it is a link into another file, which is not followed');
    if (kind === 'missing') throw this.#file.unreadable(dataset, 'there is no such dataset');
    const group = kind === 'group' ? at : parentOf(at);
    const name = kind === 'group' && at === '' ? '/' : at;
    const known = this.#groups.tablesIn(group).find((table) => table.name === name);
    if (known !== undefined) return known.build();
    if (kind !== 'dataset') throw this.#file.unreadable(dataset, 'it is not a dataset or a table');
    return this.#byItself(dataset, at, group);
  }

  /** A dataset that is a part of a table, or lies deeper than the list goes. */
  #byItself(dataset: string, at: string, group: string): Table {
    const members = membersOf(this.#file, group);
    const member = members.find((candidate) => candidate.at === at);
    if (member === undefined) throw this.#file.unreadable(dataset, 'it has no rows');
    return loneTable(this.#file, member, members);
  }
}

function parentOf(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}
