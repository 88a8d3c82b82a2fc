import { nextPlannedSeries } from '../ledger/job-reads.ts';
import type { SeriesRecord } from '../ledger/job-reads.ts';
import { readAccount } from '../ledger/verify-reads.ts';
import { plannedIntervals } from '../corrections/planned-intervals.ts';
import type { PlannedParts } from '../corrections/planned-intervals.ts';
import { isSourceTrouble } from './source-trouble.ts';

const intervalsAtOnce = 50_000;

/**
 * Of ascending starts those that none of these series has planned. Files of different months of one meter are series
 * of one resource: what one of them lacks, the VTN may have from another. What nobody has planned is told of the first
 * series that it lies within, and of no other.
 */
export async function withoutPlanned(
  parts: PlannedParts & { readonly jobId: string; readonly signal: AbortSignal },
  { seriesId, others }: { readonly seriesId: number; readonly others: readonly number[] },
  starts: readonly number[],
): Promise<readonly number[]> {
  let left = starts;
  for (const id of others) {
    if (id > seriesId) continue;
    const { firstStartMs, lastStartMs } = parts.ledger.read((database) => readAccount(database, id));
    left = left.filter((start) => start < firstStartMs || start > lastStartMs);
  }
  for (const id of others) {
    if (left.length === 0) return left;
    const [record] = parts.ledger.read((database) => nextPlannedSeries(database, parts.jobId, id - 1, 1));
    if (record?.id !== id) continue;
    left = await withoutThoseOf(parts, record, left);
  }
  return left;
}

/** None are left of a series that cannot be read any more: nobody can say which of them it had planned. */
async function withoutThoseOf(
  parts: PlannedParts & { readonly signal: AbortSignal },
  record: SeriesRecord,
  starts: readonly number[],
): Promise<readonly number[]> {
  const left = new Set(starts);
  try {
    for (let from = 0; from < record.planned; from += intervalsAtOnce) {
      parts.signal.throwIfAborted();
      const to = Math.min(record.planned, from + intervalsAtOnce);
      const { startMs } = await plannedIntervals(parts, record, from, to);
      for (const start of startMs) left.delete(start);
    }
  } catch (thrown) {
    if (!isSourceTrouble(thrown)) throw thrown;
    return [];
  }
  return [...left];
}
