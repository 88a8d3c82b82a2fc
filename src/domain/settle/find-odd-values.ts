import type { IntervalSeries } from '../interval-series.ts';
import type { PlaceList } from './odd-places.ts';
import { sampledQuantiles } from './sampled-quantiles.ts';
import type { Finding } from './settled-readings.ts';
import { plural, spellSpan, spellTime } from './spell-length.ts';

const dayMs = 86_400_000;

/** An equal run of so many values, over at least a day, is odd. */
const leastRun = 8;

/** A spike is this many times the 99.5th percentile of all sizes and this many deviations off the median. */
const timesHigh = 10;
const deviations = 50;

/** Told of each place: the intervals [from, to). */
type NotePlace = (from: number, to: number, spell: () => string) => void;

type Located = Omit<Finding, 'firstRow'> & { readonly firstAt: number | null };

export interface OddRules {
  /** Null leaves stamps of the future out. */
  readonly nowMs: number | null;
  /** True where values below zero are meant. */
  readonly isSigned: boolean;
  /** The length over which amounts are compared; null for means, which need none. */
  readonly perMs: number | null;
}

/**
 * What is odd about the values and times of a settled series, each located; `rowAt` names the row of an interval. All
 * places but those of gaps are added to `odd`.
 */
export function findOddValues(
  series: IntervalSeries,
  { nowMs, isSigned, perMs }: OddRules,
  rowAt: (index: number) => number | null,
  odd: PlaceList,
): Finding[] {
  const note: NotePlace = (from, to, spell) =>
    odd.add('finding', () => ({
      atMs: series.startMs[from] as number,
      endMs: to - from > 1 ? (series.endMs[to - 1] as number) : null,
      row: rowAt(from),
      text: spell(),
    }));
  const located = [
    isSigned ? null : findNegatives(series, note),
    findSpikes(series, perMs, note),
    ...findRuns(series, note),
    nowMs === null ? null : findFuture(series, nowMs, note),
    findGaps(series),
  ];
  return located
    .filter((one): one is Located => one !== null)
    .map(({ firstAt, ...finding }) => ({ ...finding, firstRow: firstAt === null ? null : rowAt(firstAt) }));
}

function findNegatives({ startMs, endMs, value }: IntervalSeries, note: NotePlace): Located | null {
  let count = 0;
  let first = 0;
  let lowest = 0;
  for (let from = 0, to = 0; from < value.length; from = to) {
    to = from + 1;
    if ((value[from] as number) >= 0) continue;
    while (to < value.length && (value[to] as number) < 0 && startMs[to] === endMs[to - 1]) to++;
    let low = 0;
    for (let at = from; at < to; at++) low = Math.min(low, value[at] as number);
    note(from, to, () => `${plural(to - from, 'value', 'values')} below zero, down to ${low}.`);
    if (count === 0) first = from;
    count += to - from;
    lowest = Math.min(lowest, low);
  }
  if (count === 0) return null;
  const firstStartMs = startMs[first] as number;
  const text =
    `${plural(count, 'value is', 'values are')} below zero, down to ${lowest}, first at ` +
    `${spellTime(firstStartMs)}: what is fed back, or a sign to settle.`;
  return { code: 'negative-values', text, count, firstStartMs, firstAt: first };
}

function findSpikes(series: IntervalSeries, perMs: number | null, note: NotePlace): Located | null {
  const { startMs, endMs, value } = series;
  const rate = (at: number): number =>
    perMs === null
      ? (value[at] as number)
      : ((value[at] as number) * perMs) / ((endMs[at] as number) - (startMs[at] as number));
  const high = highRate(value.length, rate);
  const [median = 0] = sampledQuantiles(value.length, rate, [0.5], 1) ?? [];
  const [deviation = 0] = sampledQuantiles(value.length, (at) => Math.abs(rate(at) - median), [0.5], 1) ?? [];
  if (high === null) return null;
  let count = 0;
  let first = 0;
  let largest = 0;
  for (let at = 0; at < value.length; at++) {
    const one = rate(at);
    if (Math.abs(one) <= timesHigh * high || Math.abs(one - median) <= deviations * deviation) continue;
    note(at, at + 1, () => `${value[at]} where nearly all values are within ${Number(high.toPrecision(4))}.`);
    if (count++ === 0) first = at;
    if (Math.abs(value[at] as number) > Math.abs(largest)) largest = value[at] as number;
  }
  if (count === 0) return null;
  const firstStartMs = startMs[first] as number;
  const text =
    `${plural(count, 'value stands', 'values stand')} far out of the others, up to ${largest} where nearly all ` +
    `are within ${Number(high.toPrecision(4))}, first at ${spellTime(firstStartMs)}.`;
  return { code: 'spikes', text, count, firstStartMs, firstAt: first };
}

