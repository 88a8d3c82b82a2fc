import { recogniseEpochUnit } from './epoch-unit.ts';
import type { EpochUnit } from './epoch-unit.ts';
import { inferIntervalMs, regularityOf } from './interval-length.ts';
import { coverage, coverageOf } from './interval-series.ts';
import type { IntervalSeries } from './interval-series.ts';
import { distinctStarts, orderByStart } from './order-by-start.ts';
import { listSetAside, rowOutcome } from './row-outcome.ts';
import type { SetAside } from './row-outcome.ts';
import { placeInTime } from './place-in-time.ts';
import { settleEqualStarts } from './settle-equal-starts.ts';
import type { ConflictPolicy } from './settle-equal-starts.ts';

/** The rows of one series as the source has them, in file order. */
export interface RawReadings {
  /** Epoch s, ms, us or ns; which one is recognised. */
  readonly stamps: Float64Array;
  readonly values: Float64Array;
  /** True when the stamps went through 32-bit floats, which are 128 s apart today. */
  readonly coarseStamps: boolean;
}

export interface SettleRules {
  /** A forced interval length; null infers it. */
  readonly intervalMs: number | null;
  readonly onConflict: ConflictPolicy;
  /** Only intervals that start in [fromMs, toMs). */
  readonly fromMs: number | null;
  readonly toMs: number | null;
  /** Settled series bound for the same VTN resource: intervals equal to theirs are duplicates. */
  readonly minus: readonly IntervalSeries[];
}

/** A settled series; rows = intervals + duplicates + conflicts + gaps + rejected + outside, always. */
export interface SettledReadings {
  readonly kind: 'settled';
  readonly series: IntervalSeries;
  readonly epochUnit: EpochUnit;
  readonly intervalMs: number;
  readonly regularity: number;
  readonly rows: number;
  readonly duplicates: number;
  readonly conflicts: number;
  readonly gaps: number;
  readonly rejected: number;
  readonly outside: number;
  /** Intervals missing between the first and the last. */
  readonly missing: number;
  readonly setAside: readonly SetAside[];
  readonly notes: readonly string[];
}

/** Why a series as a whole gives no intervals. */
export interface UnsettledReadings {
  readonly kind: 'unsettled';
  readonly reason: 'time-unrecognised' | 'time-precision' | 'interval-unknown' | 'no-readings';
  readonly text: string;
}

/**
 * Makes intervals of rows: recognises the epoch unit, infers the interval length, puts the rows in order and
 * settles what repeats, contradicts, is no number or would overlap. The time range selects from the settled
 * series, so what becomes of a row does not depend on the range.
 */
export function settleReadings(raw: RawReadings, rules: SettleRules): SettledReadings | UnsettledReadings {
  if (raw.stamps.length === 0) return unsettled('no-readings', 'it has no rows');
  const epochUnit = recogniseEpochUnit(raw.stamps);
  if (epochUnit === null) {
    return unsettled('time-unrecognised', 'no time stamp is a likely year (1990-2100) in s, ms, us or ns');
  }
  const timed = placeInTime(raw, epochUnit, rules.intervalMs);
  if (timed === null) {
    return unsettled('time-precision', 'its 32-bit time stamps are too coarse and fit no single grid');
  }
  const outcomes = new Uint8Array(raw.stamps.length);
  markUntimed(timed.startMs, outcomes);
  const order = orderByStart(timed.startMs);
  const taken = settleEqualStarts(timed.startMs, raw.values, order, rules.onConflict, outcomes);
  if (taken.length === 0) return unsettled('no-readings', 'no row has both a time and a finite value');
  const distinct = distinctStarts(timed.startMs, order);
  const inferred = inferIntervalMs(distinct);
  const intervalMs = rules.intervalMs ?? inferred;
  if (intervalMs === null)
    return unsettled('interval-unknown', 'all its readings have one and the same time');
  const apart = withoutOverlaps(timed.startMs, taken, intervalMs, outcomes);
  const inside = selectRange(timed.startMs, order, apart, rules, outcomes);
  const series = withoutCovered(inside, timed.startMs, raw.values, intervalMs, rules.minus, outcomes);
  if (inside.length === 0) return unsettled('no-readings', 'no interval lies in the selected time range');
  const notes = [...timed.notes, ...noteForcedLength(rules.intervalMs, inferred)];
  const counts = countOutcomes(outcomes);
  const listed =
    counts.conflicts + counts.rejected === 0
      ? { rows: [], notes: [] }
      : listSetAside(outcomes, timed.startMs, raw, intervalMs);
  return {
    kind: 'settled',
    series,
    epochUnit,
    intervalMs,
    regularity: regularityOf(distinct, intervalMs),
    rows: outcomes.length,
    ...counts,
    missing: countMissing(series, intervalMs),
    setAside: listed.rows,
    notes: [...notes, ...listed.notes],
  };
}

