import type { Metadata } from 'h5wasm/node';
import { AppError } from '../../../contract/app-error.ts';
import { readAttributes, textOf } from './attributes.ts';
import { isCompound, typeClass } from './numeric-type.ts';
import type { StoredFile } from './stored-file.ts';
import { rowsOf } from './table-plan.ts';
import type { StoredPart } from './table-plan.ts';

/** A dataset of a group, under the group's name for it. */
export interface Member {
  readonly name: string;
  /** Where it really stands. */
  readonly at: string;
  readonly metadata: Metadata;
  readonly shape: readonly number[];
  /** It stands elsewhere, and is here by a soft link. */
  readonly isLinked: boolean;
}

/** Datasets with at least one dimension; links out of the file and datasets that cannot be opened are left out. */
export function membersOf(file: StoredFile, group: string): Member[] {
  const members: Member[] = [];
  for (const name of file.names(group)) {
    const path = group === '' ? name : `${group}/${name}`;
    const standing = file.standingAt(path);
    if (standing !== 'dataset' && standing !== 'soft') continue;
    const target = standing === 'soft' ? file.resolve(path) : { kind: 'dataset', at: path };
    if (target.kind !== 'dataset') continue;
    const metadata = metadataOrNull(file, target.at);
    const shape = metadata?.shape ?? [];
    if (metadata === null || shape.length === 0 || isBareDimension(file, target.at, metadata)) continue;
    members.push({ name, at: target.at, metadata, shape, isLinked: standing === 'soft' });
  }
  return members;
}

/** One value a row. MATLAB writes its vectors as matrices of one row or one column. */
export function isVector(member: Member): boolean {
  return (
    (member.shape.length === 1 || isOneRow(member) || isOneColumn(member)) && !isCompound(member.metadata)
  );
}

/** Rows run along the first dimension, but along a matrix of one row, unless said otherwise. */
export function partOf(member: Member, rowAxis?: StoredPart['rowAxis']): StoredPart {
  return {
    at: member.at,
    metadata: member.metadata,
    rowAxis: rowAxis ?? (isOneRow(member) ? 'last' : 'first'),
  };
}

export function lengthOf(member: Member): number {
  return rowsOf(partOf(member));
}

function isOneRow({ shape }: Member): boolean {
  return shape.length === 2 && shape[0] === 1 && (shape[1] ?? 0) > 1;
}

function isOneColumn({ shape }: Member): boolean {
  return shape.length === 2 && shape[1] === 1 && (shape[0] ?? 0) > 1;
}

/** NetCDF writes dimensions without a variable as datasets of big endian float32 that hold nothing. */
function isBareDimension(file: StoredFile, at: string, metadata: Metadata): boolean {
  if (metadata.type !== typeClass.float || metadata.size !== 4 || metadata.littleEndian) return false;
  if (metadata.shape?.length !== 1) return false;
  return (textOf(readAttributes(file, at), 'NAME') ?? '').startsWith('This is a netCDF dimension but not');
}

function metadataOrNull(file: StoredFile, at: string): Metadata | null {
  try {
    return file.metadata(at);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