/** In a short series the 99.5th percentile is the spike itself: there the 90th is what the others are within. */
function highRate(length: number, rateAt: (at: number) => number): number | null {
  const size = (at: number): number => (rateAt(at) === 0 ? NaN : Math.abs(rateAt(at)));
  const share = length < 400 ? 0.9 : 0.995;
  return sampledQuantiles(length, size, [share], leastRun)?.[0] ?? null;
}

interface LongRuns {
  count: number;
  firstAt: number;
  longestAt: number;
  longestMs: number;
}

function findRuns(series: IntervalSeries, note: NotePlace): (Located | null)[] {
  const { startMs, endMs, value } = series;
  const flat: LongRuns = { count: 0, firstAt: 0, longestAt: 0, longestMs: 0 };
  const zeros: LongRuns = { count: 0, firstAt: 0, longestAt: 0, longestMs: 0 };
  for (let from = 0, to = 0; from < value.length; from = to) {
    const one = value[from] as number;
    for (to = from + 1; to < value.length && value[to] === one && startMs[to] === endMs[to - 1];) to++;
    const lastedMs = (endMs[to - 1] as number) - (startMs[from] as number);
    if (to - from < leastRun || lastedMs < dayMs) continue;
    const runs = one === 0 ? zeros : flat;
    const what = one === 0 ? 'is zero' : `does not change (${one})`;
    note(from, to, () => `The value ${what} for ${spellSpan(lastedMs)}.`);
    if (runs.count++ === 0) runs.firstAt = from;
    if (lastedMs > runs.longestMs) [runs.longestMs, runs.longestAt] = [lastedMs, from];
  }
  return [locateRuns(series, flat, 'flat-run'), locateRuns(series, zeros, 'zeros')];
}

function locateRuns(
  { startMs, value }: IntervalSeries,
  runs: LongRuns,
  code: 'flat-run' | 'zeros',
): Located | null {
  if (runs.count === 0) return null;
  const what = code === 'zeros' ? 'is zero' : `does not change (${value[runs.longestAt]})`;
  const text =
    `${plural(runs.count, 'time', 'times')} the value ${what} for a day or longer, the longest over ` +
    `${spellSpan(runs.longestMs)} from ${spellTime(startMs[runs.longestAt] as number)}.`;
  return {
    code,
    text,
    count: runs.count,
    firstStartMs: startMs[runs.firstAt] as number,
    firstAt: runs.firstAt,
  };
}

function findFuture({ startMs, endMs }: IntervalSeries, nowMs: number, note: NotePlace): Located | null {
  let first = endMs.length;
  while (first > 0 && (endMs[first - 1] as number) > nowMs) first--;
  const count = endMs.length - first;
  if (count === 0) return null;
  const firstStartMs = startMs[first] as number;
  const text = `${plural(count, 'interval ends', 'intervals end')} in the future, the first starts at ${spellTime(firstStartMs)}.`;
  note(first, endMs.length, () => text);
  return { code: 'future', text, count, firstStartMs, firstAt: first };
}

function findGaps({ startMs, endMs }: IntervalSeries): Located | null {
  let count = 0;
  let firstAt = 0;
  const largest: { fromMs: number; lastedMs: number }[] = [];
  for (let at = 1; at < startMs.length; at++) {
    const fromMs = endMs[at - 1] as number;
    const lastedMs = (startMs[at] as number) - fromMs;
    if (lastedMs <= 0) continue;
    if (count++ === 0) firstAt = at - 1;
    if (largest.length === 3 && lastedMs <= (largest[2] as { lastedMs: number }).lastedMs) continue;
    largest.push({ fromMs, lastedMs });
    largest.sort((a, b) => b.lastedMs - a.lastedMs);
    largest.length = Math.min(largest.length, 3);
  }
  if (count === 0) return null;
  const places = largest.map(({ fromMs, lastedMs }) => `${spellSpan(lastedMs)} from ${spellTime(fromMs)}`);
  const text = `${plural(count, 'gap', 'gaps')} between intervals; the largest: ${places.join(', ')}.`;
  return { code: 'gaps', text, count, firstStartMs: endMs[firstAt] as number, firstAt };
}
