/** Figures as people read them, in the number and date formats of the language that was chosen. */
import i18next from 'i18next';
import { useLocale } from './locale.ts';

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'];
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

interface Formats {
  readonly whole: Intl.NumberFormat;
  readonly oneDecimal: Intl.NumberFormat;
  readonly value: Intl.NumberFormat;
  readonly percent: Intl.NumberFormat;
  readonly instant: Intl.DateTimeFormat;
  readonly instantSeconds: Intl.DateTimeFormat;
  readonly clock: Intl.DateTimeFormat;
  readonly day: Intl.DateTimeFormat;
}

let known: { readonly locale: string | undefined; readonly formats: Formats } | null = null;

/** Made once for each language: making one takes longer than using it a hundred times. */
function formats(): Formats {
  const { locale } = useLocale.getState();
  if (known === null || known.locale !== locale) known = { locale, formats: makeFormats(locale) };
  return known.formats;
}

function makeFormats(locale: string | undefined): Formats {
  return {
    whole: new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }),
    oneDecimal: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }),
    value: new Intl.NumberFormat(locale, { maximumSignificantDigits: 15 }),
    percent: new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }),
    instant: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
    instantSeconds: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }),
    clock: new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }),
    day: new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }),
  };
}

export function count(value: number): string {
  return formats().whole.format(value);
}

/** Share of a whole in percent with one decimal, rounded down: 100 only when nothing is missing. */
export function percentOf(part: number, total: number): number {
  return total === 0 ? 0 : Math.floor((part / total) * 1000) / 10;
}

export function percentText(part: number, total: number): string {
  return formats().percent.format(percentOf(part, total) / 100);
}

export function speed(pointsPerSecond: number): string {
  const format = pointsPerSecond < 10 ? formats().oneDecimal : formats().whole;
  return i18next.t('units.pointsPerSecond', { value: format.format(pointsPerSecond) });
}

/** Two units at most: nobody plans by the seconds of an upload that takes hours. */
export function duration(durationMs: number): string {
  if (durationMs < minuteMs)
    return `${formats().whole.format(Math.ceil(durationMs / 1000))} ${i18next.t('units.s')}`;
  if (durationMs < hourMs)
    return twoUnits(durationMs, minuteMs, i18next.t('units.min'), 1000, i18next.t('units.s'));
  if (durationMs < dayMs)
    return twoUnits(durationMs, hourMs, i18next.t('units.h'), minuteMs, i18next.t('units.min'));
  return twoUnits(durationMs, dayMs, i18next.t('units.d'), hourMs, i18next.t('units.h'));
}

/** Decimal units, as file managers and network speeds have them. */
export function bytes(sizeBytes: number): string {
  const power = sizeBytes < 1000 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log10(sizeBytes) / 3));
  return `${formats().oneDecimal.format(sizeBytes / 1000 ** power)} ${byteUnits[power] ?? ''}`;
}

/** Date and time of an ISO instant, in the person's own zone. */
export function instant(iso: string): string {
  return formats().instant.format(new Date(iso));
}

/** The same with seconds, for what follows close upon another. */
export function instantSeconds(iso: string): string {
  return formats().instantSeconds.format(new Date(iso));
}

/** The day of an ISO instant, in the person's own zone. */
export function day(iso: string): string {
  return formats().day.format(new Date(iso));
}

/** A value as it stands, without rounding. */
export function value(number: number): string {
  return formats().value.format(number);
}

/** Time of day with seconds, of epoch ms. */
export function clockTime(epochMs: number): string {
  return formats().clock.format(epochMs);
}

function twoUnits(
  durationMs: number,
  largeMs: number,
  large: string,
  smallMs: number,
  small: string,
): string {
  // Rounded first, so that 59 min 59.6 s does not become "59 min 60 s".
  const rounded = Math.round(durationMs / smallMs) * smallMs;
  const rest = Math.floor((rounded % largeMs) / smallMs);
  const first = `${formats().whole.format(Math.floor(rounded / largeMs))} ${large}`;
  return rest === 0 ? first : `${first} ${formats().whole.format(rest)} ${small}`;
}
