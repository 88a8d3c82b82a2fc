import type { MappingDocument } from '../../../contract/mapping-document.ts';
import type { Source } from '../../sources/source.ts';
import type { DatasetGroup } from '../detect/choose-dataset.ts';
import { readQuality } from '../detect/choose-quality.ts';
import type { ColumnProfile } from '../detect/column-profile.ts';
import type { ChosenKeys } from '../detect/choose-keys.ts';
import { contextOf, noReadings } from '../detect/detect-structure.ts';
import type { Structure } from '../detect/detect-structure.ts';
import type { Findings } from '../detect/findings.ts';
import { givenQualityCode } from '../detect/given-answers.ts';
import type { GivenAnswers } from '../detect/given-answers.ts';
import { joinTexts, readStamps, recogniseTexts } from '../detect/stamp-columns.ts';
import type { TimeChoice } from '../detect/time-choice.ts';
import { toCandidate } from '../detect/value-candidates.ts';
import { unitsInCells } from '../detect/unit-of-column.ts';
import { matcher, matchRecipes } from './recipes.ts';

/**
 * A mapping made from the recipe whose signature the dataset bears. Null when there is none, when a person named
 * the columns, or when the recipe does not fit the data, which is said.
 *
 * @throws AppError source/no-readings when the columns of readings are empty
 */
export function fitRecipe(
  source: Source,
  group: DatasetGroup,
  recipes: readonly MappingDocument[],
  given: GivenAnswers,
  findings: Findings,
): Structure | null {
  const isNamed = [given.time, given.end, given.meter].some((answer) => answer !== undefined);
  if (isNamed || (given.quality !== undefined && givenQualityCode(given) === null)) return null;
  const matching = matchRecipes(source, group.profile.dataset, recipes);
  for (const recipe of matching) {
    const resolved = onlyAsked(resolveColumns(recipe, group), given.value);
    const time = resolved === null ? null : timeOf(resolved, group.profile.columns);
    if (resolved === null || time === null) continue;
    const { name, description } = recipe;
    const sentence = `The columns are those of "${name}".${description === '' ? '' : ` ${description}`}`;
    for (const field of told) findings.about(field).note(sentence, 0.95);
    return toStructure(source, group, resolved, time, findings);
  }
  const [first] = matching;
  if (first !== undefined) {
    findings.note(
      `The file looks like "${first.name}", but its columns do not fit that recipe: it is read by its content.`,
      0.8,
    );
  }
  return null;
}

/** The choices that every recipe makes. */
const told = ['time', 'value', 'unit', 'kind'] as const;

function toStructure(
  source: Source,
  group: DatasetGroup,
  recipe: MappingDocument,
  time: TimeChoice,
  findings: Findings,
): Structure {
  const { columns } = group.profile;
  const named = (name: string | null | undefined): ColumnProfile | null =>
    columns.find((column) => column.name === name) ?? null;
  const unitColumn = named(recipe.unitColumn);
  const keys: ChosenKeys = {
    meter: named(recipe.meterColumn),
    register: named(recipe.register?.column),
    only: null,
    unitColumn: unitColumn === null ? null : { column: unitColumn, units: unitsInCells(unitColumn) ?? [] },
  };
  const readings = [...recipe.values, ...recipe.dayColumns]
    .map(({ column }) => named(column))
    .filter((column) => column !== null);
  if (readings.every(({ numbers }) => numbers.numbers === 0)) throw noReadings(source, group, readings);
  const context = contextOf(group, keys, time, recipe.decimal);
  const quality = named(recipe.quality?.column);
  const { recognise: _, ...mapping } = {
    ...recipe,
    datasets: [...group.names],
    quality: quality === null ? null : readQuality(quality, findings.about('quality'), recipe.quality?.codes),
  };
  const values = readings.slice(0, recipe.layout === 'long' ? readings.length : 1);
  return {
    mapping,
    time,
    values: values.map((column) => toCandidate(column, context)),
    keys,
    intervalMinutes: null,
  };
}

