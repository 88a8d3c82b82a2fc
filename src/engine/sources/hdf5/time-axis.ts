import type { SourceValue } from '../source.ts';
import { readAttributes, textOf } from './attributes.ts';
import { isEpochNs, timeName } from './column-meaning.ts';
import { isVector, lengthOf, partOf } from './group-members.ts';
import type { Member } from './group-members.ts';
import { leavesOf } from './leaf.ts';
import type { Leaf } from './leaf.ts';
import { readValues } from './read-values.ts';
import type { StoredFile } from './stored-file.ts';
import { rowsOf } from './table-plan.ts';
import type { StoredPart } from './table-plan.ts';
import { readTimeUnits } from './time-units.ts';

/** So many rows at the start are looked at, and the last one. */
const sampleRows = 16;

const dateText = /^\s*(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{8}([T ]?\d{4,6})?\s*$)/;

/** Names that also stand for other things, such as the number of a row. */
const weakName = /^(index|t|ts|from|to|start|end|axis1)$/i;

/** The 1-D datasets that are time, the best of each length, the best first. */
export function timeAxesOf(file: StoredFile, members: readonly Member[]): Member[] {
  const ranked = members
    .filter(isVector)
    .map((member) => ({ member, rank: rankOf(file, member) }))
    .filter(({ rank }) => rank > 0)
    .toSorted((left, right) => right.rank - left.rank);
  const lengths = new Set<number>();
  return ranked.flatMap(({ member }) => {
    const length = lengthOf(member);
    if (lengths.has(length)) return [];
    lengths.add(length);
    return [member];
  });
}

/** True when the first rows and the last are dates, or epochs that do not fall. */
export function looksLikeTime(file: StoredFile, part: StoredPart, leaf: Leaf, place: number): boolean {
  const rows = rowsOf(part);
  if (rows === 0) return false;
  const first = readValues(file, part, leaf, place, 0, Math.min(rows, sampleRows));
  const last = readValues(file, part, leaf, place, Math.max(first.length, rows - 1), rows);
  return areTimes([...first, ...last]);
}

function rankOf(file: StoredFile, member: Member): number {
  const isNamed = timeName.test(member.name);
  const [leaf] = leavesOf(member.metadata);
  if (leaf?.reading === undefined || leaf.reading === null) return 0;
  if (isCounted(file, member) || looksLikeTime(file, partOf(member), leaf, 0)) {
    if (isNamed) return 4;
    return lengthOf(member) > 1 ? 2 : 0;
  }
  if (!isNamed) return 0;
  return weakName.test(member.name) ? 1 : 3;
}

function isCounted(file: StoredFile, member: Member): boolean {
  const attributes = readAttributes(file, member.at);
  const units = textOf(attributes, 'units', 'unit');
  return units !== null && readTimeUnits(units, textOf(attributes, 'calendar') ?? '') !== null;
}

function areTimes(values: readonly SourceValue[]): boolean {
  if (values.length === 0) return false;
  if (values.every((value) => typeof value === 'string'))
    return values.every((value) => dateText.test(value));
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length < values.length) return false;
  // A few stamps may be wrong or missing without the others ceasing to be stamps.
  return epochRanges.some((isEpoch) => {
    const stamps = numbers.filter(isEpoch);
    return stamps.length >= numbers.length * 0.85 && isAscending(stamps);
  });
}

/** Seconds, milliseconds, microseconds, nanoseconds of 1990 to 2100 or so. */
const epochRanges: readonly ((value: number) => boolean)[] = [
  (value) => value >= 6.3e8 && value < 4.1e9,
  (value) => value >= 6.3e11 && value < 4.1e12,
  (value) => value >= 6.3e14 && value < 4.1e15,
  isEpochNs,
];

/** Ascending on the whole: a step back or a repeated row is a fault of the readings, not a sign of something else. */
function isAscending(values: readonly number[]): boolean {
  let rises = 0;
  for (let at = 1; at < values.length; at++) if ((values[at] as number) > (values[at - 1] as number)) rises++;
  return values.length === 1 || rises * 2 > values.length - 1;
}
