import { wallMark } from '../raw-readings.ts';
import { isDigit, StampCursor } from './stamp-cursor.ts';
import type { StampReader } from './stamp-reader.ts';

/**
 * ISO 8601 dates with or without a time, in the long and the compact form (`20240101T0015Z`), with a `T` or
 * blanks between. Each text may say its own offset; one without stays on the wall clock (`clockOfLast`).
 */
export class IsoReader implements StampReader {
  readonly isInstant = true;
  clockOfLast: 'instant' | 'wall' = 'wall';
  mark: number = wallMark.none;
  readonly endMs = Number.NaN;
  private readonly cursor = new StampCursor();
  private lastDate = '\u0000';
  private lastDayMs = 0;

  read(text: string): number {
    const { cursor } = this;
    if (!cursor.open(text)) return Number.NaN;
    const day = this.readDate();
    if (day !== day) return Number.NaN;
    if (cursor.at < cursor.end && !readTimeAndZone(cursor)) return Number.NaN;
    if (cursor.at < cursor.end) cursor.readMark();
    if (cursor.at !== cursor.end) return Number.NaN;
    this.mark = cursor.mark;
    const isInstant = cursor.offsetMs === cursor.offsetMs;
    this.clockOfLast = isInstant ? 'instant' : 'wall';
    return day + cursor.timeMs - (isInstant ? cursor.offsetMs : 0);
  }

  readNumber(value: number): number {
    return this.read(String(value));
  }

  private readDate(): number {
    const { cursor } = this;
    if (cursor.text.startsWith(this.lastDate, cursor.at)) {
      cursor.at += this.lastDate.length;
      if (!isDigit(cursor.peek())) return this.lastDayMs;
      cursor.at -= this.lastDate.length;
    }
    const from = cursor.at;
    cursor.year = cursor.digits(4, 4);
    const sign = cursor.peek();
    const isLong = sign === 45 || sign === 47;
    if (isLong) cursor.at++;
    cursor.month = cursor.digits(2, 2);
    if (isLong && cursor.peek() !== sign) return Number.NaN;
    if (isLong) cursor.at++;
    cursor.day = cursor.digits(2, 2);
    const day = cursor.dateMs();
    if (day === day) {
      this.lastDate = cursor.text.slice(from, cursor.at);
      this.lastDayMs = day;
    }
    return day;
  }
}

function readTimeAndZone(cursor: StampCursor): boolean {
  if ((cursor.peek() | 32) === 116) cursor.at++;
  else cursor.skipBlanks();
  if (!cursor.readHour(2, 24)) return false;
  const isLong = cursor.peek() === 58;
  if (isLong) cursor.at++;
  if (isDigit(cursor.peek())) {
    const minutes = cursor.digits(2, 2);
    if (minutes < 0 || minutes > 59) return false;
    cursor.timeMs += minutes * 60_000;
    if (isLong && cursor.peek() === 58) cursor.at++;
    if (isDigit(cursor.peek()) && !cursor.readSeconds()) return false;
  }
  if (cursor.hour === 24 && cursor.timeMs > 86_400_000) return false;
  if (cursor.at === cursor.end) return true;
  const before = cursor.at;
  if (!cursor.readZone()) return false;
  // `[Europe/Berlin]` repeats what the offset says.
  if (cursor.peek() === 91 && cursor.offsetMs === cursor.offsetMs) cursor.at = cursor.end;
  if (cursor.offsetMs !== cursor.offsetMs) cursor.at = before;
  return true;
}
