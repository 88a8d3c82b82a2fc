import { Temporal } from '@js-temporal/polyfill';
import { InvalidArgumentError } from 'commander';

/** An ISO 8601 duration without calendar parts, as PT15M or PT1H; in milliseconds. */
export function isoDuration(text: string): number {
  try {
    const duration = Temporal.Duration.from(text.toUpperCase());
    const durationMs = duration.total({ unit: 'millisecond' });
    if (durationMs > 0) return durationMs;
  } catch {
    // Told below, in one way for all.
  }
  throw new InvalidArgumentError('Give an ISO 8601 duration, such as PT15M or PT1H.');
}

const waitUnits: Readonly<Record<string, number>> = {
  '': 1000,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** "0", "90s", "15m", "24h", "2d", or an ISO duration; in milliseconds. */
export function waitDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([smhd]?)$/i.exec(text.trim());
  if (match !== null) return Number(match[1]) * (waitUnits[(match[2] ?? '').toLowerCase()] ?? 0);
  try {
    return isoDuration(text);
  } catch {
    throw new InvalidArgumentError('Give a duration such as 90s, 15m, 24h or 0.');
  }
}

export function timeZone(text: string): string {
  try {
    Temporal.Now.zonedDateTimeISO(text);
    return text;
  } catch {
    throw new InvalidArgumentError(
      `"${text}" is no time zone. Give an IANA name such as Europe/Copenhagen, an offset such as +01:00, or UTC.`,
    );
  }
}

/** An instant: with Z or an offset as it stands, else in the given zone; without any zone it is refused. */
export function instant(text: string, zone: string | null): number {
  const withOffset = tryOr(() => Temporal.Instant.from(text.replace(' ', 'T')).epochMilliseconds);
  if (withOffset !== null) return withOffset;
  const local = tryOr(() => Temporal.PlainDateTime.from(text.replace(' ', 'T')));
  if (local === null)
    throw new InvalidArgumentError(`"${text}" is no time. Give one such as 2025-01-15T08:00:00Z.`);
  if (zone === null) {
    throw new InvalidArgumentError(`"${text}" has no time zone. Write it with Z or an offset, or give --tz.`);
  }
  const zoned = tryOr(() => local.toZonedDateTime(zone, { disambiguation: 'reject' }));
  if (zoned === null) {
    throw new InvalidArgumentError(
      `"${text}" does not exist, or exists twice, in ${zone}. Write it with an offset.`,
    );
  }
  return zoned.epochMilliseconds;
}

function tryOr<T>(attempt: () => T): T | null {
  try {
    return attempt();
  } catch {
    return null;
  }
}
