import type { Source } from '../../sources/source.ts';
import { profileDataset } from './column-profile.ts';
import type { DatasetGroup } from './choose-dataset.ts';
import { readNumbers } from './read-columns.ts';
import { findStampColumns } from './stamp-columns.ts';
import { isNumeric } from './value-candidates.ts';

const reachedRows = 400_000;
const reachedColumns = 8;

/**
 * The same datasets, sampled from their first reading on, where the sampled columns of readings are all empty: the
 * days before a meter was there are often blank. Unchanged when there are readings, or none at all.
 */
export function reachReadings(source: Source, group: DatasetGroup): DatasetGroup {
  const { profile, stamps } = group;
  const times = stamps.map((stamp) => stamp.profile);
  if (profile.columns.some((column) => isNumeric(column) && !times.includes(column))) return group;
  const empty = profile.columns.filter(({ filled }) => filled === 0).slice(0, reachedColumns);
  const names = empty.map(({ name }) => name);
  const first = names.length === 0 ? -1 : firstReading(source, profile.dataset.name, names);
  if (first < 0) return group;
  const reached = profileDataset(source, profile.dataset.name, first);
  return { ...group, profile: reached, stamps: findStampColumns(reached.columns) };
}

/** The first row with a number in one of the columns; -1 when there is none. */
function firstReading(source: Source, dataset: string, names: readonly string[]): number {
  const rows = (['.', ','] as const).flatMap((decimal) =>
    readNumbers(source, dataset, names, reachedRows, { decimal, missing: [] }).map((values) =>
      values.findIndex((value) => !Number.isNaN(value)),
    ),
  );
  const found = rows.filter((row) => row >= 0);
  return found.length === 0 ? -1 : Math.min(...found);
}
