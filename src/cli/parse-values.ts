import { InvalidArgumentError } from 'commander';
import { isUuid } from '../domain/uuid.ts';

/** A whole number of at least `least` and at most `most`. */
export function wholeNumber(least: number, most: number = Number.MAX_SAFE_INTEGER): (text: string) => number {
  const bounds = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isSafeInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Give a whole number ${bounds}.`);
  };
}

export function uuid(text: string): string {
  if (isUuid(text)) return text;
  throw new InvalidArgumentError('Give a UUID such as 374cb756-d7e1-4b1b-baa6-540d48007596.');
}

export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('Give a number above 0.');
  return value;
}

export function wholeNumberOrAuto(least: number, most: number): (text: string) => number | 'auto' {
  const parse = wholeNumber(least, most);
  return (text) => (text === 'auto' ? 'auto' : parse(text));
}

/** The word `none` stays: commander would put an empty text in the place of null. */
export function orNone<T>(parse: (text: string) => T): (text: string) => T | 'none' {
  return (text) => (text === 'none' ? text : parse(text));
}

const sizeUnits: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  m: 1e6,
  g: 1e9,
  t: 1e12,
  ki: 1024,
  mi: 1024 ** 2,
  gi: 1024 ** 3,
  ti: 1024 ** 4,
};

/** "500000", "500MB", "2GiB", "1.5 GB"; in bytes. */
export function byteSize(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt]?i?)b?$/i.exec(text.trim());
  const bytes = Number(match?.[1]) * (sizeUnits[(match?.[2] ?? '').toLowerCase()] ?? Number.NaN);
  if (bytes >= 1) return Math.floor(bytes);
  throw new InvalidArgumentError('Give a size such as 500MB or 2GiB.');
}

export function sendingHours(text: string): { from: string; to: string } {
  const match = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/.exec(text.trim());
  if (match === null) throw new InvalidArgumentError('Give hours such as 22:00-06:00.');
  const from = `${match[1]}:${match[2]}`;
  const to = `${match[3]}:${match[4]}`;
  if (from !== to) return { from, to };
  throw new InvalidArgumentError(
    `From ${from} to ${to} may mean no time or the whole day. Give hours such as 22:00-06:00, or none for any hour.`,
  );
}

export function collect(text: string, before: readonly string[]): string[] {
  return [...before, text];
}
