import type { ReadingKind } from '../../../domain/reading-kind.ts';
import { examples } from './column-profile.ts';
import { quoteNames } from './findings.ts';
import { medianOf } from './sample-numbers.ts';
import type { Findings } from './findings.ts';
import { findTotal, sameSteps } from './sums-of-columns.ts';
import type { ValueCandidate } from './value-candidates.ts';

/** The columns that are sent, which are alike: one quantity, one medium, one kind. */
export interface ChosenValues {
  readonly values: readonly ValueCandidate[];
}

/** Quantities in the order in which they are wanted; energy is what is settled and billed. */
const wanted = ['energy', 'power', 'volume', 'unknown', 'reactive', 'beside'] as const;

/**
 * The reading columns among the numeric ones. What is left out is named with its reason. Empty when nothing
 * is numeric, or when too many columns look alike, which is asked.
 */
export function chooseValues(candidates: readonly ValueCandidate[], findings: Findings): ChosenValues {
  const likely = withoutConstants(
    candidates.filter(({ leftOut }) => leftOut === null),
    findings,
  );
  const named = likely.filter(({ isNamed }) => isNamed);
  const pool = named.length > 0 ? named : likely.length > 0 ? likely : candidates;
  if (pool.length === 0) return { values: [] };
  const best = bestGroup(pool);
  const sameKind = oneKind(best, findings);
  const distinct = withoutRestated(sameKind, findings);
  const chosen = withoutTotal(distinct, findings);
  if (likely.length === 0 && chosen.length > 1 && !areAlikeByName(chosen)) return askWhich(chosen, findings);
  if (named.length === 0 && chosen.length > 1 && !areAlike(chosen, candidates))
    return askWhich(chosen, findings);
  tellChoice(chosen, candidates, named.length > 0, findings);
  return { values: chosen };
}

/** Beside columns that vary, one number in every row is a setting or an id. Zeros are an idle register. */
function withoutConstants(group: readonly ValueCandidate[], findings: Findings): readonly ValueCandidate[] {
  const isConstant = ({ profile, values, hasOwnUnit }: ValueCandidate): boolean =>
    !hasOwnUnit && profile.counts.size === 1 && values.some((value) => value !== 0 && !Number.isNaN(value));
  const varying = group.filter((candidate) => !isConstant(candidate));
  if (varying.length === 0 || varying.length === group.length) return group;
  const dropped = namesOf(group.filter((candidate) => !varying.includes(candidate)));
  findings.note(
    `${quoteNames(dropped)} ${dropped.length === 1 ? 'is' : 'are'} left out: the number is the same in every row.`,
  );
  return varying;
}

/** Among more columns than this, equal steps are those of many meters and not of one register told twice. */
const mostRestated = 8;

function bestGroup(pool: readonly ValueCandidate[]): ValueCandidate[] {
  const quantity = wanted.find((wish) => pool.some((candidate) => candidate.quantity === wish)) ?? 'unknown';
  const group = pool.filter((candidate) => candidate.quantity === quantity);
  if (quantity !== 'unknown') return group;
  // Without units, gas and electricity in one file must not be taken for one thing.
  const electric = group.filter(({ medium }) => medium === null);
  if (electric.length > 0) return electric;
  return group.filter(({ medium }) => medium === group[0]?.medium);
}

/** Of interval energy and registers side by side the interval energy: it needs no differences. */
function oneKind(group: readonly ValueCandidate[], findings: Findings): ValueCandidate[] {
  const sure = group.filter(({ verdict }) => verdict.sureness >= 0.65);
  const kinds = new Set(sure.map(({ verdict }) => verdict.kind));
  if (kinds.size === 0 || (kinds.size === 1 && !isPowerAmongOthers(group, kinds))) return [...group];
  const kind = kinds.has('interval') ? 'interval' : kinds.has('register') ? 'register' : 'power';
  const kept = group.filter(
    ({ verdict }) => verdict.kind === kind || (verdict.sureness < 0.65 && kind !== 'power'),
  );
  const dropped = group.filter((candidate) => !kept.includes(candidate));
  findings.note(
    `${quoteNames(namesOf(dropped))} ${dropped.length === 1 ? 'is' : 'are'} left out: beside ${quoteNames(namesOf(kept))} ` +
      `(${kind}) ${dropped.length === 1 ? 'it tells' : 'they tell'} something else or the same in another way.`,
    0.8,
  );
  return kept;
}

/** Power by its header beside columns of which nobody knows what they are. */
function isPowerAmongOthers(
  group: readonly ValueCandidate[],
  kinds: ReadonlySet<ReadingKind | null>,
): boolean {
  return (
    kinds.has('power') &&
    group.some(({ verdict, quantity }) => verdict.kind !== 'power' && quantity === 'unknown')
  );
}

