import { rowOutcome } from '../row-outcome.ts';
import { lengthClass, usualLength } from './length-class.ts';
import { plural, spellLength } from './spell-length.ts';

/** The ends that a source gives, with what they tell of the series. */
export interface ExplicitEnds {
  /** The end of each row that has a start. */
  readonly endMs: Float64Array;
  readonly intervalMs: number;
  /** Share of rows of the usual length, 0-1. */
  readonly regularity: number;
  /** The rows that are left in order. */
  readonly order: Uint32Array;
  readonly notes: readonly string[];
}

/**
 * Tells intervals of the usual length from totals and other resolutions by their explicit ends, so that the
 * same energy is never sent twice: a row of another length stays only where it overlaps none of the usual
 * length, and of several with one start only one length stays. What is left out goes into `outcomes`. Null
 * when no row has an end after its start, or when another length than the usual one is forced.
 */
export function separateLengths(
  startMs: Float64Array,
  givenEndMs: Float64Array,
  order: Uint32Array,
  forcedMs: number | null,
  outcomes: Uint8Array,
): ExplicitEnds | null {
  const lengths = new Float64Array(order.length);
  for (let at = 0; at < order.length; at++) {
    const row = order[at] as number;
    lengths[at] = (givenEndMs[row] as number) - (startMs[row] as number);
  }
  const usualMs = usualLength(lengths);
  if (forcedMs !== null && (usualMs === null || lengthClass(forcedMs) !== lengthClass(usualMs))) return null;
  if (usualMs === null) return null;
  const endMs = completeEnds(startMs, givenEndMs, usualMs);
  const usualClass = lengthClass(usualMs);
  let others = 0;
  let backwards = 0;
  for (const length of lengths) {
    if (length <= 0) backwards++;
    else if (!Number.isNaN(length) && length !== usualMs && lengthClass(length) !== usualClass) others++;
  }
  const regularity = lengths.length === 0 ? 1 : 1 - (others + backwards) / lengths.length;
  if (others + backwards === 0) {
    return { endMs, intervalMs: usualMs, regularity, order, notes: [] };
  }
  const left = leaveOutOthers(startMs, endMs, order, usualClass, outcomes);
  const notes = noteOthers(left.covering, left.beside, usualMs);
  return { endMs, intervalMs: usualMs, regularity, order: left.order, notes };
}

/** Why a row of another length is left out. */
export function otherLengthReason(lengthMs: number, usualMs: number): string {
  return lengthMs > usualMs
    ? `A total over ${spellLength(lengthMs)}, not an interval of ${spellLength(usualMs)}.`
    : `An interval of ${spellLength(lengthMs)} within one of ${spellLength(usualMs)}.`;
}

/** A row without an end lasts as long as usual. */
function completeEnds(startMs: Float64Array, given: Float64Array, usualMs: number): Float64Array {
  let endMs = given;
  for (let row = 0; row < given.length; row++) {
    if (!Number.isNaN(given[row]) || Number.isNaN(startMs[row])) continue;
    if (endMs === given) endMs = given.slice();
    endMs[row] = (startMs[row] as number) + usualMs;
  }
  return endMs;
}

function leaveOutOthers(
  startMs: Float64Array,
  endMs: Float64Array,
  order: Uint32Array,
  usualClass: number,
  outcomes: Uint8Array,
): { order: Uint32Array; covering: number; beside: number } {
  const lengthOf = (row: number): number => (endMs[row] as number) - (startMs[row] as number);
  const usual = order.filter((row) => lengthClass(lengthOf(row)) === usualClass);
  let covering = 0;
  let beside = 0;
  for (const row of order) {
    const length = lengthOf(row);
    if (length <= 0) outcomes[row] = rowOutcome.backwards;
    else if (lengthClass(length) === usualClass) continue;
    else if (overlapsAny(startMs, endMs, usual, row)) {
      outcomes[row] = rowOutcome.otherLength;
      covering++;
    } else beside++;
  }
  const rest = order.filter((row) => outcomes[row] === rowOutcome.interval);
  covering += keepShortest(startMs, endMs, rest, outcomes);
  return { order: rest.filter((row) => outcomes[row] === rowOutcome.interval), covering, beside };
}

/** Whether a row overlaps any of the usual length, which have their ends in the order of their starts. */
function overlapsAny(startMs: Float64Array, endMs: Float64Array, usual: Uint32Array, row: number): boolean {
  const end = endMs[row] as number;
  let from = 0;
  let to = usual.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((startMs[usual[middle] as number] as number) < end) from = middle + 1;
    else to = middle;
  }
  return from > 0 && (endMs[usual[from - 1] as number] as number) > (startMs[row] as number);
}

/** Of rows with one start and several lengths the shortest stay: they are what the others are totals of. */
function keepShortest(
  startMs: Float64Array,
  endMs: Float64Array,
  order: Uint32Array,
  outcomes: Uint8Array,
): number {
  let left = 0;
  for (let from = 0, to = 0; from < order.length; from = to) {
    let shortest = Infinity;
    const start = startMs[order[from] as number];
    for (; to < order.length && startMs[order[to] as number] === start; to++) {
      shortest = Math.min(shortest, endMs[order[to] as number] as number);
    }
    for (let at = from; at < to; at++) {
      const row = order[at] as number;
      if (endMs[row] === shortest) continue;
      outcomes[row] = rowOutcome.otherLength;
      left++;
    }
  }
  return left;
}

function noteOthers(covering: number, beside: number, usualMs: number): string[] {
  const notes: string[] = [];
  const usual = spellLength(usualMs);
  if (covering > 0) {
    notes.push(
      `${plural(covering, 'row', 'rows')} of another length than ${usual} left out: other rows cover the same time.`,
    );
  }
  if (beside > 0)
    notes.push(
      `${plural(beside, 'row', 'rows')} of another length than ${usual} kept: no other row covers the time.`,
    );
  return notes;
}
