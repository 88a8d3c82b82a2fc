import { dayMs } from './civil-days.ts';
import { startOfDay } from './start-of-day.ts';
import { openZoneClock } from './zone-clock.ts';

/** How the days of a series compare with how long they are. */
export interface DayLengths {
  /** Whole days between the first and the last, which may be cut. */
  readonly days: number;
  readonly shortDays: number;
  readonly longDays: number;
  /** The first of them, at most `oddDaysListed`; `expected` is the day's real length in intervals. */
  readonly oddDays: { readonly date: string; readonly intervals: number; readonly expected: number }[];
}

export const oddDaysListed = 50;

/**
 * Counts the calendar days of a zone that have fewer or more intervals than fit in them: 24 hours, or 23 and
 * 25 at the changeovers. The first and the last day may be cut and do not count. `startMs` ascending, in UTC.
 * Throws RangeError for an unknown zone.
 */
export function countDayLengths(startMs: Float64Array, intervalMs: number, zone: string): DayLengths {
  const first = startMs[0];
  const last = startMs.at(-1);
  const oddDays: { date: string; intervals: number; expected: number }[] = [];
  const counts = { days: 0, shortDays: 0, longDays: 0 };
  if (first === undefined || last === undefined) return { ...counts, oddDays };
  const clock = openZoneClock(zone);
  let day = Math.floor((first + clock.offsetMs(first)) / dayMs) + 1;
  let dayStartMs = startOfDay(day, clock);
  let at = 0;
  while (at < startMs.length && (startMs[at] as number) < dayStartMs) at++;
  for (;;) {
    const nextStartMs = startOfDay(day + 1, clock);
    if (nextStartMs > last) return { ...counts, oddDays };
    const from = at;
    while (at < startMs.length && (startMs[at] as number) < nextStartMs) at++;
    const intervals = at - from;
    const expected = (nextStartMs - dayStartMs) / intervalMs;
    counts.days++;
    if (intervals < Math.floor(expected)) counts.shortDays++;
    else if (intervals > Math.ceil(expected)) counts.longDays++;
    const isOdd = intervals < Math.floor(expected) || intervals > Math.ceil(expected);
    if (isOdd && oddDays.length < oddDaysListed) {
      oddDays.push({ date: new Date(day * dayMs).toISOString().slice(0, 10), intervals, expected });
    }
    day++;
    dayStartMs = nextStartMs;
  }
}
