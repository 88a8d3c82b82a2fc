/** Numbers that count time since a moment. */
export interface TimeUnits {
  readonly unitMs: number;
  readonly originMs: number;
}

const unitLengths: readonly (readonly [RegExp, number])[] = [
  [/^(ns|nsecs?|nanosec(ond)?s?)$/i, 1e-6],
  [/^(us|µs|microsec(ond)?s?)$/i, 1e-3],
  [/^(ms|msecs?|millisec(ond)?s?)$/i, 1],
  [/^(s|secs?|seconds?)$/i, 1000],
  [/^(m|mins?|minutes?)$/i, 60_000],
  [/^(h|hrs?|hours?)$/i, 3_600_000],
  [/^(d|days?)$/i, 86_400_000],
];

const since =
  /^(\S+)\s+since\s+([+-]?\d{1,4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(\d{1,2})(?::(\d{1,2})(?::(\d{1,2}(?:\.\d*)?))?)?)?\s*(Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?$/i;

/** Calendars of the CF conventions in which a day is a day of ours. */
const realCalendar = /^(standard|gregorian|proleptic_gregorian|utc)?$/i;

/**
 * Reads `seconds since 1970-01-01`, `days since 2000-01-01 00:00 +1:00` and the like, of the CF conventions
 * (section 4.4): without a zone UTC is meant; months and years have no fixed length and are not read.
 *
 * @returns null when it is no such unit
 */
export function readTimeUnits(units: string, calendar: string): TimeUnits | null {
  const match = since.exec(units.trim());
  if (match === null || !realCalendar.test(calendar.trim())) return null;
  const unitMs = unitLengths.find(([pattern]) => pattern.test(match[1] ?? ''))?.[1];
  if (unitMs === undefined) return null;
  // Parts of the time of day that are not there are undefined.
  const parts: (string | undefined)[] = match.slice(2, 7);
  const [year, month, day, hour, minute] = parts.map((part) => Number(part ?? '0'));
  const origin = new Date(0);
  origin.setUTCFullYear(year ?? 0, (month ?? 1) - 1, day);
  origin.setUTCHours(hour ?? 0, minute);
  const secondMs = Math.round(Number(match[7] ?? '0') * 1000);
  return { unitMs, originMs: origin.getTime() + secondMs - offsetMs(match[8] ?? 'Z') };
}

function offsetMs(zone: string): number {
  const match = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return (match[1] === '-' ? -1 : 1) * minutes * 60_000;
}
