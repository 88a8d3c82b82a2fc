/** Which of the two formats of AEMO's meter data files a text is in; null when in neither. */
export type MeterDataFormat = 'nem12' | 'nem13';

/** Lines that are looked at: a header stands first, but for blank lines and what a mail program put before it. */
const mostLines = 40;

/**
 * Judges the head of a text by its records: the 100 record names the format; without it, a 200 record with an
 * interval length must be followed by a day of it. A table whose first column merely holds 100 or 200 is neither.
 */
export function recogniseMeterData(headText: string): MeterDataFormat | null {
  const lines = headText
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/, mostLines * 2)
    .filter((line) => !/^[\s,]*$/.test(line))
    .slice(0, mostLines)
    .map(splitRecord);
  for (const [place, record] of lines.entries()) {
    if (record[0] === '100' && /^NEM12$/i.test(record[1] ?? '')) return 'nem12';
    if (record[0] === '100' && /^NEM13$/i.test(record[1] ?? '')) return 'nem13';
    if (isHeading(record) && isDay(lines[place + 1] ?? [])) return 'nem12';
    if (isAccumulation(record)) return 'nem13';
  }
  return null;
}

/** True for NEM12 text, with or without its 100 record. */
export function recogniseNem12(headText: string): boolean {
  return recogniseMeterData(headText) === 'nem12';
}

function splitRecord(line: string): string[] {
  return line.split(',', 60).map((field) => field.trim().replace(/^"(.*)"$/, '$1'));
}

function isHeading(record: readonly string[]): boolean {
  const minutes = Number(record[8]);
  return record[0] === '200' && record.length >= 9 && record[8] !== '' && minutes > 0 && 1440 % minutes === 0;
}

/** The record behind a heading: a day, or the heading of a channel without one. */
function isDay(record: readonly string[]): boolean {
  return isHeading(record) || (record[0] === '300' && /^(19|20|21)\d{6}$/.test(record[1] ?? ''));
}

/** 250, NMI, configuration, register, suffix, stream, serial number, direction (I or E), reading, date and time, … */
function isAccumulation(record: readonly string[]): boolean {
  return record[0] === '250' && /^[IE]$/i.test(record[7] ?? '') && /^\d{14}$/.test(record[9] ?? '');
}
