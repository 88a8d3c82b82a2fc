const dayMs = 86_400_000;
const general =
  /^(\d{4})-(\d{2})-(\d{2})[Tt _](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:([Zz])|([+-])(\d{2}):?(\d{2}))?$/;

/**
 * Epoch ms of an ISO 8601 date and time with Z or an offset; NaN for anything else, a naive time included.
 * Digits below a millisecond are cut off. Runs twice a point, so the usual spelling `2025-01-15T08:00:00Z`
 * is read without a regular expression.
 */
export function instantMs(text: string): number {
  if (text.length !== 20 || text.charCodeAt(19) !== 90) return generalInstantMs(text);
  if (
    text.charCodeAt(4) !== 45 ||
    text.charCodeAt(7) !== 45 ||
    text.charCodeAt(10) !== 84 ||
    text.charCodeAt(13) !== 58 ||
    text.charCodeAt(16) !== 58
  ) {
    return generalInstantMs(text);
  }
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  return joinInstant(year, month, day, twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17), 0);
}

/** Whether a text is a date and time that only lacks its zone. */
export function isNaiveTime(text: string): boolean {
  return Number.isNaN(instantMs(text)) && !Number.isNaN(instantMs(`${text}Z`));
}

/** ISO 8601 in UTC, with milliseconds only where there are any. */
export function instantText(epochMs: number): string {
  const text = new Date(epochMs).toISOString();
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text;
}

function generalInstantMs(text: string): number {
  const parts = general.exec(text);
  if (parts === null) return Number.NaN;
  const [
    ,
    year,
    month,
    day,
    hour,
    minute,
    second = '0',
    fraction = '',
    zulu,
    sign,
    offsetHour,
    offsetMinute,
  ] = parts;
  if (zulu === undefined && sign === undefined) return Number.NaN;
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const offset = Number(offsetHour ?? 0) * 60 + Number(offsetMinute ?? 0);
  if (offset >= 1440 || Number(offsetMinute ?? 0) > 59) return Number.NaN;
  const local = joinInstant(
    Number(year),
    Number(month),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    milliseconds,
  );
  return local - (sign === '-' ? -offset : offset) * 60_000;
}

/** The two digits at `at` as a number, or a number so low that every range check refuses it. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -100_000;
}

function joinInstant(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  millisecond: number,
): number {
  const inRange =
    year >= 1 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month) &&
    hour >= 0 &&
    hour <= 23 &&
    minute >= 0 &&
    minute <= 59 &&
    second >= 0 &&
    second <= 59;
  if (!inRange) return Number.NaN;
  return dayNumber(year, month, day) * dayMs + ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar, years counted from March. */
function dayNumber(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const marchMonth = month > 2 ? month - 3 : month + 9;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + Math.floor((153 * marchMonth + 2) / 5) + day - 1 - 719_468;
}
