import { Temporal } from '@js-temporal/polyfill';
import type { QualityCode } from '../../../src/domain/quality-code.ts';
import { seededRandom } from '../../../src/domain/seeded-random.ts';

/** An interval as it happened, from which a file is rendered: epoch ms UTC, half open. */
export interface TrueInterval {
  readonly startMs: number;
  readonly endMs: number;
  readonly value: number;
  readonly quality: QualityCode;
}

export const copenhagen = 'Europe/Copenhagen';
export const newYork = 'America/New_York';

/** Days around which the clocks of a zone change, and plain ones. `count` is in local days. */
export interface Days {
  readonly zone: string;
  /** The first local day, YYYY-MM-DD. */
  readonly from: string;
  readonly count: number;
}

export const plainDays: Days = { zone: copenhagen, from: '2024-06-12', count: 2 };
export const autumnDays: Days = { zone: copenhagen, from: '2024-10-26', count: 3 };
export const springDays: Days = { zone: copenhagen, from: '2024-03-30', count: 3 };
export const plainAmerican: Days = { zone: newYork, from: '2024-06-12', count: 2 };
export const americanAutumn: Days = { zone: newYork, from: '2024-11-02', count: 3 };
export const americanSpring: Days = { zone: newYork, from: '2024-03-09', count: 3 };

export interface Course {
  readonly seed?: number;
  /** About the mean of the values. */
  readonly level?: number;
  readonly decimals?: number;
}

/**
 * The consumption of a meter over whole local days: a daily curve with noise, never zero and never the same
 * twice in a row. The instants come from Temporal, so a day of change has its 23 or 25 hours.
 */
export function makeTruth({ zone, from, count }: Days, minutes: number, course: Course = {}): TrueInterval[] {
  const { seed = 1, level = 1.2, decimals = 3 } = course;
  const random = seededRandom(seed);
  const first = Temporal.PlainDate.from(from).toZonedDateTime(zone);
  const startMs = first.epochMilliseconds;
  const endMs = first.add({ days: count }).epochMilliseconds;
  const lengthMs = minutes * 60_000;
  const scale = 10 ** decimals;
  return Array.from({ length: Math.round((endMs - startMs) / lengthMs) }, (_, place) => {
    const start = startMs + place * lengthMs;
    const curve = 1 + 0.5 * Math.sin((start / 86_400_000) * 2 * Math.PI);
    const value = Math.round(level * curve * (0.55 + 0.9 * random()) * scale) / scale;
    return {
      startMs: start,
      endMs: start + lengthMs,
      value: value === 0 ? 1 / scale : value,
      quality: 'GOOD',
    };
  });
}

/** The state of a cumulative register at the start of each interval and at the end of the last. */
export function registerStates(truth: readonly TrueInterval[], from: number, decimals = 3): number[] {
  const scale = 10 ** decimals;
  const states = [from];
  for (const { value } of truth) states.push(Math.round(((states.at(-1) ?? from) + value) * scale) / scale);
  return states;
}

/** What a clock on the wall shows. */
export interface Wall {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  readonly dayOfWeek: number;
  /** `+02:00`. */
  readonly offset: string;
}

/** Offsets by zone and quarter of an hour: no clock changes within one. */
const offsets = new Map<string, string>();

export function wallAt(ms: number, zone: string): Wall {
  const key = `${zone} ${Math.floor(ms / 900_000)}`;
  const offset =
    offsets.get(key) ?? Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).offset;
  offsets.set(key, offset);
  const [hours = 0, minutes = 0] = offset.split(':').map(Number);
  const wall = new Date(ms + (hours * 60 + (offset.startsWith('-') ? -minutes : minutes)) * 60_000);
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
    millisecond: wall.getUTCMilliseconds(),
    dayOfWeek: wall.getUTCDay() === 0 ? 7 : wall.getUTCDay(),
    offset,
  };
}

/**
 * Renders an instant on the clock of a zone. Fields: YYYY YY MM M DD D HH H hh h A mm ss SSS, `Z` (+02:00),
 * `ZZ` (+0200); text between quotes stands as it is.
 */
export function render(ms: number, zone: string, pattern: string): string {
  const wall = wallAt(ms, zone);
  const two = (number: number): string => String(number).padStart(2, '0');
  const fields: Readonly<Record<string, string>> = {
    YYYY: String(wall.year),
    YY: two(wall.year % 100),
    MM: two(wall.month),
    M: String(wall.month),
    DD: two(wall.day),
    D: String(wall.day),
    HH: two(wall.hour),
    H: String(wall.hour),
    hh: two(wall.hour % 12 || 12),
    h: String(wall.hour % 12 || 12),
    A: wall.hour < 12 ? 'AM' : 'PM',
    mm: two(wall.minute),
    ss: two(wall.second),
    SSS: String(wall.millisecond).padStart(3, '0'),
    Z: wall.offset,
    ZZ: wall.offset.replace(':', ''),
  };
  return pattern.replace(
    /'([^']*)'|YYYY|YY|MM|M|DD|D|HH|H|hh|h|A|mm|ss|SSS|ZZ|Z/g,
    (token, text?: string) => text ?? fields[token] ?? token,
  );
}

/** A number as such exports write it. */
export function spell(value: number, decimal: '.' | ',' = '.', decimals = 3): string {
  return value.toFixed(decimals).replace('.', decimal);
}
