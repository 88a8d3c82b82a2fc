import { fixedOffsetMs, openZoneClock } from '../../../domain/time/zone-clock.ts';
import { useLocale } from '../../words/locale.ts';

const minuteMs = 60_000;

/** Made once for each language: making one takes longer than using it a hundred times. */
const formats = new Map<string, Intl.DateTimeFormat>();

function wallFormat(): Intl.DateTimeFormat {
  const { locale } = useLocale.getState();
  const key = locale ?? '';
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(key, made);
  return made;
}

/**
 * Date and time on the wall clock of a zone that is named beside it, with the offset where the zone has more than one:
 * the hour that comes twice is told apart by it.
 */
export function zoneTime(epochMs: number, timeZone: string): string {
  const wall = wallTime(epochMs, timeZone);
  if (fixedOffsetMs(timeZone) !== null) return wall;
  return `${wall} ${offsetText(openZoneClock(timeZone).offsetMs(epochMs))}`;
}

/** Date and time on the wall clock of a zone that is named beside it. */
export function wallTime(epochMs: number, timeZone: string): string {
  return wallFormat().format(epochMs + openZoneClock(timeZone).offsetMs(epochMs));
}

/** A stretch of time on the wall clock of a zone, which is named once. */
export function spanText(fromMs: number, toMs: number, timeZone: string): string {
  return `${wallTime(fromMs, timeZone)} – ${wallTime(toMs, timeZone)} (${timeZone})`;
}

/** The day of an instant in a zone. */
export function zoneDay(epochMs: number, timeZone: string): string {
  const locale = useLocale.getState().locale;
  const key = `day ${locale ?? ''}`;
  const format =
    formats.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'medium' });
  formats.set(key, format);
  return format.format(epochMs + openZoneClock(timeZone).offsetMs(epochMs));
}

/** Date and time in UTC, as programs write it: `2024-03-31 01:00Z`, with seconds where there are any. */
export function utcTime(epochMs: number): string {
  const iso = new Date(epochMs).toISOString();
  const end = iso.endsWith(':00.000Z') ? 16 : iso.endsWith('.000Z') ? 19 : 23;
  return `${iso.slice(0, 10)} ${iso.slice(11, end)}Z`;
}

/** `+01:00`. */
export function offsetText(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / minuteMs);
  const two = (figure: number): string => String(figure).padStart(2, '0');
  return `${offsetMs < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** What a field for date and time shows: `2024-03-31T02:00` on the wall clock of the zone. */
export function fieldTime(epochMs: number, timeZone: string): string {
  return new Date(epochMs + openZoneClock(timeZone).offsetMs(epochMs)).toISOString().slice(0, 16);
}

/**
 * The instant of a wall time in a field, the earlier of two where the clock shows it twice. Null when it is no date
 * and time.
 */
export function instantOfField(text: string, timeZone: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return null;
  const wallMs = Date.parse(`${text.slice(0, 16)}:00Z`);
  if (Number.isNaN(wallMs)) return null;
  const clock = openZoneClock(timeZone);
  clock.toInstants(wallMs);
  return clock.earlierMs;
}
