import type { RawReadings } from '../raw-readings.ts';
import { dayMs, hourMs } from './civil-days.ts';
import { resolveAutumn } from './resolve-autumn.ts';
import { resolveSpring } from './resolve-spring.ts';
import type { Changeover, ZoneClock } from './zone-clock.ts';

/** What the rows show at one changeover of the zone. */
export interface ChangeoverFinding {
  readonly kind: 'repeated' | 'skipped';
  /** The instant of the changeover. */
  readonly atMs: number;
  /** The wall times [from, to) that exist twice or not at all. */
  readonly wallFromMs: number;
  readonly wallToMs: number;
  readonly shape:
    | 'marked'
    | 'in-file-order'
    | 'once'
    | 'two-hours-in-one'
    | 'numbered-through'
    | 'absent'
    | 'blank'
    | 'filled'
    | 'shifted';
  readonly text: string;
}

/** The rows near one changeover, in file order. */
export interface ChangeoverRows {
  readonly change: Changeover;
  readonly raw: RawReadings;
  readonly rows: readonly number[];
  readonly intervalMs: number | null;
}

/** Rows of the whole day before and after are looked at: shape shows in the neighbours. */
const reachMs = 27 * hourMs;

/** Gathers the rows around each changeover, so that all others are placed without a second look. */
export class ChangeoverWindows {
  private readonly raw: RawReadings;
  private readonly intervalMs: number | null;
  private readonly changes: readonly Changeover[];
  private readonly rows = new Map<Changeover, number[]>();
  private clearFromMs = Number.POSITIVE_INFINITY;
  private clearToMs = Number.NEGATIVE_INFINITY;

  constructor(raw: RawReadings, clock: ZoneClock, intervalMs: number | null) {
    this.raw = raw;
    this.intervalMs = intervalMs;
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (const each of raw.stampMs) {
      if (each < least) least = each;
      if (each > most) most = each;
    }
    this.changes = least <= most ? clock.changeovers(least - 2 * dayMs, most + 2 * dayMs) : [];
  }

  /** Whether a wall time is far from every changeover. */
  isClear(wallMs: number): boolean {
    return wallMs >= this.clearFromMs && wallMs < this.clearToMs;
  }

  add(row: number, wallMs: number): void {
    const change = this.changes.find((each) => wallMs < each.wallToMs + reachMs);
    if (change !== undefined && wallMs >= change.wallFromMs - reachMs) {
      const rows = this.rows.get(change);
      if (rows === undefined) this.rows.set(change, [row]);
      else rows.push(row);
      return;
    }
    const place = change === undefined ? this.changes.length : this.changes.indexOf(change);
    const before = this.changes[place - 1];
    this.clearFromMs = before === undefined ? Number.NEGATIVE_INFINITY : before.wallToMs + reachMs;
    this.clearToMs = change === undefined ? Number.POSITIVE_INFINITY : change.wallFromMs - reachMs;
  }

  /** Puts the rows of every changeover in their places, and says what was found there. */
  resolve(startMs: Float64Array, trouble: Uint8Array): ChangeoverFinding[] {
    const findings: ChangeoverFinding[] = [];
    for (const change of this.changes) {
      const rows = this.rows.get(change);
      if (rows === undefined) continue;
      const near = { change, raw: this.raw, rows, intervalMs: this.intervalMs };
      const found =
        change.kind === 'back' ? resolveAutumn(near, startMs) : resolveSpring(near, startMs, trouble);
      if (found !== null) findings.push(found);
    }
    return findings;
  }
}
