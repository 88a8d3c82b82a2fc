import { unitInText } from '../../../domain/settle/unit-text.ts';
import type { Unit } from '../../../domain/unit.ts';
import { changesOf } from './block-keys.ts';
import { examples } from './column-profile.ts';
import type { ColumnProfile } from './column-profile.ts';
import { quoteNames } from './findings.ts';
import type { Findings } from './findings.ts';
import { unitsInCells } from './unit-of-column.ts';
import { isNumeric } from './value-candidates.ts';
import {
  meterPointWords,
  placeWords,
  meterWords,
  qualityWords,
  registerColumnWords,
  rowTypeWords,
  unitColumnWords,
} from './words/column-words.ts';
import { qualityMeaning } from './words/quality-words.ts';
import { besideWords, costWords, readingWords } from './words/value-words.ts';
import { dailyTexts, registerTexts } from './words/register-texts.ts';

/** Columns that say what a row's reading is of. */
export interface ChosenKeys {
  readonly meter: ColumnProfile | null;
  readonly register: ColumnProfile | null;
  readonly only: { readonly column: ColumnProfile; readonly values: readonly string[] } | null;
  readonly unitColumn: { readonly column: ColumnProfile; readonly units: readonly Unit[] } | null;
}

/** More registers than this in one meter are ids of something else. */
const mostRegisters = 60;

/**
 * `stampTexts` are the sampled stamps as text: rows that share one are of several meters or registers. `isSteady` says
 * that the rows follow each other at one step.
 */
export function chooseKeys(
  columns: readonly ColumnProfile[],
  stampTexts: readonly string[],
  givenMeter: ColumnProfile | null,
  findings: Findings,
  isSteady = false,
): ChosenKeys {
  const unitColumn = chooseUnitColumn(columns, findings);
  const open = columns.filter((column) => column !== unitColumn?.column && column !== givenMeter);
  const isOneSeries = isSteady && separation(null, stampTexts) >= 0.999;
  const rest = open.filter((column) => !(isOneSeries && tellsKindOfTime(column)));
  const meter = givenMeter ?? chooseMeter(rest, stampTexts, findings);
  const others = rest.filter((column) => column !== meter);
  const totals = chooseOnly(others, findings);
  const registers = others.filter((column) => column !== totals?.column);
  const register = chooseRegister(registers, stampTexts, meter, findings);
  const only = totals ?? (register === null ? null : withoutOtherThings(register, findings));
  const rows = registers.filter((column) => column !== register);
  return withFurtherKey({ meter, register, only, unitColumn }, rows, stampTexts, findings);
}

/**
 * Rows that come twice although their meter or register is known are of two more: the column that tells these apart,
 * whatever its name, is the meter's where there is none yet.
 */
function withFurtherKey(
  keys: ChosenKeys,
  columns: readonly ColumnProfile[],
  stampTexts: readonly string[],
  findings: Findings,
): ChosenKeys {
  const { meter, register } = keys;
  if (meter !== null && register !== null && meter.counts.size > 1) return keys;
  if (stampTexts.length < 20 || separation(register, stampTexts, meter) > 0.98) return keys;
  const found = columns.find(
    (column) => isWhole(column) && separationOf([column, register, meter], stampTexts) > 0.999,
  );
  if (found === undefined) return keys;
  const isMeter = meter === null || register !== null;
  findings
    .about(isMeter ? 'meter' : 'register')
    .note(
      `The column "${found.name}" tells rows of one time apart: ${quoteNames(examples(found, 10))}; each is a series of its own.`,
      0.75,
    );
  return isMeter ? { ...keys, meter: found } : { ...keys, register: found };
}

/** Texts or whole numbers of which each comes back often, and no quality: they could name things. */
function isWhole(column: ColumnProfile): boolean {
  const { counts, filled, texts, words } = column;
  if (counts.size < 2 || counts.size > filled / 4 || filled < texts.length * 0.9) return false;
  if (column.column.unit !== undefined || costWords.find(words) !== null || isQuality(column)) return false;
  return !isNumeric(column) || examples(column, 400).every((text) => /^\d+$/.test(text));
}

