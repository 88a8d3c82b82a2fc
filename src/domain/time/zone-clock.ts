import { dayMs, minuteMs } from './civil-days.ts';

/** What a wall time is in a zone. */
export const wallKind = {
  unique: 0,
  /** It exists twice: the clock was put back. */
  repeated: 1,
  /** It does not exist: the clock was put forward. */
  skipped: 2,
} as const;

/** A moment at which a zone's offset changes. All times in ms; offsets are ahead of UTC. */
export interface Changeover {
  readonly atMs: number;
  readonly offsetBeforeMs: number;
  readonly offsetAfterMs: number;
  readonly kind: 'forward' | 'back';
  /** The wall times [from, to) that are skipped or exist twice. */
  readonly wallFromMs: number;
  readonly wallToMs: number;
}

/** The clock of one zone. Wall times are written as epoch ms, as if they were UTC. */
export interface ZoneClock {
  readonly zone: string;
  /**
   * Looks a wall time up: a `wallKind`. `earlierMs` and `laterMs` then hold its instants: equal when unique;
   * of a skipped time those that the offsets after and before the gap give (Temporal's earlier and later).
   */
  toInstants(wallMs: number): number;
  readonly earlierMs: number;
  readonly laterMs: number;
  /** The offset ahead of UTC at an instant. */
  offsetMs(utcMs: number): number;
  /** Changeovers at instants in [fromMs, toMs), in order. */
  changeovers(fromMs: number, toMs: number): Changeover[];
}

/** The years that have a table; beyond them the offset of the nearest one holds. */
const firstMs = Date.UTC(1970, 0, 1);
const lastMs = Date.UTC(2101, 0, 1);
/** Shorter than any two changeovers of one zone lie apart since 1970 (Ramadan's in Morocco: 29 days). */
const probeMs = 8 * dayMs;

/**
 * Opens the clock of an IANA zone, `UTC`, or a fixed offset (`+10:00`, `-0700`, `UTC+1`). Offsets come from Intl
 * and are kept for 1970-2100, found when a year is first asked for. Throws RangeError for an unknown zone.
 */
export function openZoneClock(zone: string): ZoneClock {
  const key = zone.trim();
  const known = clocks.get(key);
  if (known !== undefined) return known;
  const fixed = fixedOffsetMs(key);
  const clock = new TableClock(key, fixed === null ? intlOffsets(key) : () => fixed, fixed !== null);
  clocks.set(key, clock);
  return clock;
}

const clocks = new Map<string, ZoneClock>();

/** The offset of `UTC`, `Z`, `+10:00`, `-0700`, `+9`, `UTC+1`, `GMT-3:30`; null for anything else. */
export function fixedOffsetMs(zone: string): number | null {
  if (/^(?:UTC|GMT|Z)$/i.test(zone)) return 0;
  const match = /^(?:UTC|GMT)?\s?([+\-\u2212])(\d{1,2})(?::?(\d{2}))?$/i.exec(zone);
  if (match === null) return null;
  const [, sign, hours, minutes = '0'] = match;
  const offset = Number(hours) * 60 + Number(minutes);
  if (offset > 18 * 60 || Number(minutes) > 59) return null;
  return (sign === '+' ? 1 : -1) * offset * minuteMs;
}

/** Reads offsets off the wall clock that Intl shows. */
function intlOffsets(zone: string): (utcMs: number) => number {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  } catch (cause) {
    const help = 'Give a name such as Europe/Copenhagen, UTC, or an offset such as +10:00.';
    throw new RangeError(`There is no time zone "${zone}". ${help}`, { cause });
  }
  return (utcMs) => {
    const whole = Math.floor(utcMs / 1000) * 1000;
    const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = (
      format.format(whole).match(/\d+/g) ?? []
    ).map(Number);
    return Date.UTC(year, month - 1, day, hour, minute, second) - whole;
  };
}

class TableClock implements ZoneClock {
  readonly zone: string;
  earlierMs = Number.NaN;
  laterMs = Number.NaN;
  private readonly probe: (utcMs: number) => number;
  private readonly found: Changeover[] = [];
  private coveredFromMs: number;
  private coveredToMs: number;
  /** Wall times within [plainFrom, plainTo) are unique and have this offset. */
  private plainFromMs = Number.POSITIVE_INFINITY;
  private plainToMs = Number.NEGATIVE_INFINITY;
  private plainOffsetMs = 0;

  constructor(zone: string, probe: (utcMs: number) => number, isFixed: boolean) {
    this.zone = zone;
    this.probe = probe;
    this.coveredFromMs = isFixed ? firstMs : Number.NaN;
    this.coveredToMs = isFixed ? lastMs : Number.NaN;
  }

  toInstants(wallMs: number): number {
    if (wallMs >= this.plainFromMs && wallMs < this.plainToMs) {
      this.earlierMs = this.laterMs = wallMs - this.plainOffsetMs;
      return wallKind.unique;
    }
    return this.lookUp(wallMs);
  }

