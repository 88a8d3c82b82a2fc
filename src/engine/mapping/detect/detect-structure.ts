import { AppError } from '../../../contract/app-error.ts';
import { mappingDocument } from '../../../contract/mapping-document.ts';
import type { MappingDocument } from '../../../contract/mapping-document.ts';
import { unitInText } from '../../../domain/settle/unit-text.ts';
import type { Source } from '../../sources/source.ts';
import { withBlockKey } from './block-keys.ts';
import { chooseDaylight } from './choose-daylight.ts';
import { chooseDecimal } from './choose-decimal.ts';
import type { DatasetGroup } from './choose-dataset.ts';
import { chooseKeys } from './choose-keys.ts';
import type { ChosenKeys } from './choose-keys.ts';
import { chooseQuality, readQuality } from './choose-quality.ts';
import { chooseValues } from './choose-values.ts';
import type { ChosenValues } from './choose-values.ts';
import type { ColumnProfile } from './column-profile.ts';
import { quoteNames } from './findings.ts';
import type { Findings } from './findings.ts';
import { givenColumn, givenQualityCode } from './given-answers.ts';
import type { GivenAnswers } from './given-answers.ts';
import { rowsBySeries } from './sample-numbers.ts';
import { joinTexts, stepsOf } from './stamp-columns.ts';
import { settleTime } from './settle-time.ts';
import { writesComma } from './spoken-countries.ts';
import type { TimeChoice } from './time-choice.ts';
import { unitAround } from './unit-of-column.ts';
import type { FoundUnit } from './unit-of-column.ts';
import { headerWords } from './header-words.ts';
import { isNumeric, mediumOf, toCandidate } from './value-candidates.ts';
import type { CandidateContext, ValueCandidate } from './value-candidates.ts';
import { findWideLayout } from './wide-by-interval.ts';
import type { WideLayout } from './wide-by-interval.ts';

/** Which columns are what: the part of a mapping that the shape of a file decides. */
export interface Structure {
  readonly mapping: MappingDocument;
  /** Null for a dataset without a time axis. */
  readonly time: TimeChoice | null;
  readonly values: readonly ValueCandidate[];
  readonly keys: ChosenKeys;
  /** Of wide layouts; null else. */
  readonly intervalMinutes: number | null;
}

/**
 * Decides from a sampled dataset which columns hold the time, the readings, the meters, the quality.
 *
 * @throws AppError mapping/incomplete for a given column that does not exist, source/no-readings when nothing
 * could be sent
 */
export function detectStructure(
  source: Source,
  group: DatasetGroup,
  given: GivenAnswers,
  findings: Findings,
): Structure {
  const { columns } = group.profile;
  const isOpen = given.time === undefined && given.value === undefined;
  const wide = isOpen ? findWideLayout(columns, group.stamps) : null;
  const time = settleTime(columns, group.stamps, wide?.day ?? null, given, findings.about('time'));
  const asked = (given.value ?? []).map((name) => profileNamed(name, columns, '--value'));
  const free = freeColumns(group, time, wide).filter((column) => !asked.includes(column));
  const daylight = chooseDaylight(free, findings.about('time'));
  const open = free.filter(({ name }) => name !== daylight?.column);
  const sampled = findKeys(open, columns, time, given, findings);
  const keys = withBlockKey(sampled, { source, group, time, free: open }, findings);
  const rest = open.filter((column) => !keyColumns(keys).includes(column));
  const quality = qualityOf(rest, columns, given, findings.about('quality'));
  const numeric = rest.filter((column) => column.name !== quality?.column && isNumeric(column));
  const written = wide?.columns ?? (asked.length > 0 ? asked : numeric);
  const decimal = chooseDecimal(written, time?.stamp.pattern ?? '', writesComma(group.profile), findings);
  const context = withGivenUnit(contextOf(group, keys, time, decimal), given);
  const chosen =
    wide === null
      ? pickValues(asked, numeric, context, findings)
      : wideValues(wide, numeric, context, findings);
  if (chosen.values.length === 0) throw noReadings(source, group, rest);
  const mapping = mappingDocument.parse({
    meterhaul: 'mapping',
    version: 1,
    name: nameOf(source),
    format: source.kind,
    datasets: [...group.names],
    layout: wide === null ? 'long' : 'wide-by-interval',
    time: {
      stamp: time?.stamp ?? null,
      end: time?.end ?? null,
      endIsInclusive: time?.endIsInclusive ?? false,
      daylight,
    },
    values: wide === null ? chosen.values.map(valueOf) : [{ ...unsaid, column: '', name: 'value' }],
    dayColumns: wide?.dayColumns ?? [],
    ...keyMappings(keys),
    quality,
    decimal,
  });
  return { mapping, time, values: chosen.values, keys, intervalMinutes: wide?.intervalMinutes ?? null };
}