function unsettled(reason: UnsettledReadings['reason'], text: string): UnsettledReadings {
  return { kind: 'unsettled', reason, text };
}

function markUntimed(startMs: Float64Array, outcomes: Uint8Array): void {
  for (let row = 0; row < startMs.length; row++) {
    if (Number.isNaN(startMs[row])) outcomes[row] = rowOutcome.untimed;
  }
}

/** Leaves out each row whose interval would reach beyond the start of the next one. */
function withoutOverlaps(
  startMs: Float64Array,
  taken: Uint32Array,
  intervalMs: number,
  outcomes: Uint8Array,
): Uint32Array {
  const apart = new Uint32Array(taken.length);
  let count = 0;
  for (let index = 0; index < taken.length; index++) {
    const row = taken[index] as number;
    const endMs = (startMs[row] as number) + intervalMs;
    const isLast = index + 1 === taken.length;
    if (isLast || endMs <= (startMs[taken[index + 1] as number] as number)) apart[count++] = row;
    else outcomes[row] = rowOutcome.overlap;
  }
  return apart.subarray(0, count);
}

function selectRange(
  startMs: Float64Array,
  order: Uint32Array,
  rows: Uint32Array,
  rules: SettleRules,
  outcomes: Uint8Array,
): Uint32Array {
  if (rules.fromMs === null && rules.toMs === null) return rows;
  const fromMs = rules.fromMs ?? -Infinity;
  const toMs = rules.toMs ?? Infinity;
  const isInside = (row: number): boolean =>
    (startMs[row] as number) >= fromMs && (startMs[row] as number) < toMs;
  for (const row of order) if (!isInside(row)) outcomes[row] = rowOutcome.outside;
  return rows.filter(isInside);
}

/** The intervals of these rows, without those that other series bound for the same resource cover. */
function withoutCovered(
  rows: Uint32Array,
  startMs: Float64Array,
  values: Float64Array,
  intervalMs: number,
  others: readonly IntervalSeries[],
  outcomes: Uint8Array,
): IntervalSeries {
  const all = seriesOf(rows, startMs, values, intervalMs);
  if (others.length === 0) return all;
  for (const other of others) {
    const covered = coverageOf(all, other);
    for (let index = 0; index < covered.length; index++) {
      const row = rows[index] as number;
      if (covered[index] === coverage.different) outcomes[row] = rowOutcome.shared;
      else if (covered[index] === coverage.equal && outcomes[row] === rowOutcome.interval) {
        outcomes[row] = rowOutcome.duplicate;
      }
    }
  }
  const left = rows.filter((row) => outcomes[row] === rowOutcome.interval);
  return seriesOf(left, startMs, values, intervalMs);
}

function seriesOf(
  rows: Uint32Array,
  startMs: Float64Array,
  values: Float64Array,
  intervalMs: number,
): IntervalSeries {
  const series = {
    startMs: new Float64Array(rows.length),
    endMs: new Float64Array(rows.length),
    value: new Float64Array(rows.length),
  };
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] as number;
    series.startMs[index] = startMs[row] as number;
    series.endMs[index] = (startMs[row] as number) + intervalMs;
    series.value[index] = values[row] as number;
  }
  return series;
}

function noteForcedLength(forcedMs: number | null, inferredMs: number | null): string[] {
  if (forcedMs === null || inferredMs === null || forcedMs === inferredMs) return [];
  return [
    `The readings are mostly ${inferredMs / 1000} s apart; the interval was set to ${forcedMs / 1000} s.`,
  ];
}

function countOutcomes(
  outcomes: Uint8Array,
): Pick<SettledReadings, 'duplicates' | 'conflicts' | 'gaps' | 'rejected' | 'outside'> {
  const counts = new Float64Array(Object.keys(rowOutcome).length);
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] as number) + 1;
  const of = (outcome: number): number => counts[outcome] as number;
  return {
    duplicates: of(rowOutcome.duplicate),
    conflicts: of(rowOutcome.conflict) + of(rowOutcome.shared),
    gaps: of(rowOutcome.gap),
    rejected: of(rowOutcome.untimed) + of(rowOutcome.overlap),
    outside: of(rowOutcome.outside),
  };
}

function countMissing({ startMs, endMs }: IntervalSeries, intervalMs: number): number {
  let missing = 0;
  for (let index = 1; index < startMs.length; index++) {
    missing += Math.floor(((startMs[index] as number) - (endMs[index - 1] as number)) / intervalMs);
  }
  return missing;
}
