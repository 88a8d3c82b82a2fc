import { dayMs } from './civil-days.ts';
import { wallKind } from './zone-clock.ts';
import type { ZoneClock } from './zone-clock.ts';

/**
 * The first instant of a date, epoch ms; where midnight is skipped that is the moment of the changeover.
 *
 * @param day days since 1970-01-01
 */
export function startOfDay(day: number, clock: ZoneClock): number {
  const kind = clock.toInstants(day * dayMs);
  return kind === wallKind.skipped ? clock.laterMs : clock.earlierMs;
}
