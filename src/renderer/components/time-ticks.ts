import { openZoneClock, wallKind } from '../../domain/time/zone-clock.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

type TickStep =
  | { readonly unit: 'ms'; readonly length: number }
  | { readonly unit: 'day' | 'month' | 'year'; readonly length: number };

/** A line of the time axis, with its wall time written as epoch ms. */
export interface TimeTick {
  readonly atMs: number;
  readonly wallMs: number;
  readonly unit: TickStep['unit'];
}

const steps: readonly TickStep[] = [
  ...[1, 5, 10, 15, 30].map((length) => ({ unit: 'ms' as const, length: length * minuteMs })),
  ...[1, 2, 3, 6, 12].map((length) => ({ unit: 'ms' as const, length: length * hourMs })),
  ...[1, 2, 7, 14].map((length) => ({ unit: 'day' as const, length })),
  ...[1, 3, 6].map((length) => ({ unit: 'month' as const, length })),
  ...[1, 2, 5, 10, 20].map((length) => ({ unit: 'year' as const, length })),
];

const usualMs = { ms: 1, day: dayMs, month: 30.4 * dayMs, year: 365.25 * dayMs };

/** Round moments on the wall clock of a zone within [fromMs, toMs], `most` of them or some fewer. */
export function timeTicks(fromMs: number, toMs: number, most: number, timeZone: string): TimeTick[] {
  if (!(fromMs < toMs)) return [];
  const wanted = (toMs - fromMs) / Math.max(1, most);
  const step = steps.find(({ unit, length }) => usualMs[unit] * length >= wanted) ?? {
    unit: 'year' as const,
    length: 50,
  };
  const clock = openZoneClock(timeZone);
  const firstWall = fromMs + clock.offsetMs(fromMs);
  const ticks: TimeTick[] = [];
  for (let turn = 0; turn < 1000; turn += 1) {
    const wallMs = wallAt(firstWall, step, turn);
    // The clock skips some wall times in spring: they have no place.
    const isSkipped = clock.toInstants(wallMs) === wallKind.skipped;
    const atMs = clock.earlierMs;
    if (atMs > toMs) break;
    if (!isSkipped && atMs >= fromMs) ticks.push({ atMs, wallMs, unit: step.unit });
  }
  return ticks;
}

/** The wall time so many steps after the last round one at or before the first. */
function wallAt(firstWall: number, { unit, length }: TickStep, turn: number): number {
  const first = new Date(firstWall);
  const year = first.getUTCFullYear();
  const month = first.getUTCMonth();
  if (unit === 'year') return Date.UTC((Math.floor(year / length) + turn) * length, 0, 1);
  if (unit === 'month') return Date.UTC(year, (Math.floor(month / length) + turn) * length, 1);
  const midnight = Date.UTC(year, month, first.getUTCDate());
  if (unit === 'ms') return midnight + turn * length;
  // Weeks begin on Monday; 1970-01-05 was one. Other days count from the same.
  const monday = 4 * dayMs;
  return monday + (Math.floor((midnight - monday) / (length * dayMs)) + turn) * length * dayMs;
}
