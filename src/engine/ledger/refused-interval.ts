import { z } from 'zod';
import { qualityCodes } from '../../domain/quality-code.ts';

/** What `span.subject` says of an interval that the VTN refused; older ledgers know only its start and value. */
const refusedInterval = z.object({
  /** Epoch ms, as `end`. */
  start: z.number(),
  end: z.number().nullable().default(null),
  /** As it was sent. */
  value: z.number(),
  quality: z.enum(qualityCodes).nullable().default(null),
  /** What the VTN found wrong, in its own words; empty when it named nothing. */
  field: z.string().default(''),
  /** Of the source; null when the interval came of several rows. */
  row: z.number().nullable().default(null),
});

export type RefusedInterval = z.infer<typeof refusedInterval>;

/** Null for what no Meterhaul wrote. */
export function readRefusedInterval(subject: string | null): RefusedInterval | null {
  if (subject?.startsWith('{') !== true) return null;
  try {
    return refusedInterval.parse(JSON.parse(subject));
  } catch {
    return null;
  }
}

/** What was sent of the field that the VTN refused; the value where it named none of an interval's. */
export function sentText({ start, end, value, quality, field }: RefusedInterval): string {
  if (field === 'interval_start') return isoOf(start);
  if (field === 'interval_end' && end !== null) return isoOf(end);
  if (field === 'quality_code' && quality !== null) return quality;
  return String(value);
}

/** An instant as it is sent: without milliseconds where there are none. */
export function isoOf(atMs: number): string {
  return new Date(atMs).toISOString().replace('.000Z', 'Z');
}
