import { inferIntervalMs } from '../interval-length.ts';
import { distinctStarts } from '../order-by-start.ts';
import type { PlacedRows } from './settle-part.ts';

/** Loggers that mean every five minutes write some of their stamps a second late. */
const shareOfInterval = 0.02;
const mostMs = 30_000;

export interface SnappedStarts {
  readonly startMs: Float64Array;
  /** Stamps that were moved. */
  readonly moved: number;
  readonly largestShiftMs: number;
}

/**
 * Puts stamps that lie a moment off an otherwise regular grid onto it; null where there is nothing to move, where
 * some stamp lies further off (then the rows are irregular or of two lengths), or where two would meet.
 *
 * @param startMs epoch ms, NaN for rows without a place
 * @param distinct the distinct starts, ascending
 */
export function snapJitter(startMs: Float64Array, distinct: Float64Array): SnappedStarts | null {
  const intervalMs = inferIntervalMs(distinct);
  if (intervalMs === null || intervalMs < 60_000) return null;
  const phaseMs = commonestPhase(distinct, intervalMs);
  if (phaseMs === null) return null;
  const toleranceMs = Math.min(intervalMs * shareOfInterval, mostMs);
  let largestShiftMs = 0;
  let beforeMs = NaN;
  for (const start of distinct) {
    const there = nearest(start, intervalMs, phaseMs);
    largestShiftMs = Math.max(largestShiftMs, Math.abs(there - start));
    if (largestShiftMs > toleranceMs || there === beforeMs) return null;
    beforeMs = there;
  }
  if (largestShiftMs === 0) return null;
  let moved = 0;
  const snapped = startMs.map((start) => {
    if (Number.isNaN(start)) return start;
    const there = nearest(start, intervalMs, phaseMs);
    if (there !== start) moved++;
    return there;
  });
  return { startMs: snapped, moved, largestShiftMs };
}

/** Rows on the grid that all of them mean, with a note of what was moved; `order` are the rows by their start. */
export function withoutJitter(placed: PlacedRows, order: Uint32Array): PlacedRows {
  const snapped = snapJitter(placed.startMs, distinctStarts(placed.startMs, order));
  if (snapped === null) return placed;
  const { startMs, moved, largestShiftMs } = snapped;
  const note = `${moved} stamps up to ${largestShiftMs / 1000} s off the others' grid were put on it.`;
  return { ...placed, startMs, notes: [...placed.notes, note] };
}

/** Where on the interval at least half of the stamps lie; null where they lie anywhere. */
function commonestPhase(distinct: Float64Array, intervalMs: number): number | null {
  const counts = new Map<number, number>();
  const every = Math.max(1, Math.floor(distinct.length / 4096));
  let sampled = 0;
  for (let at = 0; at < distinct.length; at += every) {
    const phase = (((distinct[at] as number) % intervalMs) + intervalMs) % intervalMs;
    counts.set(phase, (counts.get(phase) ?? 0) + 1);
    sampled++;
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  return best !== undefined && best[1] * 2 >= sampled ? best[0] : null;
}

function nearest(startMs: number, intervalMs: number, phaseMs: number): number {
  return Math.round((startMs - phaseMs) / intervalMs) * intervalMs + phaseMs;
}
