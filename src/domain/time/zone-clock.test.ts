import { Temporal } from '@js-temporal/polyfill';
import { describe, expect, it } from 'vitest';
import { openZoneClock, wallKind } from './zone-clock.ts';

const quarterMs = 900_000;

/** What Temporal makes of a wall time: its instants, and whether it is unique. */
function temporalOf(wallMs: number, zone: string): { kind: number; earlierMs: number; laterMs: number } {
  const plain = Temporal.Instant.fromEpochMilliseconds(wallMs).toZonedDateTimeISO('UTC').toPlainDateTime();
  const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
    plain.toZonedDateTime(zone, { disambiguation }),
  ) as [Temporal.ZonedDateTime, Temporal.ZonedDateTime];
  const kind = earlier.equals(later)
    ? wallKind.unique
    : earlier.toPlainDateTime().equals(plain)
      ? wallKind.repeated
      : wallKind.skipped;
  return { kind, earlierMs: earlier.epochMilliseconds, laterMs: later.epochMilliseconds };
}

function disagreements(zone: string, wallMs: number): string[] {
  const clock = openZoneClock(zone);
  const expected = temporalOf(wallMs, zone);
  const kind = clock.toInstants(wallMs);
  const isEqual =
    kind === expected.kind && clock.earlierMs === expected.earlierMs && clock.laterMs === expected.laterMs;
  return isEqual ? [] : [`${zone} ${new Date(wallMs).toISOString()}`];
}

/** Disagreements on a grid of quarters in the hours around the changeovers of a year. */
function aroundChangeovers(zone: string, year: number): string[] {
  const found: string[] = [];
  const clock = openZoneClock(zone);
  for (const change of clock.changeovers(Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1))) {
    if (clock.offsetMs(change.atMs) !== change.offsetAfterMs) found.push(`${zone} at ${change.atMs}`);
    if (clock.offsetMs(change.atMs - 1) !== change.offsetBeforeMs)
      found.push(`${zone} before ${change.atMs}`);
    const from = Math.floor(change.wallFromMs / quarterMs) * quarterMs;
    for (let wall = from - 2 * quarterMs; wall <= change.wallToMs + 2 * quarterMs; wall += quarterMs) {
      found.push(...disagreements(zone, wall));
    }
  }
  return found;
}

describe('the clock of a zone', () => {
  it.each([
    'Europe/Copenhagen',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Africa/Casablanca',
    'America/Scoresbysund',
    'Pacific/Apia',
    'Africa/Cairo',
    'America/Argentina/San_Luis',
  ])('of %s agrees with Temporal around its changeovers', (zone) => {
    const years = [1972, 1986, 1990, 2007, 2010, 2011, 2014, 2020, 2024, 2025, 2030];
    expect(years.flatMap((year) => aroundChangeovers(zone, year))).toEqual([]);
  });

  it('agrees with Temporal in all zones, each in three years', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    const found = zones.flatMap((zone, place) =>
      [1990, 2007, 2010 + (place % 21)].flatMap((year) => aroundChangeovers(zone, year)),
    );
    expect(found).toEqual([]);
  });

  it('misses no changeover that Temporal knows', () => {
    const missed = Intl.supportedValuesOf('timeZone').filter((zone, place) => {
      const from = Temporal.Instant.from(`${2010 + (place % 15)}-01-01T00:00Z`).toZonedDateTimeISO(zone);
      const next = from.getTimeZoneTransition('next');
      if (next === null) return false;
      const at = next.epochMilliseconds;
      return openZoneClock(zone).changeovers(from.epochMilliseconds, at + 1)[0]?.atMs !== at;
    });
    expect(missed).toEqual([]);
  });

  it('skips the whole day that Samoa skipped', () => {
    const clock = openZoneClock('Pacific/Apia');
    expect(clock.toInstants(Date.UTC(2011, 11, 30, 12))).toBe(wallKind.skipped);
    expect(clock.toInstants(Date.UTC(2011, 11, 29, 12))).toBe(wallKind.unique);
  });

  it.each([
    ['UTC', 0],
    ['+10:00', 600],
    ['-0700', -420],
    ['UTC+1', 60],
    ['GMT-3:30', -210],
  ])('of %s never changes', (zone, minutes) => {
    const clock = openZoneClock(zone);
    expect(clock.toInstants(Date.UTC(2025, 2, 30, 2, 30))).toBe(wallKind.unique);
    expect(clock.earlierMs).toBe(Date.UTC(2025, 2, 30, 2, 30) - minutes * 60_000);
    expect(clock.changeovers(0, Date.UTC(2100, 0, 1))).toEqual([]);
  });

  it('is refused in plain words for a zone that does not exist', () => {
    expect(() => openZoneClock('Europe/Kopenhagen')).toThrow('There is no time zone "Europe/Kopenhagen".');
    expect(() => openZoneClock('+99:00')).toThrow(RangeError);
  });
});
