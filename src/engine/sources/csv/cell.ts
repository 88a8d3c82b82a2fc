/** What the text of a cell looks like. */
export const kind = { empty: 0, missing: 1, number: 2, stamp: 3, text: 4 } as const;
export type Kind = (typeof kind)[keyof typeof kind];

const missingMarkers = new Set(
  '-|--|---|?|nan|na|n/a|#n/a|#nv|#na|null|none|no data|nodata|k.a.|keine daten|geen data|.|*|x'.split('|'),
);
const month =
  /(?<![a-zà-ÿ])(jan|ene|gen|janv|feb|fev|fév|mar|mär|maa|mrt|apr|avr|abr|mai|may|maj|mag|mei|jun|juin|giu|jul|juil|lug|aug|aoû|ago|sep|set|okt|oct|out|ott|nov|dec|déc|dez|dic|des)/i;
const clock = /(?<!\d)\d{1,2}:\d{2}(?!\d)/;
const obis = /^\d{1,3}-\d{1,3}:\d/;
const date =
  /^\d{4}([-/.])\d{1,2}\1\d{1,2}(?!\d)|^\d{1,2}([-/.])\d{1,2}\2(\d{4}|\d{2})(?!\d)|^\d{4}[-/]\d{2}$/;
const numeric =
  /^[([]?\s*(?:[$€£¥]|kr\.?|[A-Z]{3}\s)?\s*[+\-−]?\s*(?:[$€£¥]\s*)?(?:\d[\d.,'’ \u00a0\u202f]*|[.,]\d+)(?:[eE][+-]?\d+)?\s*(?:[%$€£¥]|[^\d\s;|]{1,6})?\s*[)\]-]?$/;

/**
 * Whether a clean cell is empty, a marker of a missing value, a number (any decimal sign, currency or short unit
 * beside it), a date or time of any form with separators, or text. Digits alone are a number, also where they are
 * a date such as 20240131.
 */
export function kindOf(cell: string): Kind {
  const length = cell.length;
  if (length === 0) return kind.empty;
  if (length > 80) return kind.text;
  let digits = 0;
  let isPlain = true;
  for (let place = 0; place < length; place++) {
    const code = cell.charCodeAt(place);
    if (code >= 48 && code <= 57) digits++;
    else if (code !== 46 && code !== 44 && !(code === 45 && place === 0)) isPlain = false;
  }
  if (digits === 0) return missingMarkers.has(cell.toLowerCase()) ? kind.missing : kind.text;
  if (isPlain && digits >= length - 1) return kind.number;
  return kindOfMixed(cell);
}

function kindOfMixed(cell: string): Kind {
  if (date.test(cell)) return kind.stamp;
  const first = cell.charCodeAt(0) | 32;
  const startsWithLetter = (first >= 97 && first <= 122) || first > 191;
  if (clock.test(cell) && !obis.test(cell)) {
    if (!startsWithLetter) return countLetters(cell) <= 16 ? kind.stamp : kind.text;
    return month.test(cell) ? kind.stamp : kind.text;
  }
  if (month.test(cell) && /\d{4}|\d[-/ .]\D+[-/ ]\d{2}/.test(cell) && countLetters(cell) <= 12)
    return kind.stamp;
  return numeric.test(cell) ? kind.number : kind.text;
}

function countLetters(cell: string): number {
  let letters = 0;
  for (let place = 0; place < cell.length; place++) {
    const code = cell.charCodeAt(place) | 32;
    if (code >= 97 && code <= 122) letters++;
  }
  return letters;
}

/**
 * A cell without what spreadsheets and printers put around it: spaces of any width, NUL bytes, zero-width marks,
 * `="0012"` and the leading apostrophe that keep an id from becoming a number.
 */
export function cleanCell(cell: string): string {
  let start = 0;
  let end = cell.length;
  while (start < end && isPadding(cell.charCodeAt(start))) start++;
  while (end > start && isPadding(cell.charCodeAt(end - 1))) end--;
  if (start === end) return '';
  const first = cell.charCodeAt(start);
  if (
    first === 61 &&
    cell.charCodeAt(start + 1) === 34 &&
    cell.charCodeAt(end - 1) === 34 &&
    end - start > 2
  ) {
    return cell.slice(start + 2, end - 1).trim();
  }
  if (first === 34 && start > 0 && end - start > 1 && cell.charCodeAt(end - 1) === 34) {
    return cell.slice(start + 1, end - 1).trim();
  }
  if (first === 39 && end - start > 1) {
    if (cell.charCodeAt(end - 1) === 39 && end - start > 2) end--;
    return cell.slice(start + 1, end).trim();
  }
  return start === 0 && end === cell.length ? cell : cell.slice(start, end);
}

/** True when nothing stands around the cell that `cleanCell` would take away. The cell is not empty. */
export function isClean(cell: string): boolean {
  const first = cell.charCodeAt(0);
  const last = cell.charCodeAt(cell.length - 1);
  return first > 39 && first < 127 && first !== 61 && last > 32 && last < 127;
}

function isPadding(code: number): boolean {
  if (code <= 32) return true;
  if (code < 160) return code === 127;
  return (
    code === 0xa0 ||
    code === 0x202f ||
    code === 0x2007 ||
    code === 0x2009 ||
    (code >= 0x200b && code <= 0x200f) ||
    code === 0x2060 ||
    code === 0xfeff ||
    code === 0x3000
  );
}
