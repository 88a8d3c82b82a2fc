import { qualityCodes } from '../../domain/quality-code.ts';
import type { SeriesRecord } from '../ledger/job-reads.ts';
import type { RefusedInterval } from '../ledger/refused-interval.ts';
import { readingSpec } from '../jobs/reading-spec.ts';
import { plannedIntervals } from './planned-intervals.ts';
import type { PlannedIntervals, PlannedParts } from './planned-intervals.ts';

/** So many indexes apart, two refused intervals are read one by one instead of with all between them. */
const readTogether = 100_000;

/**
 * Finds out what the VTN was sent for these indexes and which row of the source each came of. The answer spells the
 * subject of an interval that is set aside, as `RefusedInterval` in JSON.
 */
export async function describeRefused(
  parts: PlannedParts,
  record: SeriesRecord,
  indexes: readonly number[],
): Promise<(index: number, field: string) => string> {
  if (indexes.length === 0) return () => '';
  const { job, sources, reader } = parts;
  const address = { source: record.source, path: record.datasetPath };
  const spec = readingSpec(job.request, sources, address, record.minus, record.staged);
  const rows = await reader.rowsOf(spec, indexes);
  const rowOf = new Map(indexes.map((index, place) => [index, rows[place] ?? null]));
  const sent = await readSent(parts, record, indexes);
  return (index, field) => {
    const interval = sent(index);
    return interval === null ? '' : JSON.stringify({ ...interval, field, row: rowOf.get(index) ?? null });
  };
}

type Sent = Pick<RefusedInterval, 'start' | 'end' | 'value' | 'quality'>;

async function readSent(
  parts: PlannedParts,
  record: SeriesRecord,
  indexes: readonly number[],
): Promise<(index: number) => Sent | null> {
  const found = new Map<number, Sent>();
  const ascending = [...indexes].sort((a, b) => a - b);
  let part: { readonly from: number; readonly intervals: PlannedIntervals } | null = null;
  for (const [place, index] of ascending.entries()) {
    if (part === null || index >= part.from + part.intervals.startMs.length) {
      const last = ascending.findLast((other, at) => at >= place && other < index + readTogether) ?? index;
      part = { from: index, intervals: await plannedIntervals(parts, record, index, last + 1) };
    }
    const sent = sentAt(part.intervals, index - part.from);
    if (sent !== null) found.set(index, sent);
  }
  return (index) => found.get(index) ?? null;
}

function sentAt({ startMs, endMs, value, quality }: PlannedIntervals, at: number): Sent | null {
  const start = startMs[at];
  const code = qualityCodes[quality[at] ?? -1];
  if (start === undefined || code === undefined) return null;
  return { start, end: endMs[at] as number, value: value[at] as number, quality: code };
}
