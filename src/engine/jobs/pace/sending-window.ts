import { Temporal } from '@js-temporal/polyfill';

export interface SendingWindow {
  /** "22:00": hours of the day in the job's zone. */
  readonly from: string;
  readonly to: string;
}

/**
 * Milliseconds until sending is allowed, 0 when it is now. A window may span midnight; one that begins and
 * ends at the same hour is always open. Hours that a changeover skips begin at the next one that exists.
 */
export function untilWindowOpensMs(window: SendingWindow, timeZone: string, nowMs: number): number {
  if (window.from === window.to) return 0;
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone);
  const time = now.toPlainTime();
  const from = Temporal.PlainTime.from(window.from);
  const to = Temporal.PlainTime.from(window.to);
  const afterFrom = Temporal.PlainTime.compare(time, from) >= 0;
  const beforeTo = Temporal.PlainTime.compare(time, to) < 0;
  const spansMidnight = Temporal.PlainTime.compare(from, to) > 0;
  if (spansMidnight ? afterFrom || beforeTo : afterFrom && beforeTo) return 0;
  const day = afterFrom ? now.toPlainDate().add({ days: 1 }) : now.toPlainDate();
  const opens = day.toZonedDateTime({ timeZone, plainTime: from });
  return Math.max(1, opens.epochMilliseconds - nowMs);
}

/** "Outside its hours, 22:00-06:00 Europe/Copenhagen; the next begin at 22:00 on 2025-01-15": all in the job's zone. */
export function spellOutside(window: SendingWindow, timeZone: string, opensAtMs: number): string {
  const opens = Temporal.Instant.fromEpochMilliseconds(opensAtMs).toZonedDateTimeISO(timeZone);
  const time = opens.toPlainTime().toString({ smallestUnit: 'minute' });
  const hours = `${window.from}-${window.to} ${timeZone}`;
  return `Outside its hours, ${hours}; the next begin at ${time} on ${opens.toPlainDate().toString()}`;
}
