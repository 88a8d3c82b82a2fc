import { isWeekDay, monthNamed } from './month-names.ts';
import { zoneWord } from './zone-words.ts';

interface Part {
  readonly pattern: string;
  readonly rest: string;
}

const letters = String.raw`[\p{L}]+`;
const numericDate = /^(\d{1,4})([-/. ])(\d{1,2})\2(\d{4}|\d{1,2})(?!\d)/;
const dayNameDate = new RegExp(
  String.raw`^(\d{1,2})(\.?[-/. ]?)(${letters}\.?)([-/. ,]*)(\d{4}|\d{2})(?!\d)`,
  'u',
);
const nameDayDate = new RegExp(
  String.raw`^(${letters}\.?)([-/. ]+)(\d{1,2})(,? |[-/.])(\d{4}|\d{2})(?!\d)`,
  'u',
);
const compactDate = /^(\d{8})(\d{6}|\d{4})?(?!\d)/;
const clock = /^(\d{1,2})([:.h])(\d{2})(?:\2\d{2}([.,]\d+)?)?(?!\d)/;
const rangeWord = /^\s*(?:to|bis|til|till|tot|until|do|a|à|-|–|—|\/|~|→)\s*(?=\d)/iu;

/**
 * The patterns that the shape of a text allows, with the date's parts in every order that is written
 * somewhere; which of them read the other texts too is for others to see. Times of day have no date.
 */
