import { AppError } from '../../../contract/app-error.ts';
import type { Source } from '../../sources/source.ts';
import { profileDataset } from './column-profile.ts';
import type { DatasetProfile } from './column-profile.ts';
import { quoteNames } from './findings.ts';
import { findStampColumns, readStamps, recogniseTexts } from './stamp-columns.ts';
import type { StampColumn } from './stamp-columns.ts';
import { isNumeric } from './value-candidates.ts';
import { readingWords } from './words/value-words.ts';

/** Datasets with the same columns, read with one mapping; the first was sampled. */
export interface DatasetGroup {
  readonly names: readonly string[];
  readonly profile: DatasetProfile;
  readonly stamps: readonly StampColumn[];
  readonly score: number;
}

/** A dataset with a time and numbers reaches it, no other does. */
export const scoreWithTime = 10;

/** Beyond so many datasets the later ones are taken to be like the earlier ones. */
const describedLimit = 20_000;
const sampledLimit = 60;

/**
 * The datasets of a source that have a time and numbers, in groups of equal columns, best first. Metadata,
 * enumerations and caches have none and stay out.
 *
 * @throws AppError mapping/incomplete when the dataset a person named does not exist; what is wrong with a dataset
 * when no other has a time
 */
export function findDatasetGroups(source: Source, given: string | undefined): DatasetGroup[] {
  const names = source.datasetNames();
  if (given !== undefined) return groupsOf(source, [[givenDataset(given, names)]]);
  const bySignature = new Map<string, string[]>();
  for (const name of names.slice(0, describedLimit)) {
    const signature = signatureOf(source, name);
    if (signature === null) continue;
    const list = bySignature.get(signature);
    if (list === undefined) bySignature.set(signature, [name]);
    else list.push(name);
  }
  return groupsOf(source, [...bySignature.values()].slice(0, sampledLimit));
}

function groupsOf(source: Source, lists: readonly (readonly string[])[]): DatasetGroup[] {
  const groups: DatasetGroup[] = [];
  const troubles: AppError[] = [];
  for (const list of lists) {
    const group = toGroup(source, list, troubles);
    if (group !== null) groups.push(group);
  }
  const [trouble] = troubles;
  if (trouble !== undefined && groups.every(({ score }) => score < scoreWithTime)) throw trouble;
  return groups.sort((a, b) => b.score - a.score);
}

function givenDataset(given: string, names: readonly string[]): string {
  const name =
    names.find((each) => each === given) ?? names.find((each) => each.toLowerCase() === given.toLowerCase());
  if (name !== undefined) return name;
  throw new AppError(
    'mapping/incomplete',
    `There is no table or dataset "${given}". The file has ${quoteNames(names, 40)}.`,
    { context: { dataset: given } },
  );
}

/** What datasets must share to be read alike; null for one that has no rows or cannot be described. */
function signatureOf(source: Source, name: string): string | null {
  try {
    const { columns, rows } = source.describe(name);
    return rows === 0 ? null : columns.map((column) => `${column.name}\u0000${column.type}`).join('\u0001');
  } catch (thrown) {
    if (thrown instanceof AppError) return null;
    throw thrown;
  }
}

/** Null when the first few of the datasets cannot be read; one damaged dataset must not hide the others. */
function toGroup(source: Source, names: readonly string[], troubles: AppError[]): DatasetGroup | null {
  for (const name of names.slice(0, 3)) {
    try {
      const profile = profileDataset(source, name);
      const stamps = findStampColumns(profile.columns).map((stamp) => orderInAll(source, names, stamp));
      if (profile.rows > 0) return { names, profile, stamps, score: scoreOf(profile, stamps, names.length) };
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      troubles.push(thrown);
    }
  }
  return null;
}

/** So many parts, and rows of each, are enough to tell day and month apart. */
const orderParts = 60;
const orderRows = 100;

/** A date that one part leaves open, such as 12/06 in a part of one day, is judged over all that are read alike. */
function orderInAll(source: Source, names: readonly string[], stamp: StampColumn): StampColumn {
  const { profile, candidate } = stamp;
  if (candidate?.dayMonthOrder !== 'guessed' || names.length < 2) return stamp;
  const texts: string[] = [];
  for (const dataset of names.slice(0, orderParts)) {
    for (const { columns } of source.read({ dataset, columns: [profile.name], from: 0, to: orderRows })) {
      for (const cell of columns[0] ?? []) if (typeof cell === 'string') texts.push(cell);
    }
  }
  const judged = recogniseTexts(texts);
  if (judged?.dayMonthOrder !== 'sure') return stamp;
  return { ...stamp, candidate: judged, ms: readStamps(judged.pattern, [profile]) };
}

function scoreOf(
  { dataset, columns }: DatasetProfile,
  stamps: readonly StampColumn[],
  count: number,
): number {
  const times = new Set(stamps.map(({ profile }) => profile.name));
  const numeric = columns.filter((column) => isNumeric(column) && !times.has(column.name));
  if (numeric.length === 0) return 0;
  const hasTime = stamps.some(({ role }) => !['slot', 'clock', 'offset'].includes(role));
  const named = numeric.filter(({ words }) => readingWords.find(words) !== null).length;
  const isCache = /(^|[/_. ])(cache|_i_|meta|index|log|sqlite|schema|backup|tmp)/i.test(dataset.name);
  return (
    (hasTime ? scoreWithTime : 1) +
    Math.min(3, named) +
    Math.log10(Math.max(1, dataset.rows * count)) -
    (isCache ? 8 : 0)
  );
}