/** Two registers that step alike are one register with two starting points. */
function withoutRestated(group: readonly ValueCandidate[], findings: Findings): ValueCandidate[] {
  if (group.length > mostRestated) return [...group];
  const kept: ValueCandidate[] = [];
  for (const candidate of group) {
    const twin = kept.find((other) => sameSteps(other.values, candidate.values));
    if (twin === undefined || candidate.verdict.kind !== 'register') {
      kept.push(candidate);
      continue;
    }
    findings.note(
      `The column "${candidate.profile.name}" is left out: it rises by the same amounts as "${twin.profile.name}".`,
      0.75,
    );
  }
  return kept;
}

function withoutTotal(group: readonly ValueCandidate[], findings: Findings): ValueCandidate[] {
  const total = findTotal(group);
  if (total === null) return [...group];
  const parts = group.filter((candidate) => candidate !== total);
  findings.note(
    `The column "${total.profile.name}" is left out: in every row it is the sum or the difference of ${quoteNames(namesOf(parts))}.`,
    0.9,
  );
  return parts;
}

/** Names such as MT_001 and MT_002, or ids only: the columns are meters or channels. */
function areAlikeByName(group: readonly ValueCandidate[]): boolean {
  const stems = new Set(
    group.map(({ profile }) => profile.name.replace(/\d+/g, '0').replace(/[+-]/g, '+').toLowerCase()),
  );
  return stems.size === 1 || (group.length >= 8 && stems.size <= group.length / 4);
}

/**
 * Columns of numbers that are the whole of a table or array, of one kind and of much the same size, are its meters or channels even
 * where their names say nothing.
 */
function areAlike(chosen: readonly ValueCandidate[], candidates: readonly ValueCandidate[]): boolean {
  if (areAlikeByName(chosen)) return true;
  if (chosen.length < candidates.length || !chosen.every(({ profile }) => profile.isTyped)) return false;
  const kinds = new Set(chosen.map(({ verdict }) => verdict.kind));
  const sizes = chosen.map(({ values }) => medianOf([...values].filter((value) => value > 0)));
  return kinds.size === 1 && Math.max(...sizes) <= Math.min(...sizes) * mostUnlike;
}

/** Two houses differ by less than a temperature and a consumption in watts do. */
const mostUnlike = 10;

function askWhich(group: readonly ValueCandidate[], findings: Findings): ChosenValues {
  findings.ask({
    code: 'mapping/value-unknown',
    text: `Which column holds the readings? ${quoteNames(namesOf(group), 12)} are numeric, and nothing tells which of them.`,
    option: '--value',
    suggestions: namesOf(group).slice(0, 12),
  });
  return { values: [...group] };
}

function tellChoice(
  chosen: readonly ValueCandidate[],
  candidates: readonly ValueCandidate[],
  isNamed: boolean,
  findings: Findings,
): void {
  const [first] = chosen;
  if (first === undefined) return;
  const samples = examples(first.profile).join(', ');
  const many = chosen.length > 1 ? 's' : '';
  const only = candidates.length === chosen.length && !isNamed ? ', the only numeric ones' : '';
  findings.note(
    `Readings are in the column${many} ${quoteNames(namesOf(chosen))}${only} (${samples} …).`,
    isNamed || chosen.length > 1 ? 0.9 : 0.75,
  );
  const reasons = candidates.filter(({ leftOut }) => leftOut !== null);
  for (const { profile, leftOut } of reasons.slice(0, 8)) {
    if (chosen.some((value) => value.profile === profile)) continue;
    findings.note(`The column "${profile.name}" is left out: it ${leftOut ?? ''}.`);
  }
  const others = candidates.filter(
    (candidate) =>
      candidate.leftOut === null && !chosen.includes(candidate) && isOtherThing(candidate, first),
  );
  if (others.length > 0) {
    findings.note(
      `${quoteNames(namesOf(others))} can be sent with --value; ${others.length === 1 ? 'it is' : 'they are'} another quantity.`,
    );
  }
}

function isOtherThing(candidate: ValueCandidate, chosen: ValueCandidate): boolean {
  return candidate.quantity !== chosen.quantity || candidate.medium !== chosen.medium;
}

/** The kind of the surest; columns whose figures say nothing follow the others. */
export function kindOfGroup(group: readonly ValueCandidate[]): ReadingKind | null {
  const told = group.filter(({ verdict }) => verdict.kind !== null);
  told.sort((a, b) => b.verdict.sureness - a.verdict.sureness);
  return told[0]?.verdict.kind ?? null;
}

function namesOf(group: readonly ValueCandidate[]): string[] {
  return group.map(({ profile }) => profile.name);
}