/**
 * Codes that change to and fro while no stamp comes twice say what kind of time it is (a season, a tariff's hours)
 * or what else there was, not whose the reading is. Names of registers and numbers of delivery points are let be.
 */
function tellsKindOfTime({ counts, texts, words }: ColumnProfile): boolean {
  if (counts.size < 2 || changesOf(texts) < counts.size * 3 || meterPointWords.find(words) !== null)
    return false;
  return ![...counts.keys()].some((text) => registerTexts.find(text) !== null);
}

function chooseUnitColumn(columns: readonly ColumnProfile[], findings: Findings): ChosenKeys['unitColumn'] {
  for (const column of columns) {
    const units = unitsInCells(column);
    if (units === null || units.length === 0) continue;
    if (
      unitColumnWords.find(column.words) === null &&
      (column.filled < 3 || examples(column)[0]?.length === 1)
    )
      continue;
    findings
      .about('unit')
      .note(`The column "${column.name}" says the unit row by row: ${units.join(', ')}.`, 0.95);
    return { column, units };
  }
  return null;
}

function chooseMeter(
  columns: readonly ColumnProfile[],
  stampTexts: readonly string[],
  findings: Findings,
): ColumnProfile | null {
  let best: { column: ColumnProfile; score: number } | null = null;
  for (const column of columns) {
    const score = meterScore(column, stampTexts);
    if (score > 0 && score > (best?.score ?? 0)) best = { column, score };
  }
  if (best === null) return null;
  const { column } = best;
  const count = column.counts.size;
  const sentence =
    count === 1 ? 'holds one id' : `holds the ids of ${count >= 400 ? 'hundreds of' : count} meters`;
  findings
    .about('meter')
    .note(
      `The column "${column.name}" ${sentence} in the rows looked at: ${quoteNames(examples(column))}.`,
      0.85,
    );
  return column;
}

