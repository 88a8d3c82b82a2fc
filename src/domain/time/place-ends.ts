import type { RawReadings } from '../raw-readings.ts';
import type { ChangeoverFinding } from './changeover-windows.ts';
import { dayMs, hourMs } from './civil-days.ts';
import { exclusiveEnd } from './exclusive-end.ts';
import { placeTrouble } from './place-trouble.ts';
import type { ZoneClock } from './zone-clock.ts';

/** What is known about a series once its starts have their places; starts of troubled rows become NaN. */
export interface StartsInPlace {
  readonly clock: ZoneClock;
  readonly startMs: Float64Array;
  readonly trouble: Uint8Array;
  /** The usual length. */
  readonly intervalMs: number | null;
  readonly changeovers: readonly ChangeoverFinding[];
  readonly notes: string[];
}

/**
 * The instants of the ends that the source gave. Around changeovers ends are written in many ways (02:00 as the
 * end of 02:45, an end within the skipped hour, the wrong date): the reading that gives the usual length holds.
 * An end that no reading puts after its start leaves the row without a place.
 */
export function placeEnds(raw: RawReadings, endIsInclusive: boolean, placed: StartsInPlace): Float64Array {
  const { startMs, trouble, clock } = placed;
  const endMs = new Float64Array(startMs.length).fill(Number.NaN);
  let settled = 0;
  for (let row = 0; row < startMs.length; row++) {
    const start = startMs[row] as number;
    const written = raw.endMs?.[row] ?? Number.NaN;
    if (start !== start || written !== written) continue;
    const wallEnd = endIsInclusive ? exclusiveEnd(written) : written;
    const wallLength = wallEnd - (raw.stampMs[row] as number);
    clock.toInstants(wallEnd);
    if (clock.earlierMs === clock.laterMs && clock.earlierMs - start === wallLength && wallLength > 0) {
      endMs[row] = clock.earlierMs;
      continue;
    }
    const end = settleEnd(start, wallEnd, wallLength, placed);
    if (end > start) {
      endMs[row] = end;
      if (end - start !== wallLength) settled++;
    } else {
      startMs[row] = Number.NaN;
      trouble[row] = placeTrouble.endBeforeStart;
    }
  }
  if (settled > 0)
    placed.notes.push(`Ends near a changeover that were read as the usual length asks for: ${settled}.`);
  return endMs;
}

/** Longer intervals end where the calendar says, whatever the clock did in between. */
const longestByClock = 3 * hourMs;

function settleEnd(start: number, wallEnd: number, wallLength: number, placed: StartsInPlace): number {
  const { clock, intervalMs } = placed;
  const { earlierMs, laterMs } = clock;
  if (intervalMs === null) return earlierMs > start ? earlierMs : laterMs;
  const usual = start + intervalMs;
  if (earlierMs === usual || laterMs === usual) return usual;
  if (holdsTwoHours(start, placed.changeovers)) return earlierMs > start ? earlierMs : laterMs;
  if (!isNearChangeover(start, clock)) return earlierMs > start ? earlierMs : laterMs;
  // Days and their like follow the calendar: the day of the changeover is 23 or 25 hours long.
  if (intervalMs > longestByClock && earlierMs === laterMs && earlierMs > start) return earlierMs;
  // The end was reckoned on the wall, without the clock's jump.
  if (wallLength === intervalMs) return usual;
  const wallOfUsual = usual + clock.offsetMs(usual);
  const isWrongDate = intervalMs < dayMs && (wallEnd - wallOfUsual) % dayMs === 0;
  if (isWrongDate) return usual;
  // An autumn end an hour before or after the one that the usual length gives is the other of two equal hours.
  const differenceMs = Math.abs(wallEnd - wallOfUsual);
  if (earlierMs <= start && differenceMs <= hourMs) return laterMs > start ? laterMs : usual;
  return earlierMs > start ? earlierMs : laterMs;
}

function isNearChangeover(start: number, clock: ZoneClock): boolean {
  return clock.changeovers(start - 3 * hourMs, start + 3 * hourMs).length > 0;
}

function holdsTwoHours(start: number, changeovers: readonly ChangeoverFinding[]): boolean {
  return changeovers.some(
    (each) =>
      each.shape === 'two-hours-in-one' &&
      start < each.atMs &&
      start >= each.atMs - (each.wallToMs - each.wallFromMs),
  );
}
