import type { MappingDocument } from '../../../contract/mapping-document.ts';
import type { ReadingKind } from '../../../domain/reading-kind.ts';
import type { Unit } from '../../../domain/unit.ts';
import { kindOfGroup } from './choose-values.ts';
import { quoteNames } from './findings.ts';
import type { Findings } from './findings.ts';
import type { GivenAnswers } from './given-answers.ts';
import { medianOf } from './sample-numbers.ts';
import type { ValueCandidate } from './value-candidates.ts';

type Values = MappingDocument['values'];

/** Below this nobody trusts a kind without asking. */
const sureEnough = 0.55;

/**
 * The values of a mapping with their unit and kind: as given, as the mapping has them already (a recipe), as the
 * file says. What stays open is asked.
 */
export function settleMeaning(
  values: Values,
  candidates: readonly ValueCandidate[],
  given: GivenAnswers,
  hasUnitColumn: boolean,
  findings: Findings,
): Values {
  const groupKind = kindOfGroup(candidates);
  const settled = values.map((value) => {
    const candidate = candidates.find(({ profile }) => profile.name === value.column) ?? candidates[0];
    return {
      ...value,
      unit: given.unit ?? value.unit ?? candidate?.unit ?? null,
      kind: given.kind ?? value.kind ?? kindOf(candidate, groupKind),
    };
  });
  const byColumn = new Map(candidates.map((candidate) => [candidate.profile.name, candidate]));
  tellContradictions(settled, byColumn, findings);
  if (given.kind === undefined) tellKinds(values, settled, candidates, findings.about('kind'));
  if (given.unit === undefined) tellUnits(values, settled, candidates, hasUnitColumn, findings.about('unit'));
  return settled;
}

function kindOf(candidate: ValueCandidate | undefined, groupKind: ReadingKind | null): ReadingKind | null {
  if (candidate === undefined) return groupKind;
  const { kind, sureness } = candidate.verdict;
  return kind !== null && sureness >= sureEnough && sureness >= 0.65 ? kind : (groupKind ?? kind);
}

function tellKinds(
  before: Values,
  after: Values,
  candidates: readonly ValueCandidate[],
  findings: Findings,
): void {
  const own = after.filter((value, place) => before[place]?.kind == null && value.kind !== null);
  const kinds = new Set(own.map(({ kind }) => kind));
  for (const kind of kinds) {
    const names = own.filter((value) => value.kind === kind).map(({ column }) => column);
    const speaking = candidates
      .filter(({ verdict }) => verdict.kind === kind)
      .sort((a, b) => b.verdict.sureness - a.verdict.sureness)[0];
    const subject = upperFirst(namesOrValues(names));
    findings.note(
      `${subject} ${names.length === 1 && names[0] !== '' ? 'holds' : 'hold'} ${kindWords[kind ?? 'interval']}, because ${speaking?.verdict.why ?? 'the others do'}.`,
      speaking?.verdict.sureness ?? 0.6,
    );
  }
  const open = after.filter(({ kind }) => kind === null).map(({ column }) => column);
  if (open.length === 0) return;
  const why = candidates[0]?.verdict.why ?? '';
  findings.ask({
    code: 'mapping/kind-unknown',
    text: `What ${open.length === 1 && open[0] !== '' ? 'does' : 'do'} ${namesOrValues(open)} hold: the energy of each interval, the mean power, or the state of a register? ${upperFirst(why)}.`,
    option: '--kind',
    suggestions: suggestKinds(candidates[0]),
  });
}

const kindWords: Readonly<Record<ReadingKind, string>> = {
  interval: 'amounts per interval',
  power: 'mean power',
  register: 'a cumulative register',
};

function suggestKinds(candidate: ValueCandidate | undefined): ReadingKind[] {
  const falls = candidate === undefined ? 0 : candidate.verdict.why.includes('fall 0 times');
  return falls === true ? ['register', 'interval', 'power'] : ['interval', 'power'];
}

function tellUnits(
  before: Values,
  after: Values,
  candidates: readonly ValueCandidate[],
  hasUnitColumn: boolean,
  findings: Findings,
): void {
  const told = new Set<string>();
  after.forEach((value, place) => {
    const candidate = candidates.find(({ profile }) => profile.name === value.column) ?? candidates[0];
    if (before[place]?.unit != null || value.unit === null || candidate?.unitWhere == null) return;
    if (told.size < 4) told.add(`The unit is ${value.unit}: ${candidate.unitWhere} says so.`);
  });
  for (const sentence of told) findings.note(sentence, 0.95);
  const open = after.filter(({ unit }) => unit === null);
  if (open.length === 0 || hasUnitColumn) return;
  const kind = open[0]?.kind ?? null;
  const { suggestions, size } = suggestUnits(candidates, kind);
  findings.ask({
    code: 'mapping/unit-unknown',
    text: `The file does not say the unit of ${namesOrValues(open.map(({ column }) => column))}${size}.`,
    option: '--unit',
    suggestions,
  });
}

/** Units by the size of the values: a household's quarter hour is a fraction of a kWh or some hundred Wh. */
export function suggestUnits(
  candidates: readonly ValueCandidate[],
  kind: ReadingKind | null,
): { suggestions: Unit[]; size: string } {
  const [first] = candidates;
  if (first?.medium === 'gas' || first?.medium === 'water')
    return { suggestions: ['m3', 'l', 'kWh'], size: '' };
  const sizes = [...(first?.values ?? [])]
    .filter((value) => value !== 0 && !Number.isNaN(value))
    .map(Math.abs);
  const middle = medianOf(sizes);
  if (Number.isNaN(middle)) return { suggestions: ['kWh', 'Wh', 'kW'], size: '' };
  const size = `; its values are about ${Number(middle.toPrecision(3))}`;
  const isSmall = middle < 60 || kind === 'register';
  if (kind === 'power') return { suggestions: isSmall ? ['kW', 'W'] : ['W', 'kW'], size };
  if (kind === null) return { suggestions: isSmall ? ['kWh', 'kW', 'Wh'] : ['Wh', 'W', 'kWh'], size };
  return { suggestions: isSmall ? ['kWh', 'Wh', 'm3'] : ['Wh', 'kWh'], size };
}

function tellContradictions(
  values: Values,
  byColumn: ReadonlyMap<string, ValueCandidate>,
  findings: Findings,
): void {
  for (const { column, kind } of values) {
    const candidate = byColumn.get(column);
    if (candidate?.verdict.contradiction != null) {
      findings.warn('mapping/header-contradicted', `Column "${column}": ${candidate.verdict.contradiction}`);
    }
    const seen = candidate?.verdict;
    if (kind !== null && seen?.kind != null && seen.kind !== kind && seen.sureness >= 0.8) {
      findings.warn(
        'mapping/kind-doubtful',
        `The column "${column}" is read as ${kindWords[kind]}, but ${seen.why}: it looks like ${kindWords[seen.kind]}.`,
      );
    }
  }
}

/** Wide layouts have no column of values to name. */
function namesOrValues(names: readonly string[]): string {
  return names.every((name) => name === '') ? 'the values' : quoteNames(names);
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
