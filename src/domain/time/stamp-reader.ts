import { wallMark } from '../raw-readings.ts';
import { dayMs, hourMs, minuteMs } from './civil-days.ts';
import { isBlank, isDigit, isLetter, StampCursor } from './stamp-cursor.ts';
import { field } from './stamp-tokens.ts';
import type { StampToken, StampTokens } from './stamp-tokens.ts';

/** Reads the stamps of one pattern. The fields tell about the text read last. */
export interface StampReader {
  /** Texts of this pattern say their own offset, so that `read` gives instants; see `clockOfLast`. */
  readonly isInstant: boolean;
  /** Which clock the number read last is of: a text without an offset stays on the wall, in UTC's shape. */
  readonly clockOfLast: 'instant' | 'wall';
  /** Which of two equal wall times the text read last means: a `wallMark`. */
  readonly mark: number;
  /** The end that a range gave, on the clock of its start; NaN for patterns of one time. */
  readonly endMs: number;
  /** Epoch ms; of a time of day ms since midnight. NaN for a text that is not of the pattern. */
  read(text: string): number;
  /** The same for a cell that holds a number: an epoch, 20230101, 700, a slot, a day of a spreadsheet. */
  readNumber(value: number): number;
}

/** A reader of patterns made of calendar fields. */
export class FieldReader implements StampReader {
  readonly isInstant: boolean;
  clockOfLast: 'instant' | 'wall' = 'wall';
  mark: number = wallMark.none;
  endMs = Number.NaN;
  private readonly cursor = new StampCursor();
  private readonly start: StampTokens;
  private readonly until: StampTokens | null;
  private lastDate = '\u0000';
  private lastDayMs = 0;

  constructor(start: StampTokens, until: StampTokens | null) {
    this.start = start;
    this.until = until;
    this.isInstant = start.hasZone;
  }

  read(text: string): number {
    const { cursor } = this;
    this.endMs = Number.NaN;
    this.mark = wallMark.none;
    if (!cursor.open(text)) return Number.NaN;
    const startMs = this.readTime(this.start, 0, this.start.dateTokens > 0);
    if (startMs !== startMs) return Number.NaN;
    this.clockOfLast = cursor.offsetMs === cursor.offsetMs ? 'instant' : 'wall';
    this.mark = cursor.mark;
    if (this.until !== null && !this.readEnd(this.until, startMs)) return Number.NaN;
    return cursor.at === cursor.end ? startMs : Number.NaN;
  }

  readNumber(value: number): number {
    return this.read(String(value));
  }

  private readEnd(until: StampTokens, startMs: number): boolean {
    const { cursor } = this;
    if (!skipRangeWord(cursor)) return false;
    const offsetMs = cursor.offsetMs === cursor.offsetMs ? cursor.offsetMs : 0;
    const day = until.hasDate || !this.start.hasDate ? 0 : dayOf(startMs + offsetMs);
    cursor.clear();
    const mark = cursor.mark;
    const endMs = this.readTime(until, day, false);
    cursor.mark = mark;
    if (endMs !== endMs) return false;
    const shiftMs = until.hasZone || !this.isInstant ? 0 : offsetMs;
    this.endMs = endMs - shiftMs;
    // 23:45-00:00 ends on the next day. An end a little before its start stays: the autumn hour is written so.
    if (!until.hasDate && this.endMs <= startMs && startMs - this.endMs > 12 * hourMs) this.endMs += dayMs;
    return true;
  }

  private readTime(side: StampTokens, knownDayMs: number, remembers: boolean): number {
    const { cursor } = this;
    let day = knownDayMs;
    let place = 0;
    if (remembers && cursor.text.startsWith(this.lastDate, cursor.at)) {
      cursor.at += this.lastDate.length;
      day = this.lastDayMs;
      place = side.dateTokens;
    }
    const from = cursor.at;
    const first = place;
    for (; place < side.tokens.length; place++) {
      if (place > first && place === side.dateTokens && remembers) {
        day = cursor.dateMs();
        this.lastDayMs = day;
        this.lastDate = isDigit(cursor.peek()) ? cursor.text.slice(from, cursor.at) : '\u0000';
        if (day !== day) return this.forget();
      }
      // Spreadsheets leave 00:00 away: the date alone is its midnight.
      if (cursor.at === cursor.end && place === side.dateTokens - 1 && side.hasTime && remembers) {
        return cursor.dateMs() + (side.endsAtMidnight ? dayMs : 0);
      }
      const token = side.tokens[place];
      if (token !== undefined && !readToken(cursor, token)) return Number.NaN;
    }
    if (side.hasDate && (!remembers || !side.hasTime)) day = cursor.dateMs();
    if (side.hasTime && cursor.at < cursor.end) cursor.readMark();
    if (cursor.timeMs > dayMs && !side.hasSlot) return Number.NaN;
    if (side.endsAtMidnight && cursor.timeMs === 0) cursor.timeMs = dayMs;
    const localMs = day + cursor.timeMs + cursor.meridiemMs;
    return cursor.offsetMs === cursor.offsetMs ? localMs - cursor.offsetMs : localMs;
  }

