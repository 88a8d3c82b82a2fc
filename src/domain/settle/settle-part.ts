import type { IntervalSeries } from '../interval-series.ts';
import { inferIntervalMs } from '../interval-length.ts';
import { distinctStarts, orderByStart } from '../order-by-start.ts';
import type { RawReadings } from '../raw-readings.ts';
import type { ReadingKind } from '../reading-kind.ts';
import { rowOutcome } from '../row-outcome.ts';
import { settleEqualStarts } from '../settle-equal-starts.ts';
import type { ConflictPolicy } from '../settle-equal-starts.ts';
import type { Unit } from '../unit.ts';
import { separateLengths } from './explicit-ends.ts';
import { selectRange, seriesOf, withoutOverlaps } from './intervals-of-rows.ts';
import type { TakenRows } from './intervals-of-rows.ts';
import { forcedLengths, lengthsOfLoneStamps } from './lone-stamps.ts';
import type { LocalLengths } from './lone-stamps.ts';
import { readRegister } from './read-register.ts';
import type { RegisterReason, RegisterReset } from './read-register.ts';
import { withoutJitter } from './snap-jitter.ts';
import { unsettled } from './settled-readings.ts';
import type { UnsettledReadings } from './settled-readings.ts';
import { leaveOutTotalBlocks } from './total-blocks.ts';

/** The rows of a part with their times, as src/domain/time places them. */
export interface PlacedRows {
  /** The start of each row's interval, epoch ms UTC; NaN where the row could not be placed. */
  readonly startMs: Float64Array;
  /** The end, where the source has one; NaN where a row has none. */
  readonly endMs: Float64Array | null;
  /** The usual length as far as placing the rows has shown it. */
  readonly intervalMs: number | null;
  /** Why a row could not be placed: codes of src/domain/time. */
  readonly trouble: Uint8Array;
  readonly notes: readonly string[];
}

/** One register, tariff or direction of a series. */
export interface SeriesPart {
  readonly raw: RawReadings;
  readonly placed: PlacedRows;
  /** What its values are multiplied with before the parts are added up, as -1 for what is delivered. */
  readonly factor: number;
}

export interface PlacedRules {
  readonly kind: ReadingKind;
  /** Of the values; null when nobody has said. */
  readonly unit: Unit | null;
  /** What is sent; null leaves values as they stand. */
  readonly toUnit: Unit | null;
  /** A forced interval length; null takes it from the rows. */
  readonly intervalMs: number | null;
  readonly onConflict: ConflictPolicy;
  /** Only intervals that start in [fromMs, toMs). */
  readonly fromMs: number | null;
  readonly toMs: number | null;
  /** Settled series bound for the same VTN resource: intervals equal to theirs are duplicates. */
  readonly minus: readonly IntervalSeries[];
  /** Length of a regular grid to put the intervals on; null leaves them. */
  readonly resampleMs: number | null;
  readonly registerReset: RegisterReset;
  /** Now, to find stamps of the future; null leaves that out. */
  readonly nowMs: number | null;
  /** The sentence of a code of `PlacedRows.trouble`. */
  readonly describeTrouble: (code: number) => string;
}

/** What became of one part; an empty series says in `why` what is missing. */
export interface SettledPart {
  readonly part: SeriesPart;
  readonly series: IntervalSeries;
  readonly rowOf: Uint32Array;
  readonly outcomes: Uint8Array;
  readonly intervalMs: number;
  readonly regularity: number;
  readonly isIrregular: boolean;
  readonly reasons: ReadonlyMap<number, RegisterReason>;
  readonly notes: readonly string[];
  readonly why: UnsettledReadings | null;
}

/** Puts the rows of one part in order and makes intervals of them, in the unit of the source. */
export function settlePart(part: SeriesPart, rules: PlacedRules): SettledPart {
  const { raw, placed } = part;
  const outcomes = new Uint8Array(raw.values.length);
  markUnplaced(placed.startMs, raw.values, outcomes);
  const order = orderByStart(placed.startMs);
  if (rules.kind === 'register') return settleRegister(part, rules, order, outcomes);
  return placed.endMs === null
    ? settleLoneStamps(part, rules, order, outcomes)
    : settleExplicitEnds(part, placed.endMs, rules, order, outcomes);
}

