import { inferIntervalMs } from './interval-length.ts';
import { orderByStart } from './order-by-start.ts';

const minuteMs = 60_000;

/** Interval lengths that meters use; a grid is only looked for among these (or the length that was given). */
const usualLengthsMs = [5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720, 1440].map(
  (minutes) => minutes * minuteMs,
);

/** Time zones, and so local midnights, differ from UTC by multiples of this. */
const zoneStepMs = 15 * minuteMs;

export interface SnappedStarts {
  readonly startMs: Float64Array;
  readonly intervalMs: number;
  readonly largestShiftMs: number;
}

/**
 * Puts starts that went through 32-bit floats (off by up to 64 s today) back on their grid. Null unless
 * exactly one grid of a usual interval length lies within float32 precision of every stamp and its points are
 * further apart than that precision. NaN starts stay NaN.
 *
 * @param startMs epoch ms as read
 * @param toleranceMs how far a stamp may be off, see `float32ToleranceMs`
 * @param intervalMs the interval length if it is known, else null
 */
export function snapToGrid(
  startMs: Float64Array,
  toleranceMs: number,
  intervalMs: number | null,
): SnappedStarts | null {
  const lengths = intervalMs === null ? lengthsNear(startMs, toleranceMs) : [intervalMs];
  const fitting = lengths
    .filter((lengthMs) => lengthMs > 2 * toleranceMs)
    .flatMap((lengthMs) =>
      fittingPhases(startMs, lengthMs, toleranceMs).map((phaseMs) => ({ lengthMs, phaseMs })),
    );
  const [grid, other] = fitting;
  return grid === undefined || other !== undefined ? null : snap(startMs, grid.lengthMs, grid.phaseMs);
}

/** How far any of these starts may be off after their stamps, of `msPerStep` each, were 32-bit floats. */
export function float32ToleranceMs(startMs: Float64Array, msPerStep: number): number {
  let latest = 1;
  for (const start of startMs) if (start > latest) latest = start;
  return 2 ** (Math.floor(Math.log2(latest / msPerStep)) - 24) * msPerStep;
}

/** The usual lengths that the commonest step between neighbours may stand for. */
function lengthsNear(startMs: Float64Array, toleranceMs: number): number[] {
  const rows = orderByStart(startMs);
  const distinct: number[] = [];
  for (const row of rows) {
    const start = startMs[row] as number;
    if (distinct.at(-1) !== start) distinct.push(start);
  }
  const step = inferIntervalMs(Float64Array.from(distinct));
  if (step === null) return [];
  return usualLengthsMs.filter((lengthMs) => Math.abs(lengthMs - step) <= 2 * toleranceMs);
}

/** The offsets of a grid of this length, among those a time zone may give it, that every stamp lies on. */
function fittingPhases(startMs: Float64Array, lengthMs: number, toleranceMs: number): number[] {
  const phases: number[] = [];
  const stepMs = lengthMs % zoneStepMs === 0 ? zoneStepMs : lengthMs;
  for (let phaseMs = 0; phaseMs < lengthMs; phaseMs += stepMs) {
    if (
      startMs.every((start) => Number.isNaN(start) || distanceMs(start, lengthMs, phaseMs) <= toleranceMs)
    ) {
      phases.push(phaseMs);
    }
  }
  return phases;
}

function distanceMs(startMs: number, lengthMs: number, phaseMs: number): number {
  return Math.abs(startMs - nearest(startMs, lengthMs, phaseMs));
}

function nearest(startMs: number, lengthMs: number, phaseMs: number): number {
  return Math.round((startMs - phaseMs) / lengthMs) * lengthMs + phaseMs;
}

function snap(startMs: Float64Array, intervalMs: number, phaseMs: number): SnappedStarts {
  let largestShiftMs = 0;
  const snapped = startMs.map((start) => {
    if (Number.isNaN(start)) return start;
    const there = nearest(start, intervalMs, phaseMs);
    largestShiftMs = Math.max(largestShiftMs, Math.abs(there - start));
    return there;
  });
  return { startMs: snapped, intervalMs, largestShiftMs };
}
