import { inferIntervalMs } from '../interval-length.ts';
import { lengthClass } from './length-class.ts';
import { spellLength, spellTime } from './spell-length.ts';

/** How long the readings of a series last, as far as their stamps alone tell. */
export interface LocalLengths {
  /** The end for each of the distinct starts. */
  readonly endMs: Float64Array;
  readonly intervalMs: number;
  /** Share of steps that are as usual, 0-1. */
  readonly regularity: number;
  readonly isIrregular: boolean;
  readonly notes: readonly string[];
}

/** A stretch of at least a few equal steps of another length: steps [from, to). */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly stepMs: number;
}

/** Below this share of steps as usual a series counts as irregular. */
const regularFrom = 0.9;

const minuteMs = 60_000;

/** So many equal steps make another resolution: shorter ones are hardly chance, longer ones may be holes. */
const finerRun = 4;
const coarserRun = 12;

const usualSteps = new Set(
  [1, 2, 5, 6, 10, 15, 20, 30, 60, 120, 180, 300, 360, 600, 720, 900, 1200, 1800]
    .concat([1, 2, 3, 4, 6, 8, 12, 24, 168].map((hours) => hours * 3600))
    .map((seconds) => seconds * 1000),
);

/**
 * The end of each reading that has only one stamp. A reading lasts as long as the usual step. Where the steps
 * have another length for a while (a block of 60 s within 600 s) it lasts until the next stamp; local days and
 * calendar months follow their steps. In an irregular series it lasts for the middle step, at most until the
 * next stamp. Null when there are too few stamps to tell.
 *
 * @param starts epoch ms, ascending, each once
 * @param knownMs the usual length where it is known, else null
 */
export function lengthsOfLoneStamps(starts: Float64Array, knownMs: number | null): LocalLengths | null {
  const usualMs = knownMs ?? inferIntervalMs(starts);
  if (usualMs === null) return null;
  if (hasOnlySteps(starts, usualMs)) {
    const endMs = shifted(starts, usualMs);
    return { endMs, intervalMs: usualMs, regularity: 1, isIrregular: false, notes: [] };
  }
  const runs = findRuns(starts, usualMs);
  const regularity = shareAsUsual(starts, usualMs, runs);
  if (regularity < regularFrom) return irregular(starts, likelyLength(starts, knownMs), regularity);
  return {
    endMs: endsByStep(starts, usualMs, runs),
    intervalMs: usualMs,
    regularity,
    isIrregular: false,
    notes: noteRuns(starts, usualMs, runs),
  };
}

/** The ends when a length was forced. */
export function forcedLengths(starts: Float64Array, forcedMs: number): LocalLengths {
  const inferredMs = inferIntervalMs(starts);
  const notes =
    inferredMs === null || inferredMs === forcedMs
      ? []
      : [
          `The readings are mostly ${spellLength(inferredMs)} apart; the interval was set to ${spellLength(forcedMs)}.`,
        ];
  const regularity = shareAsUsual(starts, forcedMs, []);
  const isIrregular = regularity < regularFrom;
  const endMs = shifted(starts, forcedMs);
  return { endMs, intervalMs: forcedMs, regularity, isIrregular, notes };
}

function hasOnlySteps(starts: Float64Array, stepMs: number): boolean {
  for (let index = 1; index < starts.length; index++) {
    if ((starts[index] as number) - (starts[index - 1] as number) !== stepMs) return false;
  }
  return true;
}

function shifted(starts: Float64Array, byMs: number): Float64Array {
  const shifted = new Float64Array(starts.length);
  for (let at = 0; at < starts.length; at++) shifted[at] = (starts[at] as number) + byMs;
  return shifted;
}

function findRuns(starts: Float64Array, usualMs: number): Run[] {
  const runs: Run[] = [];
  const last = starts.length - 1;
  for (let from = 0, to = 0; from < last; from = to) {
    const stepMs = stepAt(starts, from);
    for (to = from + 1; to < last && stepAt(starts, to) === stepMs;) to++;
    if (stepMs === usualMs) continue;
    const isRun = stepMs < usualMs ? to - from >= finerRun : to - from >= coarserRun;
    if (isRun && usualSteps.has(stepMs)) runs.push({ from, to, stepMs });
  }
  return runs;
}