/** A row without a time and without a value is no loss: a blank line of the hour that spring leaves out. */
function markUnplaced(startMs: Float64Array, values: Float64Array, outcomes: Uint8Array): void {
  for (let row = 0; row < startMs.length; row++) {
    if (!Number.isNaN(startMs[row])) continue;
    outcomes[row] = Number.isFinite(values[row]) ? rowOutcome.untimed : rowOutcome.gap;
  }
}

function settleLoneStamps(
  given: SeriesPart,
  rules: PlacedRules,
  order: Uint32Array,
  outcomes: Uint8Array,
): SettledPart {
  const part = { ...given, placed: withoutJitter(given.placed, order) };
  const { startMs, intervalMs } = part.placed;
  const notes = leaveOutTotalBlocks(startMs, order, outcomes);
  const single = notes.length === 0 ? order : order.filter((row) => outcomes[row] === rowOutcome.interval);
  const rows = settleEqualStarts(startMs, part.raw.values, single, rules.onConflict, outcomes);
  if (rows.length === 0 && !hasConflicts(outcomes)) return unsettledPart(part, outcomes, noReadings());
  const distinct = distinctStarts(startMs, single);
  const lengths = lengthsOf(distinct, rules.intervalMs, intervalMs);
  if (lengths === null) {
    for (const row of rows) outcomes[row] = rowOutcome.lengthless;
    return unsettledPart(part, outcomes, lengthUnknown());
  }
  const taken = { rows, endMs: endsOf(rows, startMs, distinct, lengths.endMs) };
  const noted = { ...lengths, notes: [...notes, ...lengths.notes] };
  return finishPart(part, rules, order, taken, noted, outcomes);
}

/** A forced length that is the usual one anyway leaves the other lengths there are: a local day of 23 hours. */
function lengthsOf(
  distinct: Float64Array,
  forcedMs: number | null,
  placedMs: number | null,
): LocalLengths | null {
  const isOther = forcedMs !== null && inferIntervalMs(distinct) !== forcedMs;
  return isOther ? forcedLengths(distinct, forcedMs) : lengthsOfLoneStamps(distinct, forcedMs ?? placedMs);
}

function settleExplicitEnds(
  part: SeriesPart,
  givenEndMs: Float64Array,
  rules: PlacedRules,
  order: Uint32Array,
  outcomes: Uint8Array,
): SettledPart {
  const { startMs } = part.placed;
  const ends = separateLengths(startMs, givenEndMs, order, rules.intervalMs, outcomes);
  if (ends === null) return settleLoneStamps(part, rules, order, outcomes);
  if (ends.order.length < order.length) forgiveBlanks(part.raw.values, order, outcomes);
  const rows = settleEqualStarts(startMs, part.raw.values, ends.order, rules.onConflict, outcomes);
  if (rows.length === 0 && !hasConflicts(outcomes)) return unsettledPart(part, outcomes, noReadings());
  const endMs = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at++) endMs[at] = ends.endMs[rows[at] as number] as number;
  const lengths = { ...ends, isIrregular: ends.regularity < 0.5 };
  return finishPart(part, rules, order, { rows, endMs }, lengths, outcomes);
}

/** A total or a backward interval without a value is no loss: a gap, not a row to list. */
function forgiveBlanks(values: Float64Array, order: Uint32Array, outcomes: Uint8Array): void {
  for (const row of order) {
    if (outcomes[row] !== rowOutcome.interval && !Number.isFinite(values[row]))
      outcomes[row] = rowOutcome.gap;
  }
}

