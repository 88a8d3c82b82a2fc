import type { IntervalSeries } from '../interval-series.ts';
import { dateMs, dayMs } from '../time/civil-days.ts';
import { startOfDay } from '../time/start-of-day.ts';
import { openZoneClock } from '../time/zone-clock.ts';
import type { ZoneClock } from '../time/zone-clock.ts';

/** What one calendar month of a series amounts to. */
export interface MonthSum {
  /** 2024-10 */
  readonly month: string;
  readonly intervals: number;
  /** Intervals of the whole month when none is missing: those there are and those that fit into the holes. */
  readonly expected: number;
  readonly sum: number;
  /** 0 where the month has no interval, as `max`. */
  readonly min: number;
  readonly max: number;
}

/**
 * Figures of each calendar month of a zone from the first interval to the last. An interval counts in the month in
 * which it starts. A month is as long as its clock makes it: an hour less in spring, one more in autumn.
 *
 * @param intervalMs the usual length, which fills the holes
 * @throws RangeError for an unknown zone
 */
export function sumByMonth(series: IntervalSeries, intervalMs: number, zone: string): MonthSum[] {
  const { startMs } = series;
  const firstMs = startMs[0];
  if (firstMs === undefined) return [];
  const clock = openZoneClock(zone);
  const wall = new Date(firstMs + clock.offsetMs(firstMs));
  let year = wall.getUTCFullYear();
  let month = wall.getUTCMonth() + 1;
  const months: MonthSum[] = [];
  for (let from = 0; from < startMs.length;) {
    const beginsMs = startOfMonth(year, month, clock);
    const name = `${year}-${String(month).padStart(2, '0')}`;
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
    const endsMs = startOfMonth(year, month, clock);
    const sum = sumMonth(series, from, { beginsMs, endsMs, intervalMs });
    months.push({ month: name, ...sum });
    from += sum.intervals;
  }
  return months;
}

function startOfMonth(year: number, month: number, clock: ZoneClock): number {
  return startOfDay(dateMs(year, month, 1) / dayMs, clock);
}

function sumMonth(
  { startMs, endMs, value }: IntervalSeries,
  from: number,
  { beginsMs, endsMs, intervalMs }: { beginsMs: number; endsMs: number; intervalMs: number },
): Omit<MonthSum, 'month'> {
  let sum = 0;
  let min = Infinity;
  let max = -Infinity;
  // What the last interval of the month before covers of this one, as where days are of UTC.
  let coveredMs = from === 0 ? 0 : Math.max(0, Math.min(endMs[from - 1] as number, endsMs) - beginsMs);
  let at = from;
  for (; at < startMs.length && (startMs[at] as number) < endsMs; at++) {
    const one = value[at] as number;
    sum += one;
    if (one < min) min = one;
    if (one > max) max = one;
    coveredMs += Math.min(endMs[at] as number, endsMs) - (startMs[at] as number);
  }
  const intervals = at - from;
  const expected = intervals + Math.max(0, Math.round((endsMs - beginsMs - coveredMs) / intervalMs));
  return intervals === 0
    ? { intervals, expected, sum: 0, min: 0, max: 0 }
    : { intervals, expected, sum, min, max };
}
