/**
 * Progress of one series as half-open index ranges of its planned intervals. What no span covers is unsent.
 *
 *   (unsent) ──> sending ──> confirmed            the VTN's full count came back
 *      ▲           ├───────> rejected             the VTN refused these intervals, with the reason
 *      │           ├───────> (unsent)             certainly not written: refused whole, never left
 *      │           └───────> uncertain ──> sending   the outcome is not known; sent again
 *      └─ by retry: rejected, uncertain
 */
export type SpanState = 'sending' | 'confirmed' | 'rejected' | 'uncertain';

export interface Span {
  readonly from: number;
  readonly to: number;
  readonly state: SpanState;
  readonly code: string | null;
  /** For a rejected span: the reason, and the interval it was given for. */
  readonly text: string | null;
  readonly subject: string | null;
}

/** Flat half-open ranges in ascending order: [from, to, from, to, …]. */
export type Ranges = readonly number[];

export interface SpanTally {
  readonly confirmed: number;
  readonly rejected: number;
  readonly uncertain: number;
}

/** What a range becomes: a span's state with its reason, or unsent. */
export type Paint = Omit<Span, 'from' | 'to'> | null;

/** A paint without a reason. */
export function plainPaint(state: SpanState): Paint {
  return { state, code: null, text: null, subject: null };
}

/**
 * Lays `paint` over [from, to); neighbours that say the same are joined. Spans are in order and disjoint. Only those
 * that the range meets or touches are looked at: a series with ten thousand refused intervals has as many spans.
 */
export function paintSpans(spans: readonly Span[], from: number, to: number, paint: Paint): Span[] {
  const first = placeWhere(spans, (span) => span.to >= from);
  const behind = placeWhere(spans, (span) => span.from > to);
  const painted = paintWindow(spans.slice(first, behind), from, to, paint);
  return [...spans.slice(0, first), ...painted, ...spans.slice(behind)];
}

/** Place of the first span of which something holds that holds of all behind it, too. */
function placeWhere(spans: readonly Span[], holds: (span: Span) => boolean): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(spans[middle] as Span)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function paintWindow(spans: readonly Span[], from: number, to: number, paint: Paint): Span[] {
  const painted: Span[] = [];
  for (const span of spans) {
    if (span.to <= from || span.from >= to) {
      painted.push(span);
      continue;
    }
    if (span.from < from) painted.push({ ...span, to: from });
    if (span.to > to) painted.push({ ...span, from: to });
  }
  if (paint !== null) painted.push({ from, to, ...paint });
  painted.sort((a, b) => a.from - b.from);
  return joinAlike(painted);
}

/** A sending range counts as uncertain: until the answer is here, nobody knows. */
export function tallySpans(spans: readonly Span[]): SpanTally {
  const tally = { confirmed: 0, rejected: 0, uncertain: 0 };
  for (const { from, to, state } of spans) {
    tally[state === 'sending' ? 'uncertain' : state] += to - from;
  }
  return tally;
}

/** The ranges of [0, planned) still to send: unsent or uncertain. */
export function openRanges(spans: readonly Span[], planned: number): number[] {
  const open: number[] = [];
  let at = 0;
  for (const span of spans) {
    if (span.state === 'uncertain') continue;
    if (span.from > at) open.push(at, span.from);
    at = span.to;
  }
  if (at < planned) open.push(at, planned);
  return open;
}

export function countPoints(ranges: Ranges): number {
  let points = 0;
  for (let i = 0; i < ranges.length; i += 2) points += (ranges[i + 1] ?? 0) - (ranges[i] ?? 0);
  return points;
}

/** The first ranges up to so many points; the last of them may be cut. */
export function firstPoints(ranges: Ranges, most: number): number[] {
  const first: number[] = [];
  let left = most;
  for (let range = 0; range < ranges.length && left > 0; range += 2) {
    const from = ranges[range] as number;
    const to = Math.min(ranges[range + 1] as number, from + left);
    first.push(from, to);
    left -= to - from;
  }
  return first;
}

/** The series index of each of the given positions within the ranges (positions ascending). */
export function indexesAt(ranges: Ranges, positions: readonly number[]): number[] {
  const indexes: number[] = [];
  let range = 0;
  let before = 0;
  for (const position of positions) {
    for (; range < ranges.length; range += 2) {
      const from = ranges[range] ?? 0;
      const length = (ranges[range + 1] ?? 0) - from;
      if (position < before + length) {
        indexes.push(from + position - before);
        break;
      }
      before += length;
    }
  }
  return indexes;
}

/** The ranges without the given indexes (ascending). */
export function withoutIndexes(ranges: Ranges, indexes: readonly number[]): number[] {
  const left: number[] = [];
  let next = 0;
  for (let i = 0; i < ranges.length; i += 2) {
    let from = ranges[i] ?? 0;
    const to = ranges[i + 1] ?? 0;
    for (; next < indexes.length && (indexes[next] ?? 0) < to; next++) {
      const index = indexes[next] ?? 0;
      if (index > from) left.push(from, index);
      from = Math.max(from, index + 1);
    }
    if (from < to) left.push(from, to);
  }
  return left;
}

/** The ranges of the spans in one state. */
export function rangesInState(spans: readonly Span[], state: SpanState): number[] {
  return spans.filter((span) => span.state === state).flatMap(({ from, to }) => [from, to]);
}

/** What two lists of ranges have in common. */
export function commonRanges(a: Ranges, b: Ranges): number[] {
  const common: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const from = Math.max(a[i] ?? 0, b[j] ?? 0);
    const to = Math.min(a[i + 1] ?? 0, b[j + 1] ?? 0);
    if (from < to) common.push(from, to);
    if ((a[i + 1] ?? 0) < (b[j + 1] ?? 0)) i += 2;
    else j += 2;
  }
  return common;
}

function joinAlike(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last?.to === span.from && sayTheSame(last, span)) {
      joined[joined.length - 1] = { ...last, to: span.to };
    } else {
      joined.push(span);
    }
  }
  return joined;
}

function sayTheSame(a: Span, b: Span): boolean {
  return a.state === b.state && a.code === b.code && a.text === b.text && a.subject === b.subject;
}
