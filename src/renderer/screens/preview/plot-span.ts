/** A stretch of time, in epoch ms. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export function lengthOf({ fromMs, toMs }: Span): number {
  return toMs - fromMs;
}

/** The span moved into the whole, cut where it is longer than that. */
export function within(span: Span, whole: Span): Span {
  const length = Math.min(lengthOf(span), lengthOf(whole));
  const fromMs = Math.min(Math.max(span.fromMs, whole.fromMs), whole.toMs - length);
  return { fromMs, toMs: fromMs + length };
}

export function panned(span: Span, byMs: number, whole: Span): Span {
  return within({ fromMs: span.fromMs + byMs, toMs: span.toMs + byMs }, whole);
}

/**
 * The span made longer or shorter around an instant that keeps its place.
 *
 * @param factor below 1 zooms in
 * @param leastMs no span gets shorter than that
 */
export function zoomed(span: Span, factor: number, atMs: number, whole: Span, leastMs: number): Span {
  const length = Math.min(Math.max(lengthOf(span) * factor, leastMs), lengthOf(whole));
  const share = (atMs - span.fromMs) / lengthOf(span);
  const fromMs = atMs - share * length;
  return within({ fromMs, toMs: fromMs + length }, whole);
}

/** What is asked for so that a span can be moved by half of itself before more is needed. */
export function withRoom(span: Span, whole: Span): Span {
  const room = lengthOf(span) / 2;
  return {
    fromMs: Math.max(whole.fromMs, Math.floor(span.fromMs - room)),
    toMs: Math.min(whole.toMs, Math.ceil(span.toMs + room)),
  };
}

/** The span moved as little as possible so that the instant is in it, with a little room. */
export function showing(span: Span, atMs: number, whole: Span): Span {
  const room = lengthOf(span) * 0.05;
  if (atMs < span.fromMs) return panned(span, atMs - room - span.fromMs, whole);
  return atMs > span.toMs ? panned(span, atMs + room - span.toMs, whole) : span;
}

/** Whether what was asked for can be shown without asking again. */
export function covers(has: Span, wanted: Span): boolean {
  return has.fromMs <= wanted.fromMs && has.toMs >= wanted.toMs;
}
