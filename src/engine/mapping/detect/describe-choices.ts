import type { MappingDocument } from '../../../contract/mapping-document.ts';
import type { MappingChoice } from '../../../contract/mapping-proposal.ts';
import { readingKinds } from '../../../domain/reading-kind.ts';
import { unitCodes } from '../../../domain/unit.ts';
import type { Unit } from '../../../domain/unit.ts';
import { spellDuration } from '../spell-duration.ts';
import type { DatasetGroup } from './choose-dataset.ts';
import type { ColumnProfile } from './column-profile.ts';
import type { Structure } from './detect-structure.ts';
import type { ChoiceField, Findings } from './findings.ts';
import { suggestUnits } from './settle-meaning.ts';
import { quantityOf } from './unit-of-column.ts';
import { isNumeric } from './value-candidates.ts';

/** What was detected, with what it was chosen among. */
export interface Detected {
  readonly mapping: MappingDocument;
  readonly structure: Structure;
  readonly group: DatasetGroup;
  /** Other datasets with times and numbers. */
  readonly rivals: readonly DatasetGroup[];
  /** Lengths of intervals that the stamps speak for, the likeliest first. */
  readonly lengthsMs: readonly number[];
}

/** Only what a person can choose among at a glance. */
const mostAlternatives = 12;

/** The choices of a detected mapping that a person can change, each with what was found out about it. */
export function describeChoices(detected: Detected, findings: Findings): MappingChoice[] {
  const choices: MappingChoice[] = [];
  const tell = (field: ChoiceField, chosen: string, alternatives: readonly string[]): void => {
    const { confidence, evidence, questions } = findings.groundsOf(field);
    // Codes are answered one by one; the others of a quality are columns.
    const suggested = field === 'quality' ? [] : questions.flatMap(({ suggestions }) => suggestions);
    const others = new Set([...suggested, ...alternatives].filter((text) => text !== chosen));
    choices.push({
      field,
      chosen,
      confidence,
      evidence: [...evidence],
      alternatives: [...others].slice(0, mostAlternatives),
    });
  };
  tellPlace(detected, tell);
  tellClock(detected, tell);
  tellReadings(detected, tell);
  tellKeys(detected, tell);
  return choices;
}

type Tell = (field: ChoiceField, chosen: string, alternatives: readonly string[]) => void;

function tellPlace({ mapping, structure, group, rivals }: Detected, tell: Tell): void {
  const names = rivals.flatMap((rival) => rival.names);
  if (names.length > 0 || group.names.length > 1) tell('dataset', group.names.join(', '), names);
  if (structure.intervalMinutes !== null || mapping.layout !== 'long') tell('layout', mapping.layout, []);
}

function tellClock({ mapping, structure, group, lengthsMs }: Detected, tell: Tell): void {
  const { time } = mapping;
  const { stamp, end, interval, zone } = time;
  const taken = [...(stamp?.columns ?? []), ...(end?.columns ?? [])];
  const stamps = group.stamps
    .filter(({ role }) => role === 'full' || role === 'range' || role === 'day')
    .map(({ profile }) => profile.name)
    .filter((name) => !taken.includes(name));
  tell('time', (stamp?.columns ?? []).join(', '), stamps);
  tell('end', (end?.columns ?? []).join(', '), stamps);
  if (structure.time !== null) {
    tell('zone', zone ?? '', structure.time.isInstant || zone === 'UTC' ? [] : ['UTC']);
    if (!structure.time.hasEnd && mapping.layout === 'long')
      tell('label', time.label, time.label === 'start' ? ['end'] : ['start']);
  }
  const lengths = lengthsMs.map(spellDuration);
  tell('interval', interval ?? lengths[0] ?? '', lengths);
}

function tellReadings({ mapping, structure, group }: Detected, tell: Tell): void {
  const { values, layout } = mapping;
  const units = distinct(values.map(({ unit }) => unit));
  const kinds = distinct(values.map(({ kind }) => kind));
  if (layout === 'long') {
    const numeric = freeColumns(mapping, group).filter(isNumeric);
    const chosen = values.map(({ column }) => column);
    tell('value', chosen.join(', '), namesOf(numeric));
  }
  if (mapping.unitColumn === null)
    tell(
      'unit',
      units.join(', '),
      otherUnits(units, suggestUnits(structure.values, kinds[0] ?? null).suggestions),
    );
  else tell('unit', mapping.unitColumn, []);
  tell('kind', kinds.join(', '), readingKinds);
  const isText = group.profile.columns.some(({ isTyped, numbers }) => !isTyped && numbers.numbers > 0);
  if (isText) tell('decimal', mapping.decimal, ['.', ',']);
}

function tellKeys({ mapping, group }: Detected, tell: Tell): void {
  const free = freeColumns(mapping, group).filter(({ filled }) => filled > 0);
  const codes = free.filter((column) => !isNumeric(column) && column.counts.size <= mostCodes);
  const names = free.filter((column) => !isNumeric(column) || isWholeThroughout(column));
  const ids = names.filter(({ counts, filled }) => counts.size < Math.max(2, filled * mostDistinctIds));
  const registers = names.filter(({ counts }) => counts.size > 1 && counts.size <= mostRegisters);
  tell('quality', mapping.quality?.column ?? '', namesOf(codes));
  tell('meter', mapping.meterColumn ?? '', namesOf(ids));
  tell('register', mapping.register?.column ?? '', namesOf(registers));
}

/** Ids and numbers of registers are; readings have fractions sooner or later. */
function isWholeThroughout({ counts }: ColumnProfile): boolean {
  return [...counts.keys()].every((text) => /^\d+$/.test(text));
}

/** A column of more different texts than this holds notes, not codes of quality. */
const mostCodes = 16;
const mostRegisters = 60;
/** An id of its own in most rows is the row's, not a meter's. */
const mostDistinctIds = 0.5;

/** Columns that the mapping does not use, nor any that holds times. */
function freeColumns(mapping: MappingDocument, { profile, stamps }: DatasetGroup): ColumnProfile[] {
  const { time, quality, register, values, dayColumns } = mapping;
  const taken = new Set([
    ...(time.stamp?.columns ?? []),
    ...(time.end?.columns ?? []),
    ...[...values, ...dayColumns].map(({ column }) => column),
    ...[quality?.column, register?.column, mapping.meterColumn, mapping.unitColumn, mapping.only?.column],
    ...stamps.map((stamp) => stamp.profile.name),
  ]);
  return profile.columns.filter(({ name }) => !taken.has(name));
}

/** Units of the same quantity, those that the size of the values speaks for first. */
function otherUnits(chosen: readonly Unit[], suggested: readonly Unit[]): Unit[] {
  const quantities = new Set([...chosen, ...suggested].map(quantityOf));
  const alike = unitCodes.filter((unit) => quantities.has(quantityOf(unit)));
  return chosen.length === 0 ? [...suggested] : alike;
}

function distinct<T>(texts: readonly (T | null)[]): T[] {
  return [...new Set(texts.filter((text) => text !== null))];
}

function namesOf(columns: readonly ColumnProfile[]): string[] {
  return columns.map(({ name }) => name);
}