export function patternsOf(text: string): string[] {
  const bare = text.replace(/^[\s"'\ufeff]+|[\s"']+$/gu, '');
  if (bare === '' || bare.length > 80) return [];
  if (/^[+-]?[\d.,]+(e[+]?\d+)?$/i.test(bare) && !numericDate.test(bare)) return digitPatterns(bare);
  const found: string[] = [];
  for (const start of stampsAt(bare)) {
    if (start.rest === '') found.push(start.pattern);
    else if (rangeWord.test(start.rest)) found.push(...ranges(start));
  }
  if (/^\d{4}-?\d{2}-?\d{2}([T ]|$)/.test(bare) || bare.endsWith('Z')) found.unshift('iso');
  return found;
}

function ranges(start: Part): string[] {
  const after = start.rest.replace(rangeWord, '');
  return stampsAt(after)
    .filter((end) => end.rest === '' && (end.pattern === start.pattern || !/[YZ]/.test(end.pattern)))
    .map((end) => `${start.pattern} .. ${end.pattern}`);
}

/** Numbers: compact dates and times; epochs and slots are judged over the whole column. */
function digitPatterns(bare: string): string[] {
  if (/^\d{8}$/.test(bare)) return ['YYYYMMDD', 'DDMMYYYY'];
  if (/^\d{12}$/.test(bare)) return ['YYYYMMDDHHmm'];
  if (/^\d{14}$/.test(bare)) return ['YYYYMMDDHHmmss'];
  if (/^\d{10}$/.test(bare)) return ['YYYYMMDDHH'];
  if (/^\d{1,2}\.\d{2}$/.test(bare)) return ['HH.mm'];
  return [];
}

function stampsAt(text: string): Part[] {
  const found: Part[] = timesAt(text);
  for (const date of datesAt(text)) {
    const gap = /^(?:[\s\u00a0]*[T,_]?[\s\u00a0]+|T|_|[:-](?=\d{1,2}:|\d{4}(?!\d)))/u.exec(date.rest)?.[0];
    if (date.rest === '' || gap === undefined || rangeWord.test(date.rest)) found.push(date);
    if (gap === undefined) continue;
    const blank = /^[:-]/.test(gap) ? gap : ' ';
    for (const time of timesAt(date.rest.slice(gap.length))) {
      found.push({ pattern: `${date.pattern}${blank}${time.pattern}`, rest: time.rest });
    }
  }
  return found;
}

function datesAt(text: string): Part[] {
  const word = /^[\p{L}]+/u.exec(text)?.[0];
  if (word !== undefined && isWeekDay(word)) {
    const rest = text.slice(word.length).replace(/^[.,\s]+/, '');
    const dated = datesAt(rest).map((date) => ({ pattern: `ddd ${date.pattern}`, rest: date.rest }));
    if (dated.length > 0) return dated;
  }
  return [...numericDates(text), ...namedDates(text), ...compactDates(text)];
}

function numericDates(text: string): Part[] {
  const match = numericDate.exec(text);
  if (match === null) return [];
  const [whole, first = '', sign = '', , last = ''] = match;
  const rest = text.slice(whole.length);
  const make = (...fields: string[]): Part => ({ pattern: fields.join(sign), rest });
  if (first.length === 4) return last.length < 4 ? [make('YYYY', 'MM', 'DD')] : [];
  if (first.length === 3 || last.length === 1) return [];
  if (last.length === 4) return [make('DD', 'MM', 'YYYY'), make('MM', 'DD', 'YYYY')];
  const short = [make('DD', 'MM', 'YY'), make('MM', 'DD', 'YY')];
  return first.length === 2 && sign !== ' ' ? [...short, make('YY', 'MM', 'DD')] : short;
}

function namedDates(text: string): Part[] {
  const day = dayNameDate.exec(text);
  if (day !== null && monthNamed((day[3] ?? '').replace('.', '')) > 0) {
    const [whole, , sign = '', , after = '', year = ''] = day;
    const pattern = `DD${sign}MMM${after}${yearOf(year)}`;
    return [{ pattern, rest: text.slice(whole.length) }];
  }
  const name = nameDayDate.exec(text);
  if (name !== null && monthNamed((name[1] ?? '').replace('.', '')) > 0) {
    const [whole, , sign = '', , after = '', year = ''] = name;
    const pattern = `MMM${sign}DD${after}${yearOf(year)}`;
    return [{ pattern, rest: text.slice(whole.length) }];
  }
  // 'Jan 01 00:15 2024' and the like name no year beside the day: not supported.
  return [];
}

function yearOf(digits: string): string {
  return digits.length === 4 ? 'YYYY' : 'YY';
}

function compactDates(text: string): Part[] {
  const match = compactDate.exec(text);
  if (match === null) return [];
  const rest = text.slice(match[0].length);
  const time = match[2] === undefined ? '' : match[2].length === 4 ? 'HHmm' : 'HHmmss';
  return [
    { pattern: `YYYYMMDD${time}`, rest },
    { pattern: `DDMMYYYY${time}`, rest },
  ];
}

function timesAt(text: string): Part[] {
  const match = clock.exec(text);
  if (match !== null) {
    const sign = match[2] === 'h' ? "'h'" : (match[2] ?? ':');
    return finishTime('HH', `${sign}mm`, text.slice(match[0].length));
  }
  const hour = /^(\d{1,2})(?=$|\s*[ap]\.?\s?m|\s*[hu]$|\s*uhr$|[AB]$|\*$|\s*[-–]\s*\d{1,2}$)/iu.exec(text);
  if (hour !== null) return finishTime('HH', '', text.slice(hour[0].length));
  const parts = /^(\d{1,2}) (\d{1,2})$/.exec(text);
  if (parts !== null) return [{ pattern: 'HH mm', rest: '' }];
  return /^\d{3,4}(?!\d)/.test(text) ? [{ pattern: 'HHmm', rest: text.replace(/^\d+/, '') }] : [];
}

/** What may follow a time: AM or PM, an offset or zone word, a mark of the doubled hour. */
function finishTime(hour: string, minute: string, rest: string): Part[] {
  const meridiem = /^\s*[ap]\.?\s?m\.?(?!\p{L})/iu.exec(rest)?.[0];
  const base = meridiem === undefined ? hour + minute : `hh${minute} A`;
  const after = meridiem === undefined ? rest : rest.slice(meridiem.length);
  const word = /^\s*([A-Za-z]{1,4})(?![A-Za-z])/.exec(after);
  const zone = /^\s*(?:(?:UTC|GMT)?[+-]\d{2}(?::?\d{2})?|Z)(?=$|\s|\[|\()/i.exec(after)?.[0];
  if (zone !== undefined && !(base === 'HH' && zone !== 'Z')) {
    const rest2 = after.slice(zone.length).replace(/^\s*[([].*$/, '');
    const zoned = { pattern: `${base} Z`, rest: rest2 };
    return zone.trim().startsWith('-') ? [{ pattern: base, rest: after }, zoned] : [zoned];
  }
  if (word !== null && zoneWord(word[1] ?? '') !== undefined) {
    return [{ pattern: `${base} Z`, rest: after.slice(word[0].length).replace(/^\s*\(.*$/, '') }];
  }
  const mark = /^\s*(?:DST|[AB]|\*|h|u|uhr|hrs)(?=$)/i.exec(after)?.[0];
  return [{ pattern: base, rest: mark === undefined ? after : '' }];
}