  offsetMs(utcMs: number): number {
    this.cover(utcMs - dayMs, utcMs + dayMs);
    return this.offsetAt(this.placeOf(utcMs));
  }

  changeovers(fromMs: number, toMs: number): Changeover[] {
    if (!(fromMs < toMs)) return [];
    this.cover(fromMs, toMs);
    return this.found.filter((each) => each.atMs >= fromMs && each.atMs < toMs);
  }

  private lookUp(wallMs: number): number {
    if (!Number.isFinite(wallMs)) {
      this.earlierMs = this.laterMs = Number.NaN;
      return wallKind.skipped;
    }
    // A quarter more on both sides, so that a whole season is plain at once.
    this.cover(wallMs - 220 * dayMs, wallMs + 220 * dayMs);
    for (const each of this.found) {
      if (wallMs >= each.wallToMs) continue;
      if (wallMs < each.wallFromMs) break;
      const before = wallMs - each.offsetBeforeMs;
      const after = wallMs - each.offsetAfterMs;
      this.earlierMs = Math.min(before, after);
      this.laterMs = Math.max(before, after);
      return each.kind === 'back' ? wallKind.repeated : wallKind.skipped;
    }
    const place = this.found.findIndex((each) => wallMs < each.wallFromMs);
    const next = place === -1 ? this.found.length : place;
    this.plainOffsetMs = this.offsetAt(next);
    this.plainFromMs = this.found[next - 1]?.wallToMs ?? this.openFrom();
    this.plainToMs = this.found[next]?.wallFromMs ?? this.openTo();
    this.earlierMs = this.laterMs = wallMs - this.plainOffsetMs;
    return wallKind.unique;
  }

  /** Where the table ends nothing is known yet, but beyond its last years nothing will change. */
  private openFrom(): number {
    return this.coveredFromMs <= firstMs ? Number.NEGATIVE_INFINITY : this.coveredFromMs + dayMs;
  }

  private openTo(): number {
    return this.coveredToMs >= lastMs ? Number.POSITIVE_INFINITY : this.coveredToMs - dayMs;
  }

  /** The number of changeovers at or before an instant. */
  private placeOf(utcMs: number): number {
    let low = 0;
    let high = this.found.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.found[middle]?.atMs ?? 0) <= utcMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private offsetAt(place: number): number {
    const before = this.found[place - 1];
    if (before !== undefined) return before.offsetAfterMs;
    return this.found[place]?.offsetBeforeMs ?? this.probe(Math.max(this.coveredFromMs, firstMs));
  }

  /** Finds the changeovers of all years that the instants touch; the table stays in one piece. */
  private cover(fromMs: number, toMs: number): void {
    const from = Math.min(Math.max(fromMs, firstMs), lastMs - dayMs);
    const to = Math.max(Math.min(toMs, lastMs), firstMs + dayMs);
    if (from >= this.coveredFromMs && to <= this.coveredToMs) return;
    const yearFrom = Date.UTC(new Date(from).getUTCFullYear(), 0, 1);
    const yearTo = Math.min(Date.UTC(new Date(to).getUTCFullYear() + 1, 0, 1), lastMs);
    if (Number.isNaN(this.coveredFromMs)) {
      this.found.push(...this.search(yearFrom, yearTo));
      this.coveredFromMs = yearFrom;
      this.coveredToMs = yearTo;
      return;
    }
    if (yearFrom < this.coveredFromMs) {
      this.found.unshift(...this.search(yearFrom, this.coveredFromMs));
      this.coveredFromMs = yearFrom;
    }
    if (yearTo > this.coveredToMs) {
      this.found.push(...this.search(this.coveredToMs, yearTo));
      this.coveredToMs = yearTo;
    }
  }

  private search(fromMs: number, toMs: number): Changeover[] {
    const changes: Changeover[] = [];
    let at = fromMs;
    let offset = this.probe(at);
    while (at < toMs) {
      const next = Math.min(at + probeMs, toMs);
      const nextOffset = this.probe(next);
      if (nextOffset !== offset) changes.push(this.narrow(at, next, offset, nextOffset));
      at = next;
      offset = nextOffset;
    }
    return changes;
  }

  /** The changeover between two instants, to the second. */
  private narrow(fromMs: number, toMs: number, before: number, after: number): Changeover {
    let low = fromMs;
    let high = toMs;
    while (high - low > 1000) {
      const middle = Math.floor((low + high) / 2000) * 1000;
      if (this.probe(middle) === before) low = middle;
      else high = middle;
    }
    const isForward = after > before;
    return {
      atMs: high,
      offsetBeforeMs: before,
      offsetAfterMs: after,
      kind: isForward ? 'forward' : 'back',
      wallFromMs: high + (isForward ? before : after),
      wallToMs: high + (isForward ? after : before),
    };
  }
}
