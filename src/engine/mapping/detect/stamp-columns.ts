import { recogniseStamps, recogniseTimeOfDay } from '../../../domain/time/recognise-stamps.ts';
import type { StampCandidate } from '../../../domain/time/recognise-stamps.ts';
import { compileStampPattern } from '../../../domain/time/stamp-pattern.ts';
import { zoneWord } from '../../../domain/time/zone-words.ts';
import { isNumeric } from './value-candidates.ts';
import type { ColumnProfile } from './column-profile.ts';
import { meterPointWords } from './words/column-words.ts';
import { bookkeepingTimeWords, hourWords, offsetWords, slotWords, timeWords } from './words/time-words.ts';
import { readingWords } from './words/value-words.ts';

/**
 * How the texts of a column can serve as time: `full` date and time, `range` of two of them, `day` alone, the
 * `clock` time or `clock-range` within a day, a `slot` number, or the `offset` of a clock beside it.
 */
export type StampRole = 'full' | 'range' | 'day' | 'clock' | 'clock-range' | 'slot' | 'offset';

export interface StampColumn {
  readonly profile: ColumnProfile;
  readonly role: StampRole;
  /** Null of offsets, and of slots, whose pattern depends on how many there are in a day. */
  readonly candidate: StampCandidate | null;
  /** Sampled rows as read by the candidate's pattern; NaN where it does not fit. Empty without one. */
  readonly ms: Float64Array;
}

/** Texts that are enough to recognise a pattern. */
const patternSamples = 400;
const leastShare = 0.9;

/** The columns that could tell the time of a row, in the order of the file. */
export function findStampColumns(columns: readonly ColumnProfile[]): StampColumn[] {
  const found: StampColumn[] = [];
  for (const profile of columns) {
    const column = toStampColumn(profile);
    if (column !== null) found.push(column);
  }
  return found;
}

/** What one column is as a column of time; null when it is none. */
export function toStampColumn(profile: ColumnProfile): StampColumn | null {
  if (profile.filled === 0) return null;
  const slot = slotColumn(profile);
  if (slot !== null) return slot;
  const candidate = recogniseTexts(profile.texts) ?? compactClock(profile);
  if (candidate === null) return isOffsets(profile) ? offsetColumn(profile) : null;
  const ms = readStamps(candidate.pattern, [profile]);
  if (isNumeric(profile) && !isNumberOfTime(profile, candidate.pattern, ms)) return null;
  return { profile, role: roleOf(candidate), candidate, ms };
}

/** `0700` or `700` under a header of times or hours. */
function compactClock(profile: ColumnProfile): StampCandidate | null {
  if (!isNumeric(profile) || readingWords.find(profile.words) !== null) return null;
  if (timeWords.find(profile.words) === null && hourWords.find(profile.words) === null) return null;
  const clock = recogniseTimeOfDay(profile.texts).find(({ pattern }) => pattern === 'HHmm');
  return clock !== undefined && clock.share >= leastShare ? clock : null;
}

const offsetText = /^(?:(?:UTC|GMT)?\s*[+-]\d{1,2}(?::?\d{2})?|Z)$/i;

/** Each row's offset from UTC, which a wall clock beside it lacks. EST may be an estimate, -0500 a reading. */
function isOffsets({ counts, words }: ColumnProfile): boolean {
  const texts = [...counts.keys()].map((text) => text.trim());
  if (texts.length > 12 || !texts.every((text) => offsetText.test(text) || zoneWord(text) !== undefined))
    return false;
  return offsetWords.find(words) !== null || texts.every((text) => text.includes(':') || /^z$/i.test(text));
}

function offsetColumn(profile: ColumnProfile): StampColumn {
  return { profile, role: 'offset', candidate: null, ms: new Float64Array(0) };
}

/** The best pattern of some texts; null when none fits nearly all of them. */
export function recogniseTexts(texts: readonly string[]): StampCandidate | null {
  const filled = texts.filter((text) => text.trim() !== '');
  const every = Math.max(1, Math.floor(filled.length / patternSamples));
  const samples = filled.filter((_, place) => place % every === 0);
  const [best] = recogniseStamps(samples);
  return best !== undefined && best.share >= leastShareOf(samples.length) ? best : null;
}

/** Of a few rows one damaged stamp is a large share. */
function leastShareOf(samples: number): number {
  return samples <= 20 ? 0.6 : leastShare;
}

