/** Intervals in order of their starts, as columns: half open, epoch ms UTC, none overlapping another. */
export interface IntervalSeries {
  readonly startMs: Float64Array;
  readonly endMs: Float64Array;
  readonly value: Float64Array;
  /** Places in `qualityCodes`; null when one rule of the job decides for all. */
  readonly quality: Uint8Array | null;
}

/** How an interval meets another series: not at all, as the same interval, or as a different one. */
export const coverage = { free: 0, equal: 1, different: 2 } as const;

/**
 * For each interval of `series` how `other` covers its time: `equal` when it has the same start, end,
 * value and quality there, `different` when it has anything else that overlaps. A quality of its own is never
 * equal to one that the job's rule will give.
 */
export function coverageOf(series: IntervalSeries, other: IntervalSeries): Uint8Array {
  const covered = new Uint8Array(series.startMs.length);
  let at = 0;
  for (let index = 0; index < covered.length; index++) {
    const start = series.startMs[index] as number;
    const end = series.endMs[index] as number;
    while (at < other.endMs.length && (other.endMs[at] as number) <= start) at++;
    if (at === other.endMs.length) break;
    if ((other.startMs[at] as number) >= end) continue;
    const same =
      other.startMs[at] === start &&
      other.endMs[at] === end &&
      other.value[at] === series.value[index] &&
      other.quality?.[at] === series.quality?.[index];
    covered[index] = same ? coverage.equal : coverage.different;
  }
  return covered;
}

/** What two series bound for one VTN resource have in common, and where they first disagree. */
export function compareSeries(
  a: IntervalSeries,
  b: IntervalSeries,
): { equal: number; conflicts: number; firstConflictMs: number | null } {
  const covered = coverageOf(a, b);
  let equal = 0;
  let conflicts = 0;
  let firstConflictMs: number | null = null;
  for (let index = 0; index < covered.length; index++) {
    if (covered[index] === coverage.equal) equal++;
    if (covered[index] !== coverage.different) continue;
    conflicts++;
    firstConflictMs ??= a.startMs[index] as number;
  }
  return { equal, conflicts, firstConflictMs };
}

/** For each span of time the first interval that has something in common with it; -1 where none has. */
export function findOverlapping(
  { startMs, endMs }: Pick<IntervalSeries, 'startMs' | 'endMs'>,
  from: readonly number[],
  to: readonly number[],
): number[] {
  return from.map((fromMs, index) => {
    let low = 0;
    let high = endMs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((endMs[middle] as number) <= fromMs) low = middle + 1;
      else high = middle;
    }
    return low < endMs.length && (startMs[low] as number) < (to[index] ?? fromMs) ? low : -1;
  });
}
