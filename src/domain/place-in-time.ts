import { isLikely, msPerEpochUnit } from './epoch-unit.ts';
import type { EpochUnit } from './epoch-unit.ts';
import { float32ToleranceMs, snapToGrid } from './snap-to-grid.ts';

/** The rows of a series with their times. */
export interface TimedRows {
  /** Epoch ms of each row, NaN where the stamp is none. */
  readonly startMs: Float64Array;
  readonly notes: readonly string[];
}

/**
 * Turns stamps into whole epoch ms; stamps that are no likely time become NaN. Stamps that went through 32-bit
 * floats are put on their grid; null when no single grid fits them.
 */
export function placeInTime(
  raw: { readonly stamps: Float64Array; readonly coarseStamps: boolean },
  unit: EpochUnit,
  intervalMs: number | null,
): TimedRows | null {
  const factor = msPerEpochUnit[unit];
  const startMs = new Float64Array(raw.stamps.length);
  let rounded = 0;
  for (let row = 0; row < startMs.length; row++) {
    const stamp = raw.stamps[row] as number;
    if (!isLikely(stamp, unit)) {
      startMs[row] = NaN;
      continue;
    }
    const whole = Math.round(stamp * factor);
    startMs[row] = whole;
    if (Math.abs(stamp * factor - whole) > 0.01) rounded++;
  }
  if (raw.coarseStamps) return snapCoarse(startMs, float32ToleranceMs(startMs, factor), intervalMs);
  return { startMs, notes: rounded === 0 ? [] : [`${rounded} time stamps were rounded to the millisecond.`] };
}

function snapCoarse(startMs: Float64Array, toleranceMs: number, intervalMs: number | null): TimedRows | null {
  const snapped = snapToGrid(startMs, toleranceMs, intervalMs);
  if (snapped === null) return null;
  const note =
    `The time stamps are stored as 32-bit numbers; they were put on the grid of ${snapped.intervalMs / 1000} s, ` +
    `moved by at most ${snapped.largestShiftMs / 1000} s.`;
  return { startMs: snapped.startMs, notes: snapped.largestShiftMs === 0 ? [] : [note] };
}
