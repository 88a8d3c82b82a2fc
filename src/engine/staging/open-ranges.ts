import { countPoints, commonRanges } from '../../domain/progress-spans.ts';
import type { Ranges } from '../../domain/progress-spans.ts';

/** What the ranges leave of [0, end). */
export function missingRanges(ranges: Ranges, end: number): number[] {
  const missing: number[] = [];
  let at = 0;
  for (let i = 0; i < ranges.length; i += 2) {
    const from = ranges[i] ?? 0;
    if (from >= end) break;
    if (from > at) missing.push(at, from);
    at = Math.max(at, ranges[i + 1] ?? 0);
  }
  if (at < end) missing.push(at, end);
  return missing;
}

/** What is in one of two lists of ranges or in both; neighbours are joined. */
export function joinRanges(a: Ranges, b: Ranges): number[] {
  const pairs: [number, number][] = [];
  for (const ranges of [a, b])
    for (let i = 0; i < ranges.length; i += 2) pairs.push([ranges[i] ?? 0, ranges[i + 1] ?? 0]);
  pairs.sort(([x], [y]) => x - y);
  const joined: number[] = [];
  for (const [from, to] of pairs) {
    const end = joined.at(-1);
    if (end !== undefined && from <= end) joined[joined.length - 1] = Math.max(end, to);
    else joined.push(from, to);
  }
  return joined;
}

/** Whether everything of `part` is in `whole`. */
export function rangesHold(whole: Ranges, part: Ranges): boolean {
  return countPoints(commonRanges(whole, part)) === countPoints(part);
}
