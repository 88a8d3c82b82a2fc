import type { IntervalSeries } from '../interval-series.ts';
import { placeLimit } from '../settle/odd-places.ts';
import { plural, spellLength, spellSpan } from '../settle/spell-length.ts';
import type { Unindexed } from './mark-series.ts';

/** The first holes between intervals, and how many there are. */
export function markGaps(
  { startMs, endMs }: IntervalSeries,
  intervalMs: number,
): { readonly count: number; readonly marks: Unindexed[] } {
  const marks: Unindexed[] = [];
  let count = 0;
  for (let at = 1; at < startMs.length; at++) {
    const fromMs = endMs[at - 1] as number;
    const toMs = startMs[at] as number;
    if (toMs <= fromMs || ++count > placeLimit) continue;
    const text = gapText(toMs - fromMs, intervalMs);
    marks.push({ kind: 'gap', atMs: fromMs, endMs: toMs, row: null, text });
  }
  return { count, marks };
}

function gapText(lastedMs: number, intervalMs: number): string {
  const missing = Math.floor(lastedMs / intervalMs);
  const nothing = `Nothing for ${spellSpan(lastedMs)}`;
  if (missing === 0) return `${nothing}.`;
  const are = missing === 1 ? 'is' : 'are';
  return `${nothing}: ${plural(missing, 'interval', 'intervals')} of ${spellLength(intervalMs)} ${are} missing.`;
}
