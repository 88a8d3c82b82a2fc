import type { ChangeoverFinding, ChangeoverRows } from './changeover-windows.ts';
import { dayMs, wallText } from './civil-days.ts';
import { placeTrouble } from './place-trouble.ts';

/**
 * Places the rows of a day on which the clocks are put forward. Rows within the skipped hour are blank, or
 * carry values; these belong to a file whose numbers of hours run through (the day's last hour is then absent)
 * or whose clock was late to be put forward (the hour after is then absent), else they are trouble.
 */
export function resolveSpring(
  near: ChangeoverRows,
  startMs: Float64Array,
  trouble: Uint8Array,
): ChangeoverFinding | null {
  const { change, raw, rows } = near;
  const wall = (row: number): number => raw.stampMs[row] as number;
  const within = rows.filter((row) => wall(row) >= change.wallFromMs && wall(row) < change.wallToMs);
  const isNear =
    rows.some((row) => wall(row) < change.wallFromMs) && rows.some((row) => wall(row) >= change.wallToMs);
  if (within.length === 0) return isNear ? finding(near, 'absent', 'The skipped hour has no rows.') : null;
  if (within.every((row) => Number.isNaN(raw.values[row] as number))) {
    for (const row of within) leaveOut(row, placeTrouble.skippedBlank, startMs, trouble);
    return finding(near, 'blank', 'The rows of the skipped hour are blank.');
  }
  const shiftedToMs = shiftedUntil(near);
  if (shiftedToMs !== null) {
    const gapMs = change.wallToMs - change.wallFromMs;
    for (const row of rows) {
      if (wall(row) < change.wallFromMs || wall(row) >= shiftedToMs) continue;
      // A row of the hour that such a day does not have is blank.
      if (wall(row) >= shiftedToMs - gapMs) leaveOut(row, placeTrouble.skippedBlank, startMs, trouble);
      else startMs[row] = wall(row) - change.offsetBeforeMs;
    }
    const isDay = shiftedToMs > change.wallToMs + (change.wallToMs - change.wallFromMs);
    return isDay
      ? finding(near, 'numbered-through', 'The hours are numbered through: the day ends an hour early.')
      : finding(
          near,
          'shifted',
          'The skipped hour is there and the next one absent: it was taken for that one.',
        );
  }
  for (const row of within) {
    const isBlank = Number.isNaN(raw.values[row]);
    leaveOut(row, isBlank ? placeTrouble.skippedBlank : placeTrouble.skippedHour, startMs, trouble);
  }
  return finding(
    near,
    'filled',
    `${within.length} rows stand in the skipped hour and have no place in time.`,
  );
}

/** Up to which wall time the rows with a value from the skipped hour on still count without the jump; null when none do. */
function shiftedUntil({ change, raw, rows }: ChangeoverRows): number | null {
  const gapMs = change.wallToMs - change.wallFromMs;
  const has = (from: number, to: number): boolean =>
    rows.some((row) => {
      const ms = raw.stampMs[row] as number;
      return ms >= from && ms < to && !Number.isNaN(raw.values[row]);
    });
  const nextHourMs = change.wallToMs + gapMs;
  if (!has(change.wallToMs, nextHourMs) && has(nextHourMs, nextHourMs + gapMs)) return nextHourMs;
  const midnightMs = (Math.floor(change.wallFromMs / dayMs) + 1) * dayMs;
  const isCutAtEnd = !has(midnightMs - gapMs, midnightMs) && has(midnightMs - 2 * gapMs, midnightMs - gapMs);
  return isCutAtEnd && has(midnightMs, midnightMs + gapMs) ? midnightMs : null;
}

function leaveOut(row: number, code: number, startMs: Float64Array, trouble: Uint8Array): void {
  startMs[row] = Number.NaN;
  trouble[row] = code;
}

function finding(
  { change }: ChangeoverRows,
  shape: ChangeoverFinding['shape'],
  what: string,
): ChangeoverFinding {
  const { atMs, wallFromMs, wallToMs } = change;
  const text = `Spring changeover at ${wallText(wallFromMs)}: ${what}`;
  return { kind: 'skipped', atMs, wallFromMs, wallToMs, shape, text };
}
