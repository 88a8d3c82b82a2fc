import { wallMark } from '../raw-readings.ts';
import { dateMs, hourMs, minuteMs } from './civil-days.ts';
import { isWeekDay, monthNamed } from './month-names.ts';
import { zoneWord } from './zone-words.ts';

const zero = 48;
const nine = 57;

export function isDigit(code: number): boolean {
  return code >= zero && code <= nine;
}

/** Blanks that pad cells: space, tab, line ends, no-break spaces. */
export function isBlank(code: number): boolean {
  return code === 32 || code === 160 || (code >= 9 && code <= 13) || code === 0x202f || code === 0xfeff;
}

export function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 0xc0 && code < 0x250);
}

/** A place in a text, and the parts of a stamp read so far. Readers reuse one: nothing is made per text. */
export class StampCursor {
  text = '';
  at = 0;
  end = 0;
  year = 0;
  month = 0;
  day = 0;
  /** Time of day. */
  timeMs = 0;
  hour = 0;
  /** Added by PM, taken off by 12 AM. */
  meridiemMs = 0;
  /** Ahead of UTC; NaN until a zone was read. */
  offsetMs = Number.NaN;
  mark: number = wallMark.none;

  /** Takes up a text without the blanks and quotes around it. False for an empty one. */
  open(text: string): boolean {
    let from = 0;
    let to = text.length;
    while (from < to && isPadding(text.charCodeAt(from))) from++;
    while (to > from && isPadding(text.charCodeAt(to - 1))) to--;
    this.text = text;
    this.at = from;
    this.end = to;
    this.clear();
    this.mark = wallMark.none;
    return to > from;
  }

  /** Forgets the time read so far, for the second time of a range. */
  clear(): void {
    this.timeMs = 0;
    this.hour = 0;
    this.meridiemMs = 0;
    this.offsetMs = Number.NaN;
  }

  /** The char code here; 0 at the end. */
  peek(): number {
    return this.at < this.end ? this.text.charCodeAt(this.at) : 0;
  }

  peekAfter(): number {
    return this.at + 1 < this.end ? this.text.charCodeAt(this.at + 1) : 0;
  }

  skipBlanks(): void {
    while (this.at < this.end && isBlank(this.text.charCodeAt(this.at))) this.at++;
  }

  /** The number of the next digits, at least `least` and at most `most` of them; -1 when they are not there. */
  digits(least: number, most: number): number {
    let value = 0;
    let count = 0;
    while (count < most && this.at < this.end) {
      const code = this.text.charCodeAt(this.at);
      if (code < zero || code > nine) break;
      value = value * 10 + code - zero;
      this.at++;
      count++;
    }
    return count < least ? -1 : value;
  }

  word(): string {
    const from = this.at;
    while (this.at < this.end && isLetter(this.text.charCodeAt(this.at))) this.at++;
    return this.text.slice(from, this.at);
  }

  readMonthName(): boolean {
    this.month = monthNamed(this.word());
    if (this.peek() === 46) this.at++;
    return this.month > 0;
  }

  /** Skips a day of the week with the sign and blanks after it; a text without one is fine. */
  skipWeekDay(): boolean {
    const from = this.at;
    if (!isWeekDay(this.word())) this.at = from;
    while (this.peek() === 46 || this.peek() === 44 || isBlank(this.peek())) this.at++;
    return true;
  }

  dateMs(): number {
    return dateMs(this.year, this.month, this.day);
  }

  readHour(least: number, most: number): boolean {
    this.hour = this.digits(least, 2);
    this.timeMs = this.hour * hourMs;
    return this.hour >= 0 && this.hour <= most;
  }

  /** Seconds with or without a fraction, at the first digit. */
  readSeconds(): boolean {
    const seconds = this.digits(1, 2);
    if (seconds < 0 || seconds > 59) return false;
    this.timeMs += seconds * 1000;
    return this.readFraction();
  }

  readFraction(): boolean {
    const sign = this.peek();
    if ((sign !== 46 && sign !== 44) || !isDigit(this.peekAfter())) return true;
    this.at++;
    const from = this.at;
    const fraction = this.digits(1, 12);
    this.timeMs += Math.round((fraction * 1000) / 10 ** (this.at - from));
    return true;
  }

  /** AM, PM, a.m., p. m. */
  readMeridiem(): boolean {
    this.skipBlanks();
    const code = this.peek() | 32;
    if (code !== 97 && code !== 112) return false;
    this.at++;
    while (this.peek() === 46 || isBlank(this.peek())) this.at++;
    if ((this.peek() | 32) !== 109) return false;
    this.at++;
    if (this.peek() === 46) this.at++;
    if (code === 112) this.meridiemMs = this.hour === 12 ? 0 : 12 * hourMs;
    else this.meridiemMs = this.hour === 12 ? -12 * hourMs : 0;
    return true;
  }

  /**
   * `Z`, `+01:00`, `+0100`, `+01`, `GMT+0100`, `CEST`, with a remark in brackets or not. True without any: the
   * stamp is then of the wall clock.
   */
  readZone(): boolean {
    this.skipBlanks();
    const from = this.at;
    if (isLetter(this.peek())) {
      const known = zoneWord(this.word());
      if (known === undefined) this.at = from;
      else {
        this.offsetMs = known.offsetMs;
        this.mark = known.mark;
      }
    }
    const sign = this.peek();
    if ((sign === 43 || sign === 45) && isDigit(this.peekAfter()) && !this.readOffset(sign)) return false;
    this.skipBlanks();
    if (this.peek() === 40) this.at = this.end;
    return true;
  }

  private readOffset(sign: number): boolean {
    this.at++;
    const hours = this.digits(1, 2);
    if (this.peek() === 58) this.at++;
    const minutes = isDigit(this.peek()) ? this.digits(2, 2) : 0;
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) return false;
    this.offsetMs = (sign === 45 ? -1 : 1) * (hours * 60 + minutes) * minuteMs;
    return true;
  }

  /**
   * What tells the two equal hours of autumn apart: `2A` and `2B`, `02:00*`, `02:00 DST`, `02:00 CET`, and
   * letters that belong to an hour: `7h`, `7 Uhr`.
   */
  readMark(): void {
    const from = this.at;
    this.skipBlanks();
    if (this.peek() === 42) {
      this.at++;
      this.mark = wallMark.second;
      return;
    }
    if (!isLetter(this.peek())) {
      this.at = from;
      return;
    }
    const mark = markOf(this.word().toUpperCase(), this.at - from);
    if (mark < 0) this.at = from;
    else if (mark !== wallMark.none) this.mark = mark;
    if (this.peek() === 42) this.at++;
  }
}

function isPadding(code: number): boolean {
  return isBlank(code) || code === 34 || code === 39;
}

/** The meaning of a word after a time; -1 for one that has none here. */
function markOf(word: string, length: number): number {
  if (word === 'DST' || word === 'A' || word === 'S') return wallMark.first;
  // X: the extra hour, as ISO New England writes it (02X).
  if (word === 'B' || word === 'W' || word === 'X') return wallMark.second;
  if (word === 'H' || word === 'U' || word === 'UHR' || word === 'HRS') return wallMark.none;
  return length > 1 ? (zoneWord(word)?.mark ?? -1) : -1;
}
