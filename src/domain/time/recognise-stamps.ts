import { dayMs } from './civil-days.ts';
import { judgeDayMonth } from './day-month-order.ts';
import type { DayMonthOrder } from './day-month-order.ts';
import { recogniseNumbers } from './recognise-numbers.ts';
import { stepsEvenly } from './steps-evenly.ts';
import { compileStampPattern, describeStampPattern } from './stamp-pattern.ts';
import { patternsOf } from './stamp-shapes.ts';

/** A way to read a column as times, with what speaks for it. */
export interface StampCandidate {
  /** For compileStampPattern. */
  readonly pattern: string;
  /** Of the samples that are not empty, the share it reads: 0-1. */
  readonly share: number;
  readonly isInstant: boolean;
  /** False for dates alone. */
  readonly hasTime: boolean;
  readonly isTimeOfDayOnly: boolean;
  readonly isRange: boolean;
  /** `guessed` when nothing in the samples tells day and month apart; null when the pattern has no such doubt. */
  readonly dayMonthOrder: 'sure' | 'guessed' | null;
  readonly evidence: string[];
}

/** Below this a pattern reads the column by accident. */
const leastShare = 0.5;

/**
 * The patterns that read these cells of one column as times, best first; empty when they are no times.
 * Samples are in file order, best in runs of neighbours: day and month are told apart by values over 12 and by
 * how evenly the rows step. Ordinary numbers (readings, ids) are no times: epochs must lie in 1990-2100 and
 * ascend or descend, 20230101 must be a date in every row.
 */
export function recogniseStamps(samples: readonly (string | number)[]): StampCandidate[] {
  const filled = samples.filter((each) => !isEmpty(each));
  if (filled.length === 0) return [];
  const candidates = [...datedCandidates(filled), ...recogniseNumbers(filled, 'stamps')];
  return sortCandidates(candidates).filter((each) => !each.isTimeOfDayOnly || !isBareNumber(each.pattern));
}

/**
 * The same for a column that holds the time of day beside a column of dates: clock times, hours, 700, ranges
 * and the numbers of slots (hours 1-24 or 25, half hours 1-48 or 50, quarters 1-96 or 100).
 */
export function recogniseTimeOfDay(samples: readonly (string | number)[]): StampCandidate[] {
  const filled = samples.filter((each) => !isEmpty(each));
  if (filled.length === 0) return [];
  const clocks = datedCandidates(filled).filter((each) => each.isTimeOfDayOnly);
  const numbers = recogniseNumbers(filled, 'times-of-day');
  // Hours from 1 up number the intervals; as clock times they would leave out the first.
  const areSlots = numbers.some((each) => each.pattern.startsWith('slot(1,'));
  return sortCandidates([...clocks.filter((each) => !areSlots || each.pattern !== 'HH'), ...numbers]);
}

function isEmpty(each: string | number): boolean {
  return typeof each === 'string' ? each.trim() === '' : Number.isNaN(each);
}

/** Numbers are hours or clock times only when a column is asked for times of day. */
function isBareNumber(pattern: string): boolean {
  return pattern === 'HH' || pattern === 'HHmm' || pattern === 'HH.mm' || pattern.startsWith('slot(');
}

function datedCandidates(filled: readonly (string | number)[]): StampCandidate[] {
  const texts = filled.map(String);
  const patterns = new Set<string>();
  const step = Math.max(1, Math.floor(texts.length / 40));
  for (let place = 0; place < texts.length; place += step) {
    for (const pattern of patternsOf(texts[place] ?? '')) patterns.add(pattern);
  }
  const read = [...patterns]
    .map((pattern) => readAll(pattern, texts))
    .filter((each) => each.share >= leastShare);
  const orders = judgeDayMonth(read);
  const hasSteadyRange = read.some((each) => each.isSteady && each.share === 1);
  return (
    read
      .filter((each) => !isAccident(each))
      // 00:00-00:15 is a range where all ranges are equally long, and no time with an offset of -15 minutes.
      .filter((each) => !hasSteadyRange || each.isRange)
      .toSorted((one, other) => place(orders.get(one.pattern)) - place(orders.get(other.pattern)))
      .map((each) => describeCandidate(each, orders.get(each.pattern)))
  );
}

/** Orders of day and month that another one beats come last among equals. */
function place(order: DayMonthOrder | undefined): number {
  return order === undefined || order.isBest ? 0 : 1;
}

/** Stamps outside these years are numbers that look like dates. */
const likelyFromMs = Date.UTC(1970, 0, 1);
const likelyToMs = Date.UTC(2101, 0, 1);

interface ReadColumn {
  readonly pattern: string;
  readonly share: number;
  readonly times: readonly number[];
  readonly isRange: boolean;
  /** All ranges are equally long: no offsets that look like ends. */
  readonly isSteady: boolean;
  readonly instants: number;
}

function readAll(pattern: string, texts: readonly string[]): ReadColumn {
  const reader = compileStampPattern(pattern);
  const times: number[] = [];
  const lengths = new Set<number>();
  let instants = 0;
  for (const text of texts) {
    const ms = reader.read(text);
    if (!(ms >= likelyFromMs && ms < likelyToMs)) continue;
    times.push(ms);
    lengths.add(reader.endMs - ms);
    if (reader.clockOfLast === 'instant') instants++;
  }
  const isRange = pattern.includes(' .. ');
  return {
    pattern,
    share: times.length / texts.length,
    times,
    isRange,
    isSteady: isRange && lengths.size === 1,
    instants,
  };
}

/**
 * Eight or more digits are a date only when every row is one; numbers with two decimals are clock times only
 * when every row is one and the rows step evenly.
 */
function isAccident({ pattern, share, times }: ReadColumn): boolean {
  if (/^(YYYYMMDD|DDMMYYYY)(HH(mm(ss)?)?)?$/.test(pattern)) return share < 1;
  return pattern === 'HH.mm' && (share < 1 || !stepsEvenly(times));
}

function describeCandidate(read: ReadColumn, order: DayMonthOrder | undefined): StampCandidate {
  const hasDate = read.pattern === 'iso' || read.pattern.includes('Y');
  const percent = Math.floor(read.share * 100);
  return {
    pattern: read.pattern,
    share: read.share,
    isInstant: read.instants > 0 && read.instants >= read.times.length / 2,
    hasTime: !hasDate || read.times.some((ms) => ms % dayMs !== 0) || /[Hh]/.test(read.pattern),
    isTimeOfDayOnly: !hasDate,
    isRange: read.isRange,
    dayMonthOrder: order?.order ?? null,
    evidence: [
      `${percent} % of the samples read as ${describeStampPattern(read.pattern)}.`,
      ...offsetEvidence(read),
      ...(order === undefined ? [] : [order.evidence]),
    ],
  };
}

function offsetEvidence(read: ReadColumn): string[] {
  if (read.instants === 0) return [];
  if (read.instants === read.times.length) return ['Every stamp says its own offset.'];
  return [
    `${read.times.length - read.instants} of ${read.times.length} stamps lack the offset that others have.`,
  ];
}

function sortCandidates(candidates: readonly StampCandidate[]): StampCandidate[] {
  const rank = (each: StampCandidate): number =>
    each.share * 100 +
    (each.dayMonthOrder === 'sure' ? 5 : 0) +
    (each.pattern.includes('YYYY') ? 1 : 0) +
    (each.pattern === 'iso' ? (each.isInstant ? 1.5 : -1) : 0);
  // The sort is stable: of equals the one that was found first, the more usual one, stays first.
  return candidates.toSorted((one, other) => rank(other) - rank(one));
}
