import type { Stretch } from './add-series.ts';
import { worseQuality } from './quality-rank.ts';

/** More intervals than this are a mistake in the length that was asked for. */
const cellLimit = 64_000_000;

export interface ResampledStretch extends Stretch {
  /** Intervals of the grid that readings cover for less than half: left out. */
  readonly uncovered: number;
}

/**
 * Puts intervals on a grid of whole multiples of `lengthMs` since 1970-01-01T00:00Z: energy is shared out by
 * time, mean power averaged by time over what is covered. An interval of the grid that is covered by less than
 * half is a gap. Quality is the worst of what an interval holds. Null when the grid would be absurdly fine.
 */
export function resample(
  { series, rowOf }: Stretch,
  lengthMs: number,
  isMean: boolean,
): ResampledStretch | null {
  const { startMs, endMs, value, quality } = series;
  const cells = countCells(startMs, endMs, lengthMs);
  if (cells > cellLimit) return null;
  const cellOf = new Float64Array(cells);
  const sums = new Float64Array(cells);
  const covered = new Float64Array(cells);
  const codes = quality === null ? null : new Uint8Array(cells);
  const rows = new Uint32Array(cells);
  let last = -1;
  for (let at = 0; at < startMs.length; at++) {
    const start = startMs[at] as number;
    const end = endMs[at] as number;
    const amount = value[at] as number;
    for (let cell = Math.floor(start / lengthMs); cell * lengthMs < end; cell++) {
      if (last < 0 || cellOf[last] !== cell) {
        cellOf[++last] = cell;
        rows[last] = rowOf[at] as number;
      }
      const overlap = Math.min(end, (cell + 1) * lengthMs) - Math.max(start, cell * lengthMs);
      const weight = isMean ? overlap : overlap / (end - start);
      sums[last] = (sums[last] as number) + amount * weight;
      covered[last] = (covered[last] as number) + overlap;
      if (codes !== null) codes[last] = worseQuality(codes[last] as number, quality?.[at] ?? 0);
    }
  }
  if (isMean) for (let at = 0; at <= last; at++) sums[at] = (sums[at] as number) / (covered[at] as number);
  const isCovered = (_: number, at: number): boolean => at <= last && (covered[at] as number) * 2 >= lengthMs;
  const starts = cellOf.map((cell) => cell * lengthMs).filter(isCovered);
  return {
    series: {
      startMs: starts,
      endMs: starts.map((start) => start + lengthMs),
      value: sums.filter(isCovered),
      quality: codes?.filter(isCovered) ?? null,
    },
    rowOf: rows.filter(isCovered),
    uncovered: last + 1 - starts.length,
  };
}

/** At most so many intervals of the grid are touched. */
function countCells(startMs: Float64Array, endMs: Float64Array, lengthMs: number): number {
  let cells = 0;
  let before = NaN;
  for (let at = 0; at < startMs.length; at++) {
    const first = Math.floor((startMs[at] as number) / lengthMs);
    const last = Math.ceil((endMs[at] as number) / lengthMs) - 1;
    cells += last - first + (first === before ? 0 : 1);
    before = last;
  }
  return cells;
}
