import { coverage, coverageOf } from '../interval-series.ts';
import type { IntervalSeries } from '../interval-series.ts';
import { rowOutcome } from '../row-outcome.ts';

/** The rows that become intervals, in order of their starts, with the end of each. */
export interface TakenRows {
  readonly rows: Uint32Array;
  readonly endMs: Float64Array;
}

/** The ends of rows that all last equally long. */
export function endsAfter(rows: Uint32Array, startMs: Float64Array, lengthMs: number): Float64Array {
  const endMs = new Float64Array(rows.length);
  for (let index = 0; index < rows.length; index++) {
    endMs[index] = (startMs[rows[index] as number] as number) + lengthMs;
  }
  return endMs;
}

/** Leaves out each row whose interval would reach beyond the start of the next one. Works in place. */
export function withoutOverlaps(
  { rows, endMs }: TakenRows,
  startMs: Float64Array,
  outcomes: Uint8Array,
): TakenRows {
  let count = 0;
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] as number;
    const end = endMs[index] as number;
    const isLast = index + 1 === rows.length;
    if (isLast || end <= (startMs[rows[index + 1] as number] as number)) {
      rows[count] = row;
      endMs[count++] = end;
    } else outcomes[row] = rowOutcome.overlap;
  }
  return { rows: rows.subarray(0, count), endMs: endMs.subarray(0, count) };
}

/** The intervals that start in [fromMs, toMs); every row that starts elsewhere is outside, whatever else it is. */
export function selectRange(
  taken: TakenRows,
  startMs: Float64Array,
  order: Uint32Array,
  range: { readonly fromMs: number | null; readonly toMs: number | null },
  outcomes: Uint8Array,
): TakenRows {
  if (range.fromMs === null && range.toMs === null) return taken;
  const fromMs = range.fromMs ?? -Infinity;
  const toMs = range.toMs ?? Infinity;
  for (const row of order) {
    const start = startMs[row] as number;
    if (start < fromMs || start >= toMs) outcomes[row] = rowOutcome.outside;
  }
  const { rows, endMs } = taken;
  let from = 0;
  while (from < rows.length && (startMs[rows[from] as number] as number) < fromMs) from++;
  let to = rows.length;
  while (to > from && (startMs[rows[to - 1] as number] as number) >= toMs) to--;
  return { rows: rows.subarray(from, to), endMs: endMs.subarray(from, to) };
}

/** The intervals of these rows as columns of their own. */
export function seriesOf(
  { rows, endMs }: TakenRows,
  startMs: Float64Array,
  values: Float64Array,
  quality: Uint8Array | null,
): IntervalSeries {
  const starts = new Float64Array(rows.length);
  const value = new Float64Array(rows.length);
  const codes = quality === null ? null : new Uint8Array(rows.length);
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] as number;
    starts[index] = startMs[row] as number;
    value[index] = values[row] as number;
    if (quality !== null && codes !== null) codes[index] = quality[row] as number;
  }
  const isWhole = endMs.byteLength === endMs.buffer.byteLength;
  return { startMs: starts, endMs: isWhole ? endMs : endMs.slice(), value, quality: codes };
}

/** A series without the intervals that others bound for the same VTN resource cover. */
export interface Uncovered {
  readonly series: IntervalSeries;
  /** How each interval of the series as it was is covered; null when there is nothing that could cover it. */
  readonly covered: Uint8Array | null;
  readonly duplicates: number;
  readonly conflicts: number;
}

export function leaveOutCovered(series: IntervalSeries, others: readonly IntervalSeries[]): Uncovered {
  if (others.length === 0) return { series, covered: null, duplicates: 0, conflicts: 0 };
  const covered = new Uint8Array(series.startMs.length);
  for (const other of others) {
    const by = coverageOf(series, other);
    for (let index = 0; index < by.length; index++) {
      if (by[index] === coverage.different) covered[index] = coverage.different;
      else if (by[index] === coverage.equal && covered[index] === coverage.free) {
        covered[index] = coverage.equal;
      }
    }
  }
  let duplicates = 0;
  let conflicts = 0;
  for (const how of covered) {
    if (how === coverage.equal) duplicates++;
    else if (how === coverage.different) conflicts++;
  }
  const isFree = (_: number, index: number): boolean => covered[index] === coverage.free;
  return {
    series: duplicates + conflicts === 0 ? series : filterSeries(series, isFree),
    covered,
    duplicates,
    conflicts,
  };
}

/** The rows of the intervals that are left; `rowOf` holds the row of each interval before others covered some. */
export function rowsLeft(
  rowOf: Uint32Array,
  covered: Uint8Array | null,
  numbers: Float64Array | null = null,
): () => Float64Array {
  return () => {
    const left = covered === null ? rowOf : rowOf.filter((_, index) => covered[index] === coverage.free);
    return Float64Array.from(left, (row) => numbers?.[row] ?? row);
  };
}

export function filterSeries(
  series: IntervalSeries,
  isKept: (startMs: number, index: number) => boolean,
): IntervalSeries {
  const keep = (_: number, index: number): boolean => isKept(series.startMs[index] as number, index);
  return {
    startMs: series.startMs.filter(keep),
    endMs: series.endMs.filter(keep),
    value: series.value.filter(keep),
    quality: series.quality?.filter(keep) ?? null,
  };
}

/** Writes down which rows other loads cover. `rowOf` holds the row of each interval of the series as it was. */
export function markCovered(covered: Uint8Array | null, rowOf: Uint32Array, outcomes: Uint8Array): void {
  if (covered === null) return;
  for (let index = 0; index < covered.length; index++) {
    const row = rowOf[index] as number;
    if (covered[index] === coverage.different) outcomes[row] = rowOutcome.shared;
    else if (covered[index] === coverage.equal) outcomes[row] = rowOutcome.duplicate;
  }
}

/** Intervals of the usual length that would fit between the first and the last. */
export function countMissing({ startMs, endMs }: IntervalSeries, intervalMs: number): number {
  let missing = 0;
  for (let index = 1; index < startMs.length; index++) {
    const hole = (startMs[index] as number) - (endMs[index - 1] as number);
    if (hole > 0) missing += Math.floor(hole / intervalMs);
  }
  return missing;
}
