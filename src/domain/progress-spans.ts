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

/** Ranges and what they become. */
export interface PaintedRanges {
  readonly ranges: Ranges;
  readonly paint: Paint;
}

/**
 * Lays the parts over the spans, one after the other; neighbours that say the same are joined. Spans are in order and
 * disjoint. Takes time with the spans between the first and the last range and with the ranges, not with both times each
 * other: of a series with ten thousand refused intervals a chunk has as many of each. Spans that stay are the same objects.
 */
export function paintSpans(spans: readonly Span[], parts: readonly PaintedRanges[]): Span[] {
  return layersOf(parts).reduce(paintLayer, [...spans]);
}

interface Stroke {
  readonly from: number;
  readonly to: number;
  readonly paint: Paint;
}

/** In order and disjoint; there is at least one. */
type Layer = [Stroke, ...Stroke[]];

/** The strokes in their order, as few times over the spans as may be: one that goes back begins a new layer. */
function layersOf(parts: readonly PaintedRanges[]): Layer[] {
  const layers: Layer[] = [];
  let endOfLast = Infinity;
  for (const { ranges, paint } of parts) {
    for (let i = 0; i < ranges.length; i += 2) {
      const stroke = { from: ranges[i] as number, to: ranges[i + 1] as number, paint };
      if (stroke.from < endOfLast) layers.push([stroke]);
      else layers.at(-1)?.push(stroke);
      endOfLast = stroke.to;
    }
  }
  return layers;
}

function paintLayer(spans: readonly Span[], layer: Layer): Span[] {
  const { from } = layer[0];
  const { to } = layer.at(-1) as Stroke;
  // With those that only touch: they may say the same as what is painted beside them.
  const first = placeWhere(spans, (span) => span.to >= from);
  const behind = placeWhere(spans, (span) => span.from > to);
  const left = cutOut(spans.slice(first, behind), layer);
  const painted = layer.flatMap(({ from, to, paint }) => (paint === null ? [] : [{ from, to, ...paint }]));
  const window = joinAlike([...left, ...painted].sort((a, b) => a.from - b.from));
  return [...spans.slice(0, first), ...window, ...spans.slice(behind)];
}

/** What is left of the spans beside the strokes. */
function cutOut(spans: readonly Span[], strokes: readonly Stroke[]): Span[] {
  const left: Span[] = [];
  let next = 0;
  for (const span of spans) {
    while (next < strokes.length && (strokes[next] as Stroke).to <= span.from) next++;
    let at = span.from;
    for (let met = next; met < strokes.length && (strokes[met] as Stroke).from < span.to; met++) {
      const { from, to } = strokes[met] as Stroke;
      if (from > at) left.push({ ...span, from: at, to: from });
      at = to;
    }
    if (at === span.from) left.push(span);
    else if (at < span.to) left.push({ ...span, from: at });
  }
  return left;
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
