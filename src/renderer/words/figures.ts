/** Figures as people read them, in the number and date formats of their own system. */

const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const percentFormat = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });
const instantFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const clockFormat = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'];
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export function count(value: number): string {
  return whole.format(value);
}

/** A count with its noun: "1 load", "2 loads". */
export function counted(value: number, noun: string): string {
  return `${whole.format(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** Share of a whole in percent with one decimal, rounded down: 100 only when nothing is missing. */
export function percentOf(part: number, total: number): number {
  return total === 0 ? 0 : Math.floor((part / total) * 1000) / 10;
}

export function percentText(part: number, total: number): string {
  return percentFormat.format(percentOf(part, total) / 100);
}

export function speed(pointsPerSecond: number): string {
  return `${pointsPerSecond < 10 ? oneDecimal.format(pointsPerSecond) : whole.format(pointsPerSecond)} points/s`;
}

/** Two units at most: nobody plans by the seconds of an upload that takes hours. */
export function duration(durationMs: number): string {
  if (durationMs < minuteMs) return `${whole.format(Math.ceil(durationMs / 1000))} s`;
  if (durationMs < hourMs) return twoUnits(durationMs, minuteMs, 'min', 1000, 's');
  if (durationMs < dayMs) return twoUnits(durationMs, hourMs, 'h', minuteMs, 'min');
  return twoUnits(durationMs, dayMs, 'd', hourMs, 'h');
}

/** Decimal units, as file managers and network speeds have them. */
export function bytes(sizeBytes: number): string {
  const power = sizeBytes < 1000 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log10(sizeBytes) / 3));
  return `${oneDecimal.format(sizeBytes / 1000 ** power)} ${byteUnits[power] ?? ''}`;
}

/** Date and time of an ISO instant, in the person's own zone. */
export function instant(iso: string): string {
  return instantFormat.format(new Date(iso));
}

/** Time of day with seconds, of epoch ms. */
export function clockTime(epochMs: number): string {
  return clockFormat.format(epochMs);
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
  const first = `${whole.format(Math.floor(rounded / largeMs))} ${large}`;
  return rest === 0 ? first : `${first} ${whole.format(rest)} ${small}`;
}
