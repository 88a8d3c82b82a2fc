import type { Unit } from '../../../domain/unit.ts';
import { numberShare } from './column-profile.ts';
import type { ColumnProfile } from './column-profile.ts';
import { headerWords } from './header-words.ts';
import { courseOf, judgeKind } from './judge-kind.ts';
import type { KindVerdict } from './judge-kind.ts';
import { sampleNumbers } from './sample-numbers.ts';
import { hasForeignUnit, quantityOf, unitOfColumn } from './unit-of-column.ts';
import type { Quantity } from './unit-of-column.ts';
import { meterWords } from './words/column-words.ts';
import { timeWords } from './words/time-words.ts';
import { longerWords } from './words/derived-words.ts';
import { besideWords, costWords, mediumWords, readingWords, weakCostWords } from './words/value-words.ts';

/** A numeric column that could hold readings. */
export interface ValueCandidate {
  readonly profile: ColumnProfile;
  readonly values: Float64Array;
  readonly unit: Unit | null;
  /** Where the unit stands; null without one. */
  readonly unitWhere: string | null;
  readonly quantity: Quantity;
  readonly medium: 'gas' | 'water' | 'heat' | null;
  /** The unit stands with this very column. */
  readonly hasOwnUnit: boolean;
  /** The header speaks of readings. */
  readonly isNamed: boolean;
  readonly verdict: KindVerdict;
  /** Why it is not sent unless someone asks for it: a price, a temperature, a row id. Null for a likely reading. */
  readonly leftOut: string | null;
}

export interface CandidateContext {
  readonly decimal: '.' | ',';
  /** Rows of the sample that belong to one series each, see `rowsBySeries`. */
  readonly series: readonly (readonly number[])[];
  /** The unit of all columns, where rows or preamble say it. */
  readonly unit: Unit | null;
  readonly unitWhere: string | null;
  /** The newest row comes first. */
  readonly runsBackwards: boolean;
  /** What flows, as the lines around the data say it. */
  readonly medium: ValueCandidate['medium'];
  /** The last part of the dataset's name in plain words. */
  readonly datasetWords: string;
  /** One row a day. */
  readonly isDaily: boolean;
  /** So many columns that their names are names of meters: one called Bill is no invoice. */
  readonly isOfManyMeters: boolean;
}

/** True when nearly all cells of a column are numbers; of a column whose cells are all missing, false. */
export function isNumeric(profile: ColumnProfile): boolean {
  // Of a few rows one bad cell is a large share: a header with a unit says what the others are.
  const least = profile.filled <= fewRows && isReadingUnit(unitOfColumn(profile)?.unit ?? null) ? 0.5 : 0.9;
  return profile.numbers.numbers > 0 && numberShare(profile) >= least;
}

const fewRows = 20;

export function toCandidate(profile: ColumnProfile, context: CandidateContext): ValueCandidate {
  const found = unitOfColumn(profile);
  const unit = found?.unit ?? (besideWords.find(profile.words) === null ? context.unit : null);
  const quantity = quantityOf(unit);
  const values = sampleNumbers(profile, context.decimal);
  // A column that is only numbered is known by the name of its dataset: /meters/7/power.
  const own = /^(column )?\d+$/.test(profile.name) ? context.datasetWords : profile.words;
  const words = `${own.trimEnd()}${headerWords((profile.column.labels ?? []).join(' '))}`;
  const course = courseOf(values, context.series, context.runsBackwards);
  return {
    profile,
    values,
    unit,
    unitWhere: found?.where ?? (unit === null ? null : context.unitWhere),
    quantity,
    medium: mediumOf(profile.words) ?? context.medium,
    isNamed: isReadingUnit(found?.unit ?? null) || readingWords.find(profile.words) !== null,
    hasOwnUnit: found !== null,
    verdict: judgeKind(quantity, words, course, context.isDaily),
    leftOut: whyLeftOut(profile, values, found?.unit ?? null, context),
  };
}

function whyLeftOut(
  profile: ColumnProfile,
  values: Float64Array,
  unit: Unit | null,
  context: CandidateContext,
): string | null {
  const { words, numbers } = profile;
  const quantity = quantityOf(unit);
  const isReading = isReadingUnit(unit);
  if (numbers.currency !== null) return `holds amounts of money (${numbers.currency})`;
  // `snt/kWh` is a price and `g/kWh` a factor; `Verbrauch / kWh` names its unit.
  if (unit === null && /\/\s*[kMG]?Wh\b/i.test(profile.name)) return 'is a figure per unit of energy';
  const longer = context.isDaily ? null : longerWords.find(words);
  if (longer !== null) return `is a total over a longer time ("${longer}")`;
  const weak = isReading || context.isOfManyMeters ? null : weakCostWords.find(words);
  const cost = costWords.find(words) ?? weak;
  if (cost !== null) return `is about money ("${cost}")`;
  if (isReading) return null;
  if (quantity === 'reactive') return 'is reactive or apparent power or energy';
  if (quantity === 'beside') return `is measured in ${unit ?? ''}, not an amount of energy`;
  if (hasForeignUnit(profile)) return `is measured in ${profile.column.unit ?? ''}, not an amount of energy`;
  const beside = besideWords.find(words);
  if (beside !== null) return `is about something else ("${beside}")`;
  if (isRowNumber(values, context.series.length)) return 'counts the rows';
  const isWhole = values.every((value) => Number.isNaN(value) || Number.isInteger(value));
  if (isWhole && meterWords.find(words) !== null && readingWords.find(words) === null) return 'holds ids';
  const time = timeWords.find(words);
  return time !== null && readingWords.find(words) === null ? `is about time ("${time}")` : null;
}

function isReadingUnit(unit: Unit | null): boolean {
  return ['energy', 'power', 'volume'].includes(quantityOf(unit));
}

/** Whole numbers that go up by one from row to row. */
function isRowNumber(values: Float64Array, seriesCount: number): boolean {
  let steps = 0;
  for (let row = 1; row < values.length; row++) {
    if ((values[row] as number) - (values[row - 1] as number) === 1) steps++;
  }
  return values.length >= 5 && seriesCount === 1 && steps >= (values.length - 1) * 0.99;
}

/** Gas, water or heat, when the words are of one of them. */
export function mediumOf(words: string): ValueCandidate['medium'] {
  for (const medium of ['gas', 'water', 'heat'] as const) {
    if (mediumWords[medium].find(words) !== null) return medium;
  }
  return null;
}