/** The recipe with only the columns of values that a person asks for; null when it knows one of them not. */
function onlyAsked(
  recipe: MappingDocument | null,
  asked: readonly string[] | undefined,
): MappingDocument | null {
  if (recipe === null || asked === undefined) return recipe;
  const wanted = asked.map((name) => name.trim().toLowerCase());
  const isAsked = (column: string): boolean => wanted.includes(column.toLowerCase());
  const values = recipe.values.filter(({ column }) => isAsked(column));
  return values.length === new Set(wanted).size ? { ...recipe, values } : null;
}

/** The recipe with the file's own names in place of its patterns; null when one that it needs is missing. */
function resolveColumns(recipe: MappingDocument, group: DatasetGroup): MappingDocument | null {
  const names = group.profile.columns.map(({ name }) => name);
  const find = (wanted: string): string | null => names.find(matcher(wanted)) ?? null;
  const stampOf = (stamp: MappingDocument['time']['stamp']): MappingDocument['time']['stamp'] | undefined => {
    if (stamp === null) return null;
    const columns = stamp.columns.map(find).filter((name) => name !== null);
    return columns.length === stamp.columns.length ? { ...stamp, columns } : undefined;
  };
  const stamp = stampOf(recipe.time.stamp);
  const end = stampOf(recipe.time.end);
  if (stamp === undefined || end === undefined) return null;
  const others = [
    recipe.meterColumn,
    recipe.unitColumn,
    recipe.register?.column,
    recipe.quality?.column,
    recipe.only?.column,
  ];
  const fixed = new Set([
    ...(stamp?.columns ?? []),
    ...(end?.columns ?? []),
    ...others.map((name) => (name == null ? null : find(name))),
  ]);
  const values = recipe.values.flatMap((value) =>
    value.column === ''
      ? [value]
      : names
          .filter((name) => matcher(value.column)(name) && !fixed.has(name))
          .map((column) => ({ ...value, column, name: value.name.includes('*') ? column : value.name })),
  );
  if (values.length === 0 && recipe.dayColumns.length === 0) return null;
  return {
    ...recipe,
    time: { ...recipe.time, stamp, end },
    values,
    meterColumn: recipe.meterColumn === null ? null : find(recipe.meterColumn),
    unitColumn: recipe.unitColumn === null ? null : find(recipe.unitColumn),
    register: renamed(recipe.register, find),
    quality: renamed(recipe.quality, find),
    only: renamed(recipe.only, find),
  };
}

function renamed<Part extends { column: string }>(
  part: Part | null,
  find: (wanted: string) => string | null,
): Part | null {
  const column = part === null ? null : find(part.column);
  return part === null || column === null ? null : { ...part, column };
}

/** The recipe's time on the sampled rows; null when its pattern does not read nearly all of them. */
function timeOf({ time }: MappingDocument, columns: readonly ColumnProfile[]): TimeChoice | null {
  if (time.stamp === null) return null;
  const profilesOf = (names: readonly string[]): ColumnProfile[] =>
    names
      .map((name) => columns.find((column) => column.name === name))
      .filter((column) => column !== undefined);
  const start = profilesOf(time.stamp.columns);
  const end = time.end === null ? null : profilesOf(time.end.columns);
  const ms = readStamps(time.stamp.pattern, start);
  const texts = joinTexts(start);
  const filled = texts.filter((text) => text !== '').length;
  const read = ms.filter((stamp) => !Number.isNaN(stamp)).length;
  if (filled === 0 || read < filled * 0.9) return null;
  const candidate = recogniseTexts(texts);
  const isInstant = candidate?.isInstant ?? false;
  return {
    stamp: time.stamp,
    end: time.end,
    endIsInclusive: time.endIsInclusive,
    columns: [...new Set([...start, ...(end ?? [])])],
    words: start.map(({ words }) => words).join(''),
    candidate,
    ms,
    endMs: end === null || time.end === null ? null : readStamps(time.end.pattern, end),
    isInstant,
    hasEnd: end !== null || time.stamp.pattern.includes(' .. '),
    isDaily: candidate !== null && !candidate.hasTime && !candidate.isInstant,
    score: 0,
    why: '',
  };
}
