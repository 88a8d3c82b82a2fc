/** An instant of a list in epoch ms, or in a sentence why it is none. */
export type ReadInstant = { readonly atMs: number } | { readonly reason: string };

const iso =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,3}))?)?\s?(Z|[+-]\d\d(?::?\d\d)?)$/i;

/**
 * Reads an instant as it was written, in UTC or with an offset. A time of a clock on the wall is none: a spreadsheet
 * that has re-spelt it does not say whose clock that is.
 */
export function readInstant(text: string): ReadInstant {
  const [, year, month, day, hour, minute, second = '0', fraction = '', zone = ''] =
    iso.exec(text.trim()) ?? [];
  if (year === undefined) return { reason: withoutInstant(text) };
  const wall = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  const isReal = new Date(wall)
    .toISOString()
    .startsWith(`${year}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}`);
  const offsetMinutes = readOffset(zone);
  if (!isReal || Number(second) > 59 || offsetMinutes === null)
    return { reason: `"${text}" is no time there is.` };
  return { atMs: wall + Number(fraction.padEnd(3, '0')) - offsetMinutes * 60_000 };
}

function readOffset(zone: string): number | null {
  if (/^z$/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', '') || '0');
  if (hours > 14 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function withoutInstant(text: string): string {
  return /\d[:.]\d\d/.test(text)
    ? `"${text}" does not say its time zone: write it as in 2025-01-15T08:00:00Z, or with an offset as in 2025-01-15T09:00:00+01:00.`
    : `"${text}" is not a time: write it as in 2025-01-15T08:00:00Z.`;
}
