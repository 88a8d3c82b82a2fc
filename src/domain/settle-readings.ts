import { recogniseEpochUnit } from './epoch-unit.ts';
import type { EpochUnit } from './epoch-unit.ts';
import { inferIntervalMs, regularityOf } from './interval-length.ts';
import type { IntervalSeries } from './interval-series.ts';
import { distinctStarts, orderByStart } from './order-by-start.ts';
import { countOutcomes, listSetAside, reasonOf, rowOutcome } from './row-outcome.ts';
import type { SetAside } from './row-outcome.ts';
import { placeInTime } from './place-in-time.ts';
import {
  countMissing,
  endsAfter,
  leaveOutCovered,
  markCovered,
  rowsLeft,
  selectRange,
  seriesOf,
  withoutOverlaps,
} from './settle/intervals-of-rows.ts';
import { addOddRows, duplicateReason, PlaceList } from './settle/odd-places.ts';
import type { OddPlaces, SettledRows } from './settle/odd-places.ts';
import { unsettled } from './settle/settled-readings.ts';
import type { SettledReadings, UnsettledReadings } from './settle/settled-readings.ts';
import { settleEqualStarts } from './settle-equal-starts.ts';
import type { ConflictPolicy } from './settle-equal-starts.ts';

export type { SettledReadings, UnsettledReadings } from './settle/settled-readings.ts';

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

/** What this way of settling knows for certain. */
export type SettledEpochReadings = SettledReadings & { readonly epochUnit: EpochUnit };
type Unsettled = UnsettledReadings & {
  readonly reason: Exclude<UnsettledReadings['reason'], 'unit-unknown'>;
};

/**
 * Makes intervals of rows: recognises the epoch unit, infers the interval length, puts the rows in order and
 * settles what repeats, contradicts, is no number or would overlap. The time range selects from the settled
 * series, so what becomes of a row does not depend on the range.
 */
export function settleReadings(raw: RawReadings, rules: SettleRules): SettledEpochReadings | Unsettled {
  if (raw.stamps.length === 0) return unsettled('no-readings', 'it has no rows');
  const epochUnit = recogniseEpochUnit(raw.stamps);
  if (epochUnit === null) {
    return unsettled('time-unrecognised', 'no time stamp is a likely year (1990-2100) in s, ms, us or ns');
  }
  const timed = placeInTime(raw, epochUnit, rules.intervalMs);
  if (timed === null) {
    return unsettled('time-precision', 'its 32-bit time stamps are too coarse and fit no single grid');
  }
  const outcomes = untimedRows(timed.startMs);
  const order = orderByStart(timed.startMs);
  const rows = settleEqualStarts(timed.startMs, raw.values, order, rules.onConflict, outcomes);
  if (rows.length === 0) return unsettled('no-readings', 'no row has both a time and a finite value');
  const distinct = distinctStarts(timed.startMs, order);
  const inferred = inferIntervalMs(distinct);
  const intervalMs = rules.intervalMs ?? inferred;
  if (intervalMs === null)
    return unsettled('interval-unknown', 'all its readings have one and the same time');
  const ends = endsAfter(rows, timed.startMs, intervalMs);
  const apart = withoutOverlaps({ rows, endMs: ends }, timed.startMs, outcomes);
  const inside = selectRange(apart, timed.startMs, order, rules, outcomes);
  if (inside.rows.length === 0)
    return unsettled('no-readings', 'no interval lies in the selected time range');
  const all = seriesOf(inside, timed.startMs, raw.values, null);
  const { series, covered } = leaveOutCovered(all, rules.minus);
  markCovered(covered, inside.rows, outcomes);
  const { used, ...counts } = countOutcomes(outcomes);
  const describeOne = (row: number, outcome: number): Omit<SetAside, 'outcome'> =>
    describe(row, outcome, timed.startMs, raw, intervalMs);
  const listed = listIfAny(counts.conflicts + counts.rejected, outcomes, describeOne);
  return {
    kind: 'settled',
    series,
    epochUnit,
    unit: null,
    intervalMs,
    regularity: regularityOf(distinct, intervalMs),
    isIrregular: false,
    resolutions: [{ intervalMs, intervals: used }],
    rows: outcomes.length,
    ...counts,
    missing: countMissing(series, intervalMs),
    findings: [],
    setAside: listed.rows,
    rowsOfIntervals: rowsLeft(inside.rows, covered),
    odd: locateOdd({ outcomes, startMs: timed.startMs, counts, describe: describeOne }, rules),
    notes: [...timed.notes, ...noteForcedLength(rules.intervalMs, inferred), ...listed.notes],
  };
}

/** What becomes of each row before anything but its time was looked at. */
function untimedRows(startMs: Float64Array): Uint8Array {
  const outcomes = new Uint8Array(startMs.length);
  for (let row = 0; row < startMs.length; row++) {
    if (Number.isNaN(startMs[row])) outcomes[row] = rowOutcome.untimed;
  }
  return outcomes;
}

function listIfAny(count: number, ...of: Parameters<typeof listSetAside>): ReturnType<typeof listSetAside> {
  return count === 0 ? { rows: [], notes: [] } : listSetAside(...of);
}

function locateOdd(rows: SettledRows, { minus }: SettleRules): OddPlaces {
  const list = new PlaceList();
  const describeAny: SettledRows['describe'] = (row, outcome) =>
    outcome === rowOutcome.duplicate
      ? { row, reason: duplicateReason(rows.startMs[row] as number, minus.length > 0) }
      : rows.describe(row, outcome);
  addOddRows(list, { ...rows, describe: describeAny });
  return list;
}

function describe(
  row: number,
  outcome: number,
  startMs: Float64Array,
  raw: RawReadings,
  intervalMs: number,
): Omit<SetAside, 'outcome'> {
  const stamp = String(raw.stamps[row]);
  if (outcome === rowOutcome.untimed) {
    const reason = 'The time stamp is not a likely time in the unit of the other stamps.';
    return { row, field: 'time', text: stamp, reason };
  }
  const reason = reasonOf(outcome, startMs[row] as number, intervalMs);
  return outcome === rowOutcome.overlap
    ? { row, field: 'time', text: stamp, reason }
    : { row, field: 'value', text: String(raw.values[row]), reason };
}

function noteForcedLength(forcedMs: number | null, inferredMs: number | null): string[] {
  if (forcedMs === null || inferredMs === null || forcedMs === inferredMs) return [];
  return [
    `The readings are mostly ${inferredMs / 1000} s apart; the interval was set to ${forcedMs / 1000} s.`,
  ];
}