function shareAsUsual(starts: Float64Array, usualMs: number, runs: readonly Run[]): number {
  const steps = starts.length - 1;
  if (steps < 1) return 1;
  const usualClass = lengthClass(usualMs);
  let regular = 0;
  let exact = 0;
  let run = 0;
  for (let at = 0; at < steps; at++) {
    const step = stepAt(starts, at);
    while (run < runs.length && (runs[run] as Run).to <= at) run++;
    const isInRun = run < runs.length && (runs[run] as Run).from <= at;
    if (step === usualMs || isInRun || lengthClass(step) === usualClass) exact++;
    else if (isWhole(step / usualMs)) regular++;
  }
  // Any time is a whole number of seconds after another: of such short steps most must be exactly as usual.
  return usualMs < minuteMs && exact * 2 < steps ? exact / steps : (exact + regular) / steps;
}

function isWhole(number: number): boolean {
  return Math.floor(number) === number;
}

function endsByStep(starts: Float64Array, usualMs: number, runs: readonly Run[]): Float64Array {
  const endMs = new Float64Array(starts.length);
  const usualClass = lengthClass(usualMs);
  let run = 0;
  for (let at = 0; at < starts.length; at++) {
    const start = starts[at] as number;
    const step = at + 1 < starts.length ? stepAt(starts, at) : Infinity;
    while (run < runs.length && (runs[run] as Run).to < at) run++;
    const near = runs[run];
    const isLast = near?.to === at;
    const next = isLast ? runs[run + 1] : near;
    const isInRun = next !== undefined && next.from <= at && at < next.to;
    if (isInRun || step === usualMs || lengthClass(step) === usualClass) endMs[at] = start + step;
    else if (isLast) endMs[at] = start + Math.min(near.stepMs, step);
    else endMs[at] = start + nominalLength(start, usualMs);
  }
  return endMs;
}

/** The length of an interval whose end no stamp tells: of months and years that of the calendar. */
function nominalLength(startMs: number, usualMs: number): number {
  const dayMs = 86_400_000;
  const date = new Date(startMs + dayMs / 2);
  const year = date.getUTCFullYear();
  if (lengthClass(usualMs) === 30 * dayMs) {
    return new Date(Date.UTC(year, date.getUTCMonth() + 1, 0)).getUTCDate() * dayMs;
  }
  if (lengthClass(usualMs) === 365 * dayMs) return Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1);
  return usualMs;
}

function irregular(starts: Float64Array, usualMs: number, regularity: number): LocalLengths {
  const endMs = new Float64Array(starts.length);
  for (let at = 0; at < starts.length; at++) {
    const step = at + 1 < starts.length ? stepAt(starts, at) : Infinity;
    endMs[at] = (starts[at] as number) + Math.min(usualMs, step);
  }
  const share = Math.round(regularity * 100);
  const note =
    `The readings come at irregular times (${share} % of the steps fit ${spellLength(usualMs)}); ` +
    `each lasts ${spellLength(usualMs)}, at most until the next.`;
  return { endMs, intervalMs: usualMs, regularity, isIrregular: true, notes: [note] };
}

/** What is known as the usual length, unless the steps are nothing like it. */
function likelyLength(starts: Float64Array, knownMs: number | null): number {
  const middle = middleStep(starts);
  return knownMs !== null && knownMs >= middle / 2 && knownMs <= middle * 2 ? knownMs : middle;
}

/** The median step, of a sample where there are very many. */
function middleStep(starts: Float64Array): number {
  const steps = starts.length - 1;
  const stride = Math.max(1, Math.floor(steps / 100_000));
  const sample = new Float64Array(Math.ceil(steps / stride));
  for (let at = 0; at < sample.length; at++) sample[at] = stepAt(starts, at * stride);
  sample.sort();
  return sample[sample.length >> 1] as number;
}

function noteRuns(starts: Float64Array, usualMs: number, runs: readonly Run[]): string[] {
  const listed = 10;
  const notes = runs.slice(0, listed).map(({ from, to, stepMs }) => {
    const since = spellTime(starts[from] as number);
    return (
      `From ${since} on ${to - from} readings are ${spellLength(stepMs)} apart instead of ` +
      `${spellLength(usualMs)}; they are intervals of ${spellLength(stepMs)}.`
    );
  });
  const more = runs.length - listed;
  return more > 0 ? [...notes, `The step changes ${more} more times.`] : notes;
}

function stepAt(starts: Float64Array, at: number): number {
  return (starts[at + 1] as number) - (starts[at] as number);
}
