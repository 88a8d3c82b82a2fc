import { da } from './da.ts';
import { en } from './en.ts';
import type { Words } from './en.ts';
import { nb } from './nb.ts';

export type { Words } from './en.ts';

/** The words for a language that was set, `system` for that of the system. Norwegian is bokmål whatever it is called. */
export function chooseWords(language: string, systemLocale: string): Words {
  const name = (language === 'system' ? systemLocale : language).toLowerCase().split(/[-_]/)[0];
  if (name === 'da') return da;
  return name === 'nb' || name === 'no' || name === 'nn' ? nb : en;
}

export function spellNumber(words: Words, value: number): string {
  return new Intl.NumberFormat(words.locale, { maximumFractionDigits: 0 }).format(value);
}

/** @param percent 0 to 100; 99.9 is not all of it and is not shown so. */
export function spellPercent(words: Words, percent: number): string {
  const whole = Math.floor(percent) / 100;
  return new Intl.NumberFormat(words.locale, { style: 'percent', maximumFractionDigits: 0 }).format(whole);
}

/** Minutes, from two hours on hours; never less than a minute. */
export function spellTime(words: Words, durationMs: number): string {
  const minutes = Math.max(1, Math.round(durationMs / 60_000));
  const [value, unit] = minutes < 120 ? [minutes, 'minute'] : [Math.round(minutes / 60), 'hour'];
  return new Intl.NumberFormat(words.locale, { style: 'unit', unit: unit, unitDisplay: 'short' }).format(
    value,
  );
}