function meterScore(column: ColumnProfile, stampTexts: readonly string[]): number {
  const { words, counts, filled, texts } = column;
  if (filled < texts.length * 0.5 || counts.size === 0) return 0;
  const isPoint = meterPointWords.find(words) !== null;
  const isNamed = isPoint || meterWords.find(words) !== null;
  if (!isPoint && unitInText(column.name) !== null) return 0;
  // An id of its own in every row is the row's, not a meter's.
  if (filled > 3 && counts.size >= Math.min(filled, 400) * 0.8) return 0;
  const ids = examples(column, 400);
  const looksLikeId = ids.every((text) => /^["'=]*[A-Za-z]{0,6}[-_ ]?\d{6,}[\w-]*["']*$/.test(text));
  if (isNumeric(column)) {
    // A number is an id when it is whole, has no unit, and its header or its being always the same says so.
    if (column.column.unit !== undefined || !ids.every((text) => /^["'=]*\d+["']*$/.test(text))) return 0;
    if (!isNamed && !(looksLikeId && counts.size === 1)) return 0;
    // `Meter` heads ids as well as readings: ids come back with the stamps of the others.
    const tellsApart = separation(column, stampTexts) - separation(null, stampTexts) > 0.3;
    const hasZeros = ids.every((text) => /^["'=]*0\d/.test(text));
    if (readingWords.find(words) !== null && !looksLikeId && !tellsApart && !hasZeros) return 0;
  } else if (!isNamed && !looksLikeId) return 0;
  if (registerColumnWords.find(words) !== null && !isPoint && meterWords.find(words) === 'id') return 0;
  return (
    (isPoint ? 3 : isNamed ? 2 : 1) +
    (looksLikeId ? 1 : placeWords.find(words) === null ? 0 : -0.5) +
    (counts.size > 1 ? 1.5 : 0) +
    separation(column, stampTexts)
  );
}

/** Types of rows of which one is the interval readings and the others are sums of them. */
function chooseOnly(columns: readonly ColumnProfile[], findings: Findings): ChosenKeys['only'] {
  for (const column of columns) {
    if (column.counts.size < 2 || column.counts.size > 12 || rowTypeWords.find(column.words) === null)
      continue;
    const texts = examples(column, 12);
    const sums = texts.filter((text) => dailyTexts.find(text) !== null);
    const values = texts.filter((text) => !sums.includes(text));
    if (sums.length === 0 || values.length === 0) continue;
    findings
      .about('register')
      .note(
        `Only rows with ${quoteNames(values)} in the column "${column.name}" are read; ${quoteNames(sums)} would add the same energy again.`,
        0.8,
      );
    return { column, values };
  }
  return null;
}

function chooseRegister(
  columns: readonly ColumnProfile[],
  stampTexts: readonly string[],
  meter: ColumnProfile | null,
  findings: Findings,
): ColumnProfile | null {
  const before = separation(meter, stampTexts);
  let best: { column: ColumnProfile; score: number } | null = null;
  for (const column of columns) {
    const { counts, words, filled, texts } = column;
    if (counts.size < 2 || counts.size > mostRegisters || filled < texts.length * 0.9) continue;
    if (isNumeric(column) && column.isTyped && registerColumnWords.find(words) === null) continue;
    if (besideWords.find(words) !== null || costWords.find(words) !== null || isQuality(column)) continue;
    const gain = separation(column, stampTexts, meter) - before;
    const isNamed = registerColumnWords.find(words) !== null;
    const isTold = examples(column, 10).every(
      (text) => registerTexts.find(text) !== null || /\d\.\d+\.\d/.test(text),
    );
    if (isNumeric(column) && !isNamed) continue;
    const score = gain * 4 + (isNamed ? 0.6 : 0) + (isTold ? 0.6 : 0);
    if (score >= 0.6 && (gain > 0.1 || isTold || counts.size < 5) && score > (best?.score ?? 0))
      best = { column, score };
  }
  if (best === null) return null;
  findings
    .about('register')
    .note(
      `The column "${best.column.name}" tells registers apart: ${quoteNames(examples(best.column, 10))}; each is a series of its own.`,
      0.85,
    );
  return best.column;
}

/** Of a column of what was measured those that are readings: energy, not the temperature beside it. */
function withoutOtherThings(register: ColumnProfile, findings: Findings): ChosenKeys['only'] {
  const texts = examples(register, mostRegisters);
  const other = texts.filter((text) => besideWords.find(text) !== null || costWords.find(text) !== null);
  const values = texts.filter((text) => !other.includes(text));
  if (other.length === 0 || !values.some((text) => readingWords.find(text) !== null)) return null;
  findings
    .about('register')
    .note(
      `Only rows with ${quoteNames(values)} in the column "${register.name}" are read; ${quoteNames(other)} ${other.length === 1 ? 'is' : 'are'} no reading of energy.`,
      0.75,
    );
  return { column: register, values };
}

function isQuality(column: ColumnProfile): boolean {
  if (qualityWords.find(column.words) === null) return false;
  return examples(column, 16).some((text) => qualityMeaning(text) !== null);
}

/** The share of sampled rows whose stamp and keys no earlier row has, 0-1. */
function separation(
  column: ColumnProfile | null,
  stampTexts: readonly string[],
  with_: ColumnProfile | null = null,
): number {
  return separationOf([column, with_], stampTexts);
}

function separationOf(columns: readonly (ColumnProfile | null)[], stampTexts: readonly string[]): number {
  const seen = new Set<string>();
  const rows = Math.min(stampTexts.length, 2000);
  for (let row = 0; row < rows; row++) {
    seen.add(`${stampTexts[row] ?? ''}\u0000${columns.map((each) => each?.texts[row] ?? '').join('\u0000')}`);
  }
  return rows === 0 ? 0 : seen.size / rows;
}
