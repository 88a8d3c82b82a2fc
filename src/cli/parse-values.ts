import { Temporal } from '@js-temporal/polyfill';
import { InvalidArgumentError } from 'commander';
import { isUuid } from '../domain/uuid.ts';

/** A whole number of at least `least` and at most `most`. */
export function wholeNumber(least: number, most: number = Number.MAX_SAFE_INTEGER): (text: string) => number {
  const bounds = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isSafeInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Give a whole number ${bounds}.`);
  };
}

export function uuid(text: string): string {
  if (isUuid(text)) return text;
  throw new InvalidArgumentError('Give a UUID such as 374cb756-d7e1-4b1b-baa6-540d48007596.');
}

export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('Give a number above 0.');
  return value;
}

export function wholeNumberOrAuto(least: number, most: number): (text: string) => number | 'auto' {
  const parse = wholeNumber(least, most);
  return (text) => (text === 'auto' ? 'auto' : parse(text));
}

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

const sizeUnits: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  m: 1e6,
  g: 1e9,
  t: 1e12,
  ki: 1024,
  mi: 1024 ** 2,
  gi: 1024 ** 3,
  ti: 1024 ** 4,
};

/** "500000", "500MB", "2GiB", "1.5 GB"; in bytes. */
export function byteSize(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt]?i?)b?$/i.exec(text.trim());
  const bytes = Number(match?.[1]) * (sizeUnits[(match?.[2] ?? '').toLowerCase()] ?? Number.NaN);
  if (bytes >= 1) return Math.floor(bytes);
  throw new InvalidArgumentError('Give a size such as 500MB or 2GiB.');
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

export function sendingHours(text: string): { from: string; to: string } {
  const match = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/.exec(text.trim());
  if (match === null) throw new InvalidArgumentError('Give hours such as 22:00-06:00.');
  return { from: `${match[1]}:${match[2]}`, to: `${match[3]}:${match[4]}` };
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

export function collect(text: string, before: readonly string[]): string[] {
  return [...before, text];
}
