import type { IntervalSeries } from '../interval-series.ts';
import { plural, spellLength } from '../settle/spell-length.ts';
import { dayMs, hourMs, wallText } from '../time/civil-days.ts';
import { startOfDay } from '../time/start-of-day.ts';
import { openZoneClock } from '../time/zone-clock.ts';
import type { Changeover } from '../time/zone-clock.ts';
import { locateStart } from './locate-start.ts';
import type { Unindexed } from './mark-series.ts';

/**
 * The days of a series on which the clocks of its zone change, from midnight to midnight.
 *
 * @throws RangeError for an unknown zone
 */
export function markChangeovers(series: IntervalSeries, intervalMs: number, zone: string): Unindexed[] {
  const { startMs, endMs } = series;
  const firstMs = startMs[0];
  const lastMs = endMs.at(-1);
  if (firstMs === undefined || lastMs === undefined) return [];
  const clock = openZoneClock(zone);
  const marks: Unindexed[] = [];
  for (const change of clock.changeovers(firstMs - 2 * dayMs, lastMs + 2 * dayMs)) {
    // Clocks put back at midnight make the day before longer, and that is where the doubled hour is.
    const day = Math.floor(change.wallFromMs / dayMs);
    const fromMs = startOfDay(day, clock);
    const toMs = startOfDay(day + 1, clock);
    if (toMs <= firstMs || fromMs >= lastMs) continue;
    const there = locateStart(startMs, toMs) - locateStart(startMs, fromMs);
    const text = `${changeText(change, zone)}${dayText(toMs - fromMs, intervalMs, there)}`;
    marks.push({ kind: 'changeover', atMs: fromMs, endMs: toMs, row: null, text });
  }
  return marks;
}

function changeText(change: Changeover, zone: string): string {
  const by = spellLength(Math.abs(change.offsetAfterMs - change.offsetBeforeMs));
  return change.kind === 'forward'
    ? `The clocks of ${zone} go forward by ${by} at ${wallText(change.wallFromMs)}`
    : `The clocks of ${zone} go back by ${by} at ${wallText(change.wallToMs)}`;
}

function dayText(lengthMs: number, intervalMs: number, there: number): string {
  const hours = Math.round((lengthMs / hourMs) * 100) / 100;
  if (intervalMs >= dayMs / 2) return `: the day has ${hours} h.`;
  const room = plural(Math.round(lengthMs / intervalMs), 'interval', 'intervals');
  const are = there === 1 ? 'is' : 'are';
  return `: the day has ${hours} h, room for ${room} of ${spellLength(intervalMs)}; ${there} ${are} there.`;
}