function settleRegister(
  part: SeriesPart,
  rules: PlacedRules,
  order: Uint32Array,
  outcomes: Uint8Array,
): SettledPart {
  const { raw, placed } = part;
  const rows = settleEqualStarts(placed.startMs, raw.values, order, rules.onConflict, outcomes);
  const startMs = gather(placed.startMs, rows);
  const usualMs = rules.intervalMs ?? placed.intervalMs ?? inferIntervalMs(startMs);
  if (rows.length < 2 || usualMs === null) {
    for (const row of rows) outcomes[row] = rowOutcome.closing;
    const why = unsettled('no-readings', 'a register needs two readings to tell what passed between them');
    return unsettledPart(part, outcomes, why);
  }
  const local = forcedLengths(startMs, usualMs);
  const register = {
    rows,
    startMs,
    readings: gather(raw.values, rows),
    quality: gatherCodes(raw.quality, rows),
    unit: rules.unit,
  };
  const read = readRegister(register, usualMs, rules.registerReset, outcomes);
  const taken = selectRange(read, placed.startMs, order, rules, outcomes);
  const from = taken.rows.length === 0 ? 0 : read.rows.indexOf(taken.rows[0] as number);
  const to = from + taken.rows.length;
  const series: IntervalSeries = {
    startMs: gather(placed.startMs, taken.rows),
    endMs: taken.endMs,
    value: read.value.subarray(from, to),
    quality: read.quality?.subarray(from, to) ?? null,
  };
  return {
    part,
    series: timesFactor(series, part.factor),
    rowOf: taken.rows,
    outcomes,
    intervalMs: usualMs,
    regularity: local.regularity,
    isIrregular: local.isIrregular,
    reasons: read.reasons,
    notes: [...placed.notes, ...read.notes],
    why: taken.rows.length === 0 ? noReadings() : null,
  };
}

function finishPart(
  part: SeriesPart,
  rules: PlacedRules,
  order: Uint32Array,
  taken: TakenRows,
  lengths: Omit<LocalLengths, 'endMs'>,
  outcomes: Uint8Array,
): SettledPart {
  const { raw, placed } = part;
  const apart = withoutOverlaps(taken, placed.startMs, outcomes);
  const inside = selectRange(apart, placed.startMs, order, rules, outcomes);
  const series = seriesOf(inside, placed.startMs, raw.values, raw.quality);
  return {
    part,
    series: timesFactor(series, part.factor),
    rowOf: inside.rows,
    outcomes,
    intervalMs: lengths.intervalMs,
    regularity: lengths.regularity,
    isIrregular: lengths.isIrregular,
    reasons: new Map(),
    notes: [...placed.notes, ...lengths.notes],
    why: inside.rows.length === 0 && !hasConflicts(outcomes) ? noReadings() : null,
  };
}

function unsettledPart(part: SeriesPart, outcomes: Uint8Array, why: UnsettledReadings): SettledPart {
  const none = new Float64Array(0);
  return {
    part,
    series: { startMs: none, endMs: none, value: none, quality: null },
    rowOf: new Uint32Array(0),
    outcomes,
    intervalMs: 0,
    regularity: 1,
    isIrregular: false,
    reasons: new Map(),
    notes: part.placed.notes,
    why,
  };
}

/** Where rows only contradict each other, what there is to tell are the conflicts. */
function hasConflicts(outcomes: Uint8Array): boolean {
  return outcomes.includes(rowOutcome.conflict);
}

function noReadings(): UnsettledReadings {
  return unsettled('no-readings', 'no row has a time, a finite value and a place in the selected time range');
}

function lengthUnknown(): UnsettledReadings {
  return unsettled('interval-unknown', 'all its readings have one and the same time');
}

/** The ends of rows, found by walking along the distinct starts. */
function endsOf(
  rows: Uint32Array,
  startMs: Float64Array,
  distinct: Float64Array,
  endMs: Float64Array,
): Float64Array {
  if (rows.length === distinct.length) return endMs;
  const ends = new Float64Array(rows.length);
  let at = 0;
  for (let index = 0; index < rows.length; index++) {
    const start = startMs[rows[index] as number] as number;
    while ((distinct[at] as number) < start) at++;
    ends[index] = endMs[at] as number;
  }
  return ends;
}

function timesFactor(series: IntervalSeries, factor: number): IntervalSeries {
  if (factor === 1) return series;
  const { value } = series;
  for (let at = 0; at < value.length; at++) {
    // Zero times -1 is -0, which is another number to a digest.
    value[at] = (value[at] as number) * factor + 0;
  }
  return series;
}

function gather(column: Float64Array, rows: Uint32Array): Float64Array {
  const gathered = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at++) gathered[at] = column[rows[at] as number] as number;
  return gathered;
}

function gatherCodes(codes: Uint8Array | null, rows: Uint32Array): Uint8Array | null {
  if (codes === null) return null;
  return Uint8Array.from(rows, (row) => codes[row] as number);
}
