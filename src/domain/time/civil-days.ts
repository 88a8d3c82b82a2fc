export const dayMs = 86_400_000;
export const hourMs = 3_600_000;
export const minuteMs = 60_000;

const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Midnight of a Gregorian date as epoch ms, or NaN for a date that does not exist. Months count from 1. */
export function dateMs(year: number, month: number, day: number): number {
  if (month < 1 || month > 12 || day < 1 || year < 1) return Number.NaN;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const length = (monthLengths[month - 1] ?? 0) + (month === 2 && isLeap ? 1 : 0);
  if (day > length) return Number.NaN;
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const dayOfYear = (daysBefore[month - 1] ?? 0) + (month > 2 && isLeap ? 1 : 0) + day - 1;
  // 719162 days lie between 0001-01-01 and 1970-01-01.
  return (before * 365 + leapDays + dayOfYear - 719_162) * dayMs;
}

/** `2025-10-26 02:15` for a wall clock written as epoch ms. */
export function wallText(wallMs: number): string {
  return Number.isFinite(wallMs) ? new Date(wallMs).toISOString().slice(0, 16).replace('T', ' ') : 'no time';
}
