import { IsoReader } from './iso-reader.ts';
import { epochReader, serialDayReader } from './number-reader.ts';
import { FieldReader } from './stamp-reader.ts';
import type { StampReader } from './stamp-reader.ts';
import { field, tokenise } from './stamp-tokens.ts';
import type { StampToken } from './stamp-tokens.ts';

export type { StampReader } from './stamp-reader.ts';

/** Between the start and the end of a range: `HH:mm .. HH:mm`. */
const rangeSign = ' .. ';

const named: Readonly<Record<string, { readonly words: string; readonly open: () => StampReader }>> = {
  iso: { words: 'ISO date and time', open: () => new IsoReader() },
  'epoch-s': { words: 'seconds since 1970', open: () => epochReader(1e-3) },
  'epoch-ms': { words: 'milliseconds since 1970', open: () => epochReader(1) },
  'epoch-us': { words: 'microseconds since 1970', open: () => epochReader(1e3) },
  'epoch-ns': { words: 'nanoseconds since 1970', open: () => epochReader(1e6) },
  excel: { words: "a spreadsheet's day number", open: () => serialDayReader() },
  'js-date': {
    words: 'weekday month day year hour:minute:second and offset',
    open: () => new FieldReader(tokenise('ddd MMM DD YYYY HH:mm:ss Z'), null),
  },
};

/**
 * Makes the reader of a stamp pattern. A pattern is one of `iso`, `epoch-s`, `epoch-ms`, `epoch-us`,
 * `epoch-ns`, `excel`, `js-date`, or fields with signs between:
 *
 * | field | reads |
 * |---|---|
 * | `YYYY` `YY` | year (`YY`: 69-99 is 1969-1999) |
 * | `MM` `M` / `MMM` | month as number / as word, in twelve languages, short or long |
 * | `DD` `D`, `ddd` | day; day of the week, which may be absent |
 * | `HH` `H` / `hh` `h` and `A` | hour 0-24 / hour 1-12 with AM or PM |
 * | `kk` | hour 1-24, of which 00:00 is the 24th: the midnight that ends its date |
 * | `mm`, `ss` | minute; second. Seconds and fractions may follow any minute unasked |
 * | `HHmm` `HHmmss` | time without signs; alone it may lack leading zeros (700) |
 * | `Z` | `Z`, offset or zone abbreviation; a text without one stays on the wall clock |
 * | `slot(1,30)` | number of the interval in the day: the first number, minutes of each |
 * | `'text'` | the text itself; signs other than letters and digits need no quotes |
 * | blank | blanks, `T` or a comma |
 *
 * `A .. B` reads a range, with any word or sign between; a `B` without a date is on the day of `A`. Digits that
 * touch have fixed widths, others one or two. 24:00 is the next midnight; a date alone is its own midnight.
 * Marks of the doubled hour (`2A`, `02:00*`, `02:00 DST`) may follow any time. The reader is not to be shared
 * between threads of reading: it remembers the last text. Throws RangeError for a pattern of unknown pieces.
 */
export function compileStampPattern(pattern: string): StampReader {
  const known = Object.hasOwn(named, pattern) ? named[pattern] : undefined;
  if (known !== undefined) return known.open();
  const [start = '', until] = pattern.split(rangeSign);
  if (start.trim() === '') throw new RangeError('The time pattern is empty.');
  return new FieldReader(tokenise(start), until === undefined ? null : tokenise(until));
}

/** A pattern for people: `DD.MM.YYYY HH:mm` is "day.month.year hour:minute". Throws like compileStampPattern. */
export function describeStampPattern(pattern: string): string {
  const known = Object.hasOwn(named, pattern) ? named[pattern] : undefined;
  if (known !== undefined) return known.words;
  return pattern
    .split(rangeSign)
    .map((side) => tokenise(side).tokens.map(wordOf).join(''))
    .join(' to ');
}

const fieldWords: Readonly<Record<number, string>> = {
  [field.space]: ' ',
  [field.year]: 'year',
  [field.shortYear]: 'short year',
  [field.month]: 'month',
  [field.monthName]: 'month name',
  [field.day]: 'day',
  [field.weekDay]: 'weekday',
  [field.hour]: 'hour',
  [field.hour12]: 'hour',
  [field.minute]: 'minute',
  [field.second]: 'second',
  [field.meridiem]: ' AM/PM',
  [field.zone]: ' offset',
  [field.compactTime]: 'hourminute',
};

function wordOf(token: StampToken): string {
  if (token.field === field.literal) return String.fromCharCode(token.sign);
  if (token.field !== field.slot) return fieldWords[token.field] ?? '';
  if (token.slotMinutes === 1) return 'minute of the day';
  return `number of the ${token.slotMinutes} minutes in the day (from ${token.firstSlot})`;
}
