import { Temporal } from '@js-temporal/polyfill';

/**
 * Counts the calendar days of a zone that have fewer or more intervals than fit in them: 24 hours, or 23 and
 * 25 at the changeovers. The first and the last day may be cut and do not count. `startMs` ascending.
 */
export function countOddDays(
  startMs: Float64Array,
  intervalMs: number,
  timeZone: string,
): { readonly shortDays: number; readonly longDays: number } {
  const counts = { shortDays: 0, longDays: 0 };
  const first = startMs[0];
  const last = startMs.at(-1);
  if (first === undefined || last === undefined) return counts;
  let day = Temporal.Instant.fromEpochMilliseconds(first)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .add({ days: 1 });
  let dayStartMs = startOf(day, timeZone);
  let at = 0;
  while (at < startMs.length && (startMs[at] ?? 0) < dayStartMs) at++;
  for (;;) {
    day = day.add({ days: 1 });
    const nextStartMs = startOf(day, timeZone);
    if (nextStartMs > last) return counts;
    const from = at;
    while (at < startMs.length && (startMs[at] ?? 0) < nextStartMs) at++;
    const expected = (nextStartMs - dayStartMs) / intervalMs;
    if (at - from < Math.floor(expected)) counts.shortDays++;
    else if (at - from > Math.ceil(expected)) counts.longDays++;
    dayStartMs = nextStartMs;
  }
}

function startOf(day: Temporal.PlainDate, timeZone: string): number {
  return day.toZonedDateTime({ timeZone }).epochMilliseconds;
}