/** Columns that are neither of the time nor of the day, nor any other column of times. */
function freeColumns(group: DatasetGroup, time: TimeChoice | null, wide: WideLayout | null): ColumnProfile[] {
  const stamps = group.stamps.filter(({ role }) => role !== 'slot').map(({ profile }) => profile);
  const taken = new Set<ColumnProfile>([...(time?.columns ?? []), ...(wide?.columns ?? []), ...stamps]);
  return group.profile.columns.filter((column) => !taken.has(column));
}

function findKeys(
  free: readonly ColumnProfile[],
  columns: readonly ColumnProfile[],
  time: TimeChoice | null,
  given: GivenAnswers,
  findings: Findings,
): ChosenKeys {
  const meter = given.meter === undefined ? null : profileNamed(given.meter, columns, '--meter');
  const stampTexts = time === null ? [] : joinTexts(time.columns);
  return chooseKeys(
    free.filter((column) => column.filled > 0),
    stampTexts,
    meter,
    findings,
    time !== null && stepsOf(time.ms).share >= 0.9,
  );
}

function keyMappings(keys: ChosenKeys): Pick<MappingDocument, 'meterColumn' | 'unitColumn' | 'only'> & {
  readonly register: { readonly column: string } | null;
} {
  return {
    meterColumn: keys.meter?.name ?? null,
    register: keys.register === null ? null : { column: keys.register.name },
    unitColumn: keys.unitColumn?.column.name ?? null,
    only: keys.only === null ? null : { column: keys.only.column.name, values: [...keys.only.values] },
  };
}

export function profileNamed(name: string, columns: readonly ColumnProfile[], option: string): ColumnProfile {
  const names = columns.map((column) => column.name);
  return columns[names.indexOf(givenColumn(name, names, option))] as ColumnProfile;
}

export function keyColumns({ meter, register, only, unitColumn }: ChosenKeys): ColumnProfile[] {
  return [meter, register, only?.column ?? null, unitColumn?.column ?? null].filter(
    (column) => column !== null,
  );
}

/** A unit that a person said tells what the columns hold as well as one of the file's own. */
function withGivenUnit(context: CandidateContext, { unit }: GivenAnswers): CandidateContext {
  return unit === undefined ? context : { ...context, unit, unitWhere: 'the answer --unit' };
}

/** What candidates are judged by: rows by series, and a unit that holds for all columns. */
export function contextOf(
  group: DatasetGroup,
  keys: ChosenKeys,
  time: TimeChoice | null,
  decimal: '.' | ',',
): CandidateContext {
  const labelled = unitOfOnly(keys) ?? unitAround(group.profile);
  const { unitColumn } = keys;
  const byRow = unitColumn === null ? null : (unitColumn.units[0] ?? null);
  const series = [keys.meter, keys.register, keys.only?.column ?? null].filter((column) => column !== null);
  return {
    decimal,
    series: rowsBySeries(series, group.profile.rows),
    unit: byRow ?? labelled?.unit ?? null,
    unitWhere: unitColumn === null ? (labelled?.where ?? null) : `the column "${unitColumn.column.name}"`,
    runsBackwards: time !== null && stepsOf(time.ms).backShare > 0.5,
    isDaily: time?.isDaily ?? false,
    isOfManyMeters: group.profile.columns.length > mostNamedColumns,
    datasetWords: pathWords(group.profile.dataset.name),
    medium: mediumOf(headerWords((group.profile.dataset.labels ?? []).join(' '))),
  };
}

