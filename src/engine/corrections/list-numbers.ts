/** How a spreadsheet of this computer writes: a semicolon stands between cells where the comma is in the numbers. */
export interface ListFormat {
  readonly separator: ',' | ';';
  readonly decimal: '.' | ',';
}

/** Of the computer's own region, as its spreadsheets go by it. */
export function listFormat(locale?: string): ListFormat {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  const isComma = parts.some(({ type, value }) => type === 'decimal' && value === ',');
  return isComma ? { separator: ';', decimal: ',' } : { separator: ',', decimal: '.' };
}

/** A number with all its digits, so that it comes back as it went. */
export function spellListNumber(value: number, { decimal }: ListFormat): string {
  return String(value).replace('.', decimal);
}

/** A number of a list, or in a sentence why it is none. */
export type ReadNumber = { readonly value: number } | { readonly reason: string };

/**
 * Reads a number however a spreadsheet has spelt it. One sign before exactly three digits could be in the middle of
 * thousands: it counts as the decimal sign only where `delimiter` says whose numbers these are.
 */
export function readListNumber(text: string, delimiter: string): ReadNumber {
  const bare = text.replace(/[\s\u00A0\u202F']/g, '').replace(/^\u2212/, '-');
  const sign = /[.,](?=\d*(?:e[+-]?\d+)?$)/i.exec(bare)?.[0] ?? '';
  const other = sign === ',' ? '.' : ',';
  const isGrouped = bare.includes(other);
  const shape = isGrouped
    ? new RegExp(`^[+-]?\\d{1,3}(\\${other}\\d{3})+(\\${sign}\\d*)?$`)
    : /^[+-]?(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?$/i;
  if (!shape.test(bare) || !/\d/.test(bare)) return { reason: `"${text}" is not a number.` };
  const own = delimiter === ',' ? '.' : delimiter === ';' ? ',' : null;
  if (!isGrouped && sign !== '' && sign !== own && /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(bare)) {
    const [whole = '', rest = ''] = bare.split(sign);
    return {
      reason: `"${text}" could be ${whole}${rest} or ${whole} and ${rest} thousandths: write ${whole}${rest} or ${whole}${other}${rest}.`,
    };
  }
  const plain = isGrouped ? bare.replaceAll(other, '').replace(sign, '.') : bare.replace(',', '.');
  const value = Number(plain);
  return Number.isFinite(value) ? { value } : { reason: `"${text}" is too large a number.` };
}

/** Digits that a spreadsheet shows of a long number at least; it saves no more of it than it shows. */
const digitsShown = 9;

/** Whether a cell says what was there before, perhaps shortened by a spreadsheet. */
export function saysTheSame(text: string, read: ReadNumber, before: number): boolean {
  if (!('value' in read)) return [String(before), String(before).replace('.', ',')].includes(text.trim());
  if (read.value === before) return true;
  const isScientific = /e/i.test(text);
  const digits = text.replace(/e.*$/i, '').replace(/\D/g, '').replace(/^0+/, '').length;
  if (digits < (isScientific ? 3 : digitsShown) || digits > 100) return false;
  return Number(before.toPrecision(digits)) === read.value;
}

/** Whether the decimal sign before three digits was lost, as happens where the other sign is the decimal one. */
export function hasLostItsSign(value: number, before: number): boolean {
  return /^-?\d{1,3}\.\d{3}$/.test(String(before)) && value === Number(String(before).replace('.', ''));
}
