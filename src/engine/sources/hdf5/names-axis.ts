import type { SourceValue } from '../source.ts';
import { readAttributes } from './attributes.ts';
import { lengthOf, partOf } from './group-members.ts';
import type { Member } from './group-members.ts';
import { leavesOf } from './leaf.ts';
import type { Leaf } from './leaf.ts';
import { isCompound, typeClass } from './numeric-type.ts';
import { readValues } from './read-values.ts';
import type { StoredFile } from './stored-file.ts';
import { columnLimit } from './table-plan.ts';

/** What the columns of a matrix are called. */
export interface ColumnNames {
  readonly names: readonly string[];
  /** The dataset they are from; null for an attribute. */
  readonly from: Member | null;
  readonly said: string;
}

const attributeNames = [
  'columns',
  'column_names',
  'colnames',
  'names',
  'axis1',
  'labels',
  'fields',
  'header',
];
const datasetName =
  /^(names?|columns?|column_names|col_?names|sites?|site_?ids?|stations?|station_?(ids?|names?)|meters?|meter_?(ids?|names?|numbers?)|ids?|labels?|gids?|channels?|headers?|axis0|customers?|locations?|households?|loads?)$/i;
const fieldNames = [
  'name',
  'id',
  'gid',
  'sc_gid',
  'site_id',
  'meter_id',
  'station_id',
  'site',
  'station',
  'label',
];

/** True for datasets that say by their own name that they name something. */
export function isCalledNames(member: Member): boolean {
  return datasetName.test(member.name) || member.name === 'meta';
}

/** Names for `width` columns from the matrix' own attributes, or a dataset of that length beside it. */
export function columnNamesFor(
  file: StoredFile,
  matrix: Member,
  width: number,
  beside: readonly Member[],
): ColumnNames | null {
  if (width < 1 || width > columnLimit) return null;
  return fromAttributes(file, matrix, width) ?? fromDatasets(file, width, beside);
}

function fromAttributes(file: StoredFile, matrix: Member, width: number): ColumnNames | null {
  const attributes = readAttributes(file, matrix.at);
  for (const name of attributeNames) {
    const values = attributes.get(name) ?? [];
    const [only] = values;
    const names =
      values.length === 1 && width > 1 && typeof only === 'string'
        ? only.split(/[,;\t]/)
        : values.map(String);
    const trimmed = names.map((text) => text.trim());
    if (areNames(trimmed, width))
      return { names: trimmed, from: null, said: `names from the attribute ${name}` };
  }
  return null;
}

function fromDatasets(file: StoredFile, width: number, beside: readonly Member[]): ColumnNames | null {
  const found = beside
    .filter((member) => member.shape.length === 1 && lengthOf(member) === width)
    .map((member) => ({ member, names: namesIn(file, member, width) }))
    .filter(({ names }) => names !== null);
  const named = found.filter(({ member }) => isCalledNames(member));
  const texts = found.filter(({ member }) => member.metadata.type === typeClass.string);
  const candidates = named.length > 0 ? named : texts;
  const [first] = candidates;
  if (first === undefined || first.names === null) return null;
  // Two datasets of equal standing: nobody can say which of them names the columns.
  if (named.length === 0 && candidates.length > 1) return null;
  return { names: first.names, from: first.member, said: `names from ${first.member.name}` };
}

function namesIn(file: StoredFile, member: Member, width: number): string[] | null {
  const leaves = leavesOf(member.metadata);
  const leaf = isCompound(member.metadata)
    ? fieldNames
        .map((name) => leaves.find((candidate) => candidate.name.toLowerCase() === name))
        .find(isNaming)
    : leaves[0];
  if (!isNaming(leaf)) return null;
  const names = readValues(file, partOf(member), leaf, 0, 0, width).map(textOfName);
  return areNames(names, width) ? names : null;
}

function isNaming(leaf: Leaf | undefined): leaf is Leaf {
  const kind = leaf?.reading?.kind;
  return kind === 'text' || kind === 'long-text' || kind === 'integer';
}

function textOfName(value: SourceValue): string {
  return value === null ? '' : String(value).trim();
}

function areNames(names: readonly string[], width: number): boolean {
  return names.length === width && names.every((name) => name !== '') && new Set(names).size === width;
}