/** The cells of some columns joined by a space, row by row: what a pattern over several columns reads. */
export function joinTexts(columns: readonly ColumnProfile[]): string[] {
  const [first, ...rest] = columns;
  if (first === undefined) return [];
  if (rest.length === 0) return [...first.texts];
  return first.texts.map((text, row) =>
    [text, ...rest.map(({ texts }) => texts[row] ?? '')].join(' ').trim(),
  );
}

/** Sampled rows of some columns read by a pattern; NaN where it does not fit. */
export function readStamps(pattern: string, columns: readonly ColumnProfile[]): Float64Array {
  const reader = compileStampPattern(pattern);
  return Float64Array.from(joinTexts(columns), (text) => (text === '' ? NaN : reader.read(text)));
}

function roleOf(candidate: StampCandidate): StampRole {
  if (candidate.isTimeOfDayOnly) return candidate.isRange ? 'clock-range' : 'clock';
  if (candidate.isRange) return 'range';
  return candidate.hasTime || candidate.isInstant ? 'full' : 'day';
}

/**
 * Numbers may look like dates and epochs by accident: a register of 1,700,000,000 Wh is no epoch. The header must
 * speak of time, or the readings must follow at one step.
 */
function isNumberOfTime(profile: ColumnProfile, pattern: string, ms: Float64Array): boolean {
  // The eighteen digits of a delivery point are nanoseconds of some day in the nineties, too.
  if (meterPointWords.find(profile.words) !== null) return false;
  if (timeWords.find(profile.words) !== null || bookkeepingTimeWords.find(profile.words) !== null)
    return true;
  // Whole days of a spreadsheet are like any number that counts on.
  if (pattern === 'excel' && !profile.texts.some((text) => /[.,]/.test(text))) return false;
  return profile.counts.size > 2 && stepsOf(ms).share >= 0.6;
}

/** Small whole numbers under a header of hours or slots. */
function slotColumn(profile: ColumnProfile): StampColumn | null {
  const isNamed = hourWords.find(profile.words) !== null || slotWords.find(profile.words) !== null;
  if ((!isNamed && !countsThrough(profile)) || profile.counts.size < 2 || profile.counts.size > 100)
    return null;
  for (const text of profile.counts.keys()) {
    if (!/^(?:[hH]\s?)?\d{1,3}[ABXabx*]?(?:\.0)?$/.test(text.trim()) || slotNumber(text) > 100) return null;
  }
  return { profile, role: 'slot', candidate: null, ms: new Float64Array(0) };
}

/** Slots of a day: hours, half hours, quarter hours, with those of the autumn day. */
const slotCounts = [24, 25, 48, 50, 96, 100];

/** Numbers that count from row to row through the slots of a day and begin again, whatever their header says. */
function countsThrough({ counts, texts }: ColumnProfile): boolean {
  if (!slotCounts.includes(counts.size) || texts.length < 2 * counts.size) return false;
  const numbers = texts.slice(0, 1000).map(Number);
  if (!numbers.every(Number.isInteger)) return false;
  const first = Math.min(...numbers);
  const last = Math.max(...numbers);
  if (first > 1 || last - first + 1 !== counts.size) return false;
  const steps = numbers.slice(1).map((number, at) => number - (numbers[at] ?? 0));
  return steps.every((step) => step === 1 || step === first - last || step === 0);
}

/** 7 of `7`, `07`, `H07`, `7.0`, `3A`. */
export function slotNumber(text: string): number {
  return Number.parseInt(text.replace(/^\D+/, ''), 10);
}

export interface StampSteps {
  /** The most frequent step between neighbouring rows that is not zero, without its sign; 0 without any. */
  readonly stepMs: number;
  /** The share of steps that are that one, 0-1, repeated stamps left aside. */
  readonly share: number;
  /** Of all steps that are not zero, how many go back. */
  readonly backShare: number;
}

export function stepsOf(ms: Float64Array): StampSteps {
  const counts = new Map<number, number>();
  let steps = 0;
  let back = 0;
  for (let row = 1; row < ms.length; row++) {
    const step = (ms[row] as number) - (ms[row - 1] as number);
    if (step === 0 || Number.isNaN(step)) continue;
    steps++;
    if (step < 0) back++;
    const size = Math.abs(step);
    counts.set(size, (counts.get(size) ?? 0) + 1);
  }
  let [stepMs, count] = [0, 0];
  for (const [step, times] of counts) if (times > count) [stepMs, count] = [step, times];
  return { stepMs, share: steps === 0 ? 0 : count / steps, backShare: steps === 0 ? 0 : back / steps };
}
