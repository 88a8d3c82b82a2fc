import type { RawReadings } from '../raw-readings.ts';
import { dayMs } from './civil-days.ts';
import { ChangeoverWindows } from './changeover-windows.ts';
import type { ChangeoverFinding } from './changeover-windows.ts';
import { exclusiveEnd } from './exclusive-end.ts';
import { placeEnds } from './place-ends.ts';
import { placeTrouble } from './place-trouble.ts';
import { usualLengthMs, usualStepMs } from './usual-step.ts';
import { openZoneClock } from './zone-clock.ts';
import type { ZoneClock } from './zone-clock.ts';

export type { ChangeoverFinding } from './changeover-windows.ts';
export { describePlaceTrouble, placeTrouble } from './place-trouble.ts';

/** How the labelled times of a series become instants. */
export interface TimeRules {
  /** Of wall clocks: an IANA name, `UTC` or an offset. Null takes them for UTC, and a note says so. */
  readonly zone: string | null;
  /** Which instant of its interval a lone stamp names. */
  readonly label: 'start' | 'end';
  /** Ends name the last minute, second or millisecond within the interval. */
  readonly endIsInclusive: boolean;
  /** For end labels: whether the length comes off the wall time or off the instant. */
  readonly lengthOff: 'before-zone' | 'after-zone';
  /** Null infers it from the rows. */
  readonly intervalMs: number | null;
}

/** The same rows, in the same order, with their instants in UTC. */
export interface PlacedReadings {
  /** NaN where a row has no place in time; `trouble` says why. */
  readonly startMs: Float64Array;
  /** Where the source gave ends, else null. */
  readonly endMs: Float64Array | null;
  /** The length of intervals whose rows have one stamp; null when there are too few rows to infer it. */
  readonly intervalMs: number | null;
  /** Values of `placeTrouble`. */
  readonly trouble: Uint8Array;
  readonly notes: string[];
  readonly changeovers: ChangeoverFinding[];
}

/**
 * Places the rows of one series part in time. Rows may run oldest first, newest first, or in shuffled blocks of
 * days; the doubled hour of autumn is resolved by marks, else by file order (see resolve-autumn.ts). Throws
 * RangeError for an unknown zone.
 */
export function placeReadings(raw: RawReadings, rules: TimeRules): PlacedReadings {
  const notes: string[] = [];
  const isWall = raw.clock === 'wall';
  if (isWall && rules.zone === null) notes.push('Nothing says the time zone: the times were taken as UTC.');
  const clock = openZoneClock((isWall ? rules.zone : null) ?? 'UTC');
  const intervalMs =
    rules.intervalMs ??
    (raw.endMs === null ? usualStepMs(raw.stampMs) : usualLengthMs(raw, rules.endIsInclusive));
  const isEndLabel = raw.endMs === null && rules.label === 'end';
  if (isEndLabel && intervalMs === null) {
    notes.push('The stamps are ends, but there are too few to tell how long the intervals are.');
  }
  const lengthMs = isEndLabel ? (intervalMs ?? 0) : 0;
  const stampMs = labelledTimes(
    raw,
    rules,
    isEndLabel,
    isEndLabel && rules.lengthOff === 'before-zone' ? lengthMs : 0,
  );
  const trouble = new Uint8Array(stampMs.length);
  const windows = new ChangeoverWindows({ ...raw, stampMs }, clock, intervalMs);
  const startMs = placeStarts(stampMs, clock, windows, trouble);
  const changeovers = windows.resolve(startMs, trouble);
  if (isEndLabel && rules.lengthOff === 'after-zone' && lengthMs > 0) {
    for (let row = 0; row < startMs.length; row++) startMs[row] = (startMs[row] as number) - lengthMs;
  }
  const endMs =
    raw.endMs === null
      ? null
      : placeEnds(raw, rules.endIsInclusive, { clock, startMs, trouble, intervalMs, changeovers, notes });
  notes.push(...changeovers.filter((each) => isNoteworthy(each.shape)).map((each) => each.text));
  return { startMs, endMs, intervalMs, trouble, notes, changeovers };
}

/** Shapes in which something was lost, joined or read otherwise than written. */
function isNoteworthy(shape: ChangeoverFinding['shape']): boolean {
  return ['once', 'two-hours-in-one', 'numbered-through', 'filled', 'shifted'].includes(shape);
}

/** Which way of taking the length off end labels leaves no hole and no collision at the changeovers. */
export interface LengthOffChoice {
  readonly lengthOff: 'before-zone' | 'after-zone';
  /** False when no changeover within the rows tells the two apart. */
  readonly isProven: boolean;
  readonly evidence: string;
}

/** Tries both ways on the wall-clock rows of a series with end labels. Throws RangeError for an unknown zone. */
export function chooseLengthOff(raw: RawReadings, zone: string, intervalMs: number): LengthOffChoice {
  const faults = (['after-zone', 'before-zone'] as const).map((lengthOff) => ({
    lengthOff,
    count: countFaults(raw, { zone, label: 'end', endIsInclusive: false, lengthOff, intervalMs }),
  }));
  const [after, before] = faults.map((each) => each.count) as [number, number];
  const lengthOff = before < after ? 'before-zone' : 'after-zone';
  const evidence =
    before === after
      ? 'No changeover among the rows tells whether the length comes off before or after the zone.'
      : `Taking the length off ${lengthOff === 'before-zone' ? 'before' : 'after'} the zone leaves ` +
        `${Math.min(before, after)} holes and collisions at the changeovers, the other way ${Math.max(before, after)}.`;
  return { lengthOff, isProven: before !== after, evidence };
}

/** Rows without a place, collisions and holes within half a day around the changeovers. */
function countFaults(raw: RawReadings, rules: TimeRules): number {
  const { startMs, trouble, intervalMs, changeovers } = placeReadings(raw, rules);
  const length = intervalMs ?? dayMs;
  const sorted = startMs.filter((each) => !Number.isNaN(each)).sort();
  const clock = openZoneClock(rules.zone ?? 'UTC');
  let faults = changeovers.filter((each) => each.shape === 'shifted').length;
  for (const each of trouble) if (each === placeTrouble.skippedHour) faults++;
  for (const change of clock.changeovers(sorted[0] ?? 0, (sorted.at(-1) ?? 0) + 1)) {
    const near = sorted.filter((each) => Math.abs(each - change.atMs) <= dayMs / 2);
    for (let place = 1; place < near.length; place++) {
      const step = (near[place] as number) - (near[place - 1] as number);
      if (step !== length) faults++;
    }
  }
  return faults;
}

/** The times to look up: the length taken off first where the rules say so, inclusive ends made whole. */
function labelledTimes(raw: RawReadings, rules: TimeRules, isEndLabel: boolean, offMs: number): Float64Array {
  const addsEnd = isEndLabel && rules.endIsInclusive;
  if (offMs === 0 && !addsEnd) return raw.stampMs;
  return raw.stampMs.map((each) => (addsEnd ? exclusiveEnd(each) : each) - offMs);
}

function placeStarts(
  stampMs: Float64Array,
  clock: ZoneClock,
  windows: ChangeoverWindows,
  trouble: Uint8Array,
): Float64Array {
  const startMs = new Float64Array(stampMs.length);
  for (let row = 0; row < stampMs.length; row++) {
    const wall = stampMs[row] as number;
    if (wall !== wall) {
      startMs[row] = wall;
      trouble[row] = placeTrouble.untimed;
      continue;
    }
    clock.toInstants(wall);
    startMs[row] = clock.earlierMs;
    if (!windows.isClear(wall)) windows.add(row, wall);
  }
  return startMs;
}
