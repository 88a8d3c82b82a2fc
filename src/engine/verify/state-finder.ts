import type { Span, SpanState } from '../../domain/progress-spans.ts';

/** Tells the state of an index; null when it is unsent. Quick when asked for one after the other. */
export function stateFinder(spans: readonly Span[]): (index: number) => SpanState | null {
  let at = 0;
  return (index) => {
    if (index < (spans[at]?.from ?? 0)) at = 0;
    // What lies before the next span is passed one by one: indexes mostly ascend.
    while (at < spans.length && index >= (spans[at]?.to ?? 0)) at++;
    const span = spans[at];
    return span !== undefined && span.from <= index ? span.state : null;
  };
}