/** An export of one meter has fewer columns. */
const mostNamedColumns = 30;

/** The last part of a path in an HDF5 tree; names of tables and sections are made up too often to tell anything. */
function pathWords(name: string): string {
  return name.includes('/') ? headerWords(name.split('/').at(-1) ?? '') : ' ';
}

/** `energy_wh`: the unit in the cells of the rows that are read. */
function unitOfOnly({ only }: ChosenKeys): FoundUnit | null {
  const units = new Set((only?.values ?? []).map((text) => unitInText(text)));
  const [unit] = units;
  return units.size !== 1 || unit == null || only === null
    ? null
    : { unit, where: `the column "${only.column.name}"` };
}

function qualityOf(
  rest: readonly ColumnProfile[],
  columns: readonly ColumnProfile[],
  given: GivenAnswers,
  findings: Findings,
): MappingDocument['quality'] {
  if (givenQualityCode(given) !== null) return null;
  if (given.quality !== undefined)
    return readQuality(profileNamed(given.quality, columns, '--quality'), findings);
  return chooseQuality(rest, findings);
}

function pickValues(
  valueGiven: readonly ColumnProfile[],
  numeric: readonly ColumnProfile[],
  context: CandidateContext,
  findings: Findings,
): ChosenValues {
  const candidates = (valueGiven.length > 0 ? valueGiven : numeric).map((column) =>
    toCandidate(column, context),
  );
  if (valueGiven.length > 0) return { values: candidates };
  return chooseValues(candidates, findings.about('value'));
}

/** The readings of a day stand in one row: the first column speaks for all, its course is that of the row. */
function wideValues(
  wide: WideLayout,
  numeric: readonly ColumnProfile[],
  context: CandidateContext,
  findings: Findings,
): ChosenValues {
  const filled = wide.columns.filter(isNumeric);
  if (filled.length === 0) return { values: [] };
  findings
    .about('layout')
    .note(
      `Each row is a day with ${wide.columns.length} columns of ${wide.intervalMinutes} minutes, ${wide.how} ("${wide.columns[0]?.name ?? ''}" to "${wide.columns.at(-1)?.name ?? ''}").`,
      0.95,
    );
  if (numeric.length > 0) {
    const names = quoteNames(numeric.map(({ name }) => name));
    findings.about('value').note(`No intervals of the day, and left out: ${names}.`, 0.85);
  }
  const rows = filled[0]?.texts.length ?? 0;
  const texts: string[] = [];
  for (let row = 0; row < Math.min(rows, 200); row++)
    for (const column of filled) texts.push(column.texts[row] ?? '');
  const whole = { ...(filled[0] as ColumnProfile), name: '', words: ' ', texts };
  return {
    values: [toCandidate(whole, { ...context, series: [texts.map((_, place) => place)], isDaily: false })],
  };
}

const unsaid = { unit: null, kind: null } as const;

function valueOf({ profile: { name } }: ValueCandidate): typeof unsaid & { column: string; name: string } {
  return { ...unsaid, column: name, name };
}

function nameOf(source: Source): string {
  return source.path.split(/[\\/]/).at(-1) ?? source.path;
}

export function noReadings(source: Source, group: DatasetGroup, rest: readonly ColumnProfile[]): AppError {
  const empty = rest.filter(({ filled }) => filled === 0).map(({ name }) => `"${name}"`);
  const found = `${group.profile.dataset.rows} rows with the columns ${group.profile.columns
    .slice(0, 12)
    .map(({ name }) => `"${name}"`)
    .join(', ')}`;
  const why =
    empty.length > 0
      ? `${empty.slice(0, 6).join(', ')} ${empty.length === 1 ? 'is' : 'are'} empty in every row looked at, as in a template that nobody has filled in`
      : 'none of the columns holds numbers that could be readings';
  const message = `There is no value to send: the file has ${found}, but ${why}.`;
  return new AppError('source/no-readings', message, {
    context: { path: source.path, dataset: group.profile.dataset.name },
  });
}
