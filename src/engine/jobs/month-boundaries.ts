import { Temporal } from '@js-temporal/polyfill';

/** The starts of the months of a zone after `fromMs` up to `toMs`, epoch ms ascending. */
export function monthBoundaries(fromMs: number, toMs: number, timeZone: string): number[] {
  const first = Temporal.Instant.fromEpochMilliseconds(fromMs)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .with({ day: 1 });
  const boundaries: number[] = [];
  for (let month = first.add({ months: 1 }); ; month = month.add({ months: 1 })) {
    const startMs = month.toZonedDateTime({ timeZone }).epochMilliseconds;
    if (startMs > toMs) return boundaries;
    boundaries.push(startMs);
  }
}