  private forget(): number {
    this.lastDate = '\u0000';
    return Number.NaN;
  }
}

function dayOf(ms: number): number {
  return Math.floor(ms / dayMs) * dayMs;
}

/** The word or sign between the two times of a range. */
function skipRangeWord(cursor: StampCursor): boolean {
  const from = cursor.at;
  cursor.skipBlanks();
  if (isLetter(cursor.peek())) {
    cursor.word();
  } else {
    while (cursor.at < cursor.end && !isDigit(cursor.peek()) && !isLetter(cursor.peek())) cursor.at++;
  }
  cursor.skipBlanks();
  return cursor.at > from;
}

function readToken(cursor: StampCursor, token: StampToken): boolean {
  switch (token.field) {
    case field.literal:
      if (cursor.peek() !== token.sign) return false;
      cursor.at++;
      return true;
    case field.space:
      return readSpace(cursor);
    case field.year:
      cursor.year = cursor.digits(4, 4);
      return cursor.year > 0;
    case field.shortYear: {
      const year = cursor.digits(2, 2);
      // The turn of the century as POSIX has it: 69 is 1969.
      cursor.year = year < 69 ? 2000 + year : 1900 + year;
      return year >= 0;
    }
    case field.month:
      cursor.month = cursor.digits(token.width === 0 ? 1 : 2, 2);
      return cursor.month > 0;
    case field.day:
      cursor.day = cursor.digits(token.width === 0 ? 1 : 2, 2);
      return cursor.day > 0;
    case field.monthName:
      return cursor.readMonthName();
    case field.weekDay:
      return cursor.skipWeekDay();
    default:
      return readTimeToken(cursor, token);
  }
}

/** Blanks between the parts of a stamp; a comma, `T` or underscore stands for one. */
function readSpace(cursor: StampCursor): boolean {
  const from = cursor.at;
  cursor.skipBlanks();
  const code = cursor.peek();
  if (code === 44 || code === 84 || code === 95) cursor.at++;
  while (isBlank(cursor.peek())) cursor.at++;
  return cursor.at > from;
}

function readTimeToken(cursor: StampCursor, token: StampToken): boolean {
  switch (token.field) {
    case field.hour:
      return cursor.readHour(token.width === 0 ? 1 : 2, 24) && readHourMark(cursor);
    case field.hour12:
      return cursor.readHour(1, 12);
    case field.minute:
      return readMinute(cursor, token);
    case field.second:
      return cursor.readSeconds();
    case field.meridiem:
      return cursor.readMeridiem();
    case field.zone:
      return cursor.readZone();
    case field.compactTime:
      return readCompactTime(cursor);
    case field.slot:
      return readSlot(cursor, token);
    default:
      return false;
  }
}

/** `2A:15` and `2B:15` mark the doubled hour. */
function readHourMark(cursor: StampCursor): boolean {
  const next = cursor.peek() | 32;
  if ((next === 97 || next === 98) && (cursor.peekAfter() === 58 || cursor.peekAfter() === 46)) {
    cursor.mark = next === 97 ? wallMark.first : wallMark.second;
    cursor.at++;
  }
  return true;
}

function readMinute(cursor: StampCursor, token: StampToken): boolean {
  const minutes = cursor.digits(token.sign === 0 && token.width === 0 ? 1 : 2, 2);
  if (minutes < 0 || minutes > 59) return false;
  cursor.timeMs += minutes * minuteMs;
  if (!token.mayHaveSeconds) return true;
  const next = cursor.peek();
  if (token.width > 0) return isDigit(next) ? cursor.readSeconds() : true;
  if ((next !== 58 && next !== token.sign) || next === 0 || !isDigit(cursor.peekAfter())) return true;
  cursor.at++;
  return cursor.readSeconds();
}

/** `0700`, `700`, `15` for 00:15, `70000` with seconds. */
function readCompactTime(cursor: StampCursor): boolean {
  const from = cursor.at;
  const value = cursor.digits(1, 6);
  if (value < 0) return false;
  const clock = cursor.at - from > 4 ? Math.floor(value / 100) : value;
  const seconds = cursor.at - from > 4 ? value % 100 : 0;
  const minutes = clock % 100;
  if (minutes > 59 || seconds > 59 || clock > 2400) return false;
  cursor.timeMs = Math.floor(clock / 100) * hourMs + minutes * minuteMs + seconds * 1000;
  return true;
}

/** `7`, `07`, `H07`, `Hour 7`, `3A`, `3B`; 25 and 100 are there for the autumn day. */
function readSlot(cursor: StampCursor, token: StampToken): boolean {
  if (isLetter(cursor.peek())) {
    cursor.word();
    cursor.skipBlanks();
  }
  const slot = cursor.digits(1, 4) - token.firstSlot;
  if (slot < 0 || slot * token.slotMinutes >= 25 * 60) return false;
  cursor.timeMs = slot * token.slotMinutes * minuteMs;
  if (cursor.peek() === 46 && cursor.peekAfter() === 48) cursor.at += 2;
  return true;
}
