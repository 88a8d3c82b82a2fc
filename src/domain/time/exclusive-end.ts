import { minuteMs } from './civil-days.ts';

/** The next start after an inclusive end: 00:14 and 00:14:59 are 00:15. */
export function exclusiveEnd(endMs: number): number {
  if (endMs % minuteMs === 0) return endMs + minuteMs;
  return endMs % 1000 === 0 ? endMs + 1000 : endMs + 1;
}
