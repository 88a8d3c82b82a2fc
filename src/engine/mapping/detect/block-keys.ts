import type { Source } from '../../sources/source.ts';
import type { DatasetGroup } from './choose-dataset.ts';
import type { ChosenKeys } from './choose-keys.ts';
import { examples } from './column-profile.ts';
import type { ColumnProfile } from './column-profile.ts';
import { quoteNames } from './findings.ts';
import type { Findings } from './findings.ts';
import { readStampColumn } from './read-columns.ts';
import type { TimeChoice } from './time-choice.ts';
import { isNumeric } from './value-candidates.ts';

/** Beyond so many rows a dataset is not read a second time for the sake of its keys. */
const nearRows = 400_000;
/** Stamps that come again in fewer rows than this share are those of autumn, or slips. */
const tellingRepeats = 0.002;
/** So much of the repeats must a key take away. */
const leastCured = 0.9;

interface BlockSearch {
  readonly source: Source;
  readonly group: DatasetGroup;
  readonly time: TimeChoice | null;
  readonly free: readonly ColumnProfile[];
}

/** The keys of the sample, and beside them the one that only all rows show; see `findBlockKey`. */
export function withBlockKey(keys: ChosenKeys, search: BlockSearch, findings: Findings): ChosenKeys {
  const { source, group, time, free } = search;
  if (time === null || (keys.meter !== null && keys.register !== null)) return keys;
  const known = [
    keys.meter,
    keys.register,
    keys.only?.column ?? null,
    keys.unitColumn?.column ?? null,
  ].filter((column) => column !== null);
  const others = free.filter((column) => !known.includes(column));
  const found = findBlockKey(source, group, time, others, known);
  if (found === null) return keys;
  const isMeter = keys.meter === null;
  findings
    .about(isMeter ? 'meter' : 'register')
    .note(
      `The column "${found.name}" tells ${isMeter ? 'meters' : 'registers'} apart that stand one behind the other: ${quoteNames(examples(found, 10))}; each is a series of its own.`,
      0.8,
    );
  return isMeter ? { ...keys, meter: found } : { ...keys, register: found };
}

/**
 * A column that a sample cannot show to be a key: meters or registers that stand one behind the other in long
 * blocks, so that no stamp comes twice within the sampled rows. All rows are looked at: stamps come again, and with
 * the column beside them they do not. Null when no column does that.
 */
function findBlockKey(
  source: Source,
  group: DatasetGroup,
  time: TimeChoice,
  free: readonly ColumnProfile[],
  known: readonly ColumnProfile[],
): ColumnProfile | null {
  const { dataset, rows } = group.profile;
  if (dataset.rows <= rows || dataset.rows > nearRows) return null;
  const candidates = free.filter((column) => standsInBlocks(column));
  if (candidates.length === 0) return null;
  const stamps = readStampColumn(source, dataset.name, time.stamp, nearRows);
  const names = [...known, ...candidates].map(({ name }) => name);
  const codes = readCodes(source, dataset.name, names);
  const before = repeats(stamps, codes.slice(0, known.length));
  if (before < stamps.length * tellingRepeats) return null;
  let best: { column: ColumnProfile; left: number } | null = null;
  candidates.forEach((column, place) => {
    const left = repeats(stamps, [
      ...codes.slice(0, known.length),
      codes[known.length + place] as readonly number[],
    ]);
    if (left <= before * (1 - leastCured) && left < (best?.left ?? Infinity)) best = { column, left };
  });
  return (best as { column: ColumnProfile } | null)?.column ?? null;
}

/** Few texts, each in one stretch of rows or a few of them. */
function standsInBlocks(column: ColumnProfile): boolean {
  const { counts, filled, texts } = column;
  if (counts.size < 2 || counts.size > 100 || filled < texts.length * 0.9) return false;
  if (isNumeric(column) && ![...counts.keys()].every((text) => /^\d+$/.test(text))) return false;
  return changesOf(texts) < counts.size * 3;
}

/** How often a text differs from the one before it. */
export function changesOf(texts: readonly string[]): number {
  let changes = 0;
  for (let row = 1; row < texts.length; row++) if (texts[row] !== texts[row - 1]) changes++;
  return changes;
}

/** Cells of some columns as numbers of their texts, which are equal where the texts are. */
function readCodes(source: Source, dataset: string, names: readonly string[]): number[][] {
  const codes: number[][] = names.map(() => []);
  const known = names.map(() => new Map<unknown, number>());
  for (const { columns } of source.read({ dataset, columns: names, from: 0, to: nearRows })) {
    columns.forEach((cells, place) => {
      const texts = known[place] as Map<unknown, number>;
      for (const cell of cells) {
        const code = texts.get(cell) ?? texts.size;
        if (code === texts.size) texts.set(cell, code);
        codes[place]?.push(code);
      }
    });
  }
  return codes;
}

/** Rows whose stamp and keys an earlier row has. */
function repeats(stamps: Float64Array, keys: readonly (readonly number[])[]): number {
  const seen = new Map<string, Set<number>>();
  let count = 0;
  for (let row = 0; row < stamps.length; row++) {
    const stamp = stamps[row] as number;
    if (Number.isNaN(stamp)) continue;
    const key = keys.map((codes) => codes[row]).join(' ');
    const list = seen.get(key);
    if (list === undefined) seen.set(key, new Set([stamp]));
    else if (list.has(stamp)) count++;
    else list.add(stamp);
  }
  return count;
}
