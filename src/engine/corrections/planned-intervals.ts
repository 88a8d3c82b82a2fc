import { qualityCodes, qualityOf } from '../../domain/quality-code.ts';
import type { Ranges } from '../../domain/progress-spans.ts';
import { readCorrections } from '../ledger/corrections.ts';
import type { JobRecord, SeriesRecord } from '../ledger/job-reads.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { readingSpec } from '../jobs/reading-spec.ts';
import type { SourcePlaces } from '../jobs/reading-spec.ts';
import type { CorrectedIntervals } from '../encoding/encoded-chunk.ts';
import type { IntervalColumns, Reader } from '../workers/reader.ts';

/** What is needed to know what a job sends. */
export interface PlannedParts {
  readonly job: Pick<JobRecord, 'id' | 'request'>;
  readonly sources: SourcePlaces;
  readonly ledger: Ledger;
  readonly reader: Reader;
}

/** Intervals as they are sent, each with its quality. */
export interface PlannedIntervals extends IntervalColumns {
  /** Places in `qualityCodes`. */
  readonly quality: Uint8Array;
}

/**
 * Intervals [from, to) of a series as the job sends them: those of the source, and in their place what a person has
 * corrected. Intervals that were added stand behind those of the source, in the order in which they were added and not
 * in that of their starts. Rejects as `Reader.intervals` does.
 */
export async function plannedIntervals(
  { job, sources, ledger, reader }: PlannedParts,
  record: SeriesRecord,
  from: number,
  to: number,
): Promise<PlannedIntervals> {
  const address = { source: record.source, path: record.datasetPath };
  const spec = readingSpec(job.request, sources, address, record.minus, record.staged);
  const corrected = ledger.read((database) => readCorrections(database, record.id, from, to));
  const own = await reader.intervals(spec, from, to);
  const { quality: code, zeroQuality: zeroCode } = job.request.mapping;
  const quality = Uint8Array.from(own.value, (value, at) =>
    qualityCodes.indexOf(qualityOf(value, own.quality?.[at] ?? null, { code, zeroCode })),
  );
  const planned = { startMs: own.startMs, endMs: own.endMs, value: own.value, quality };
  return corrected === null ? planned : withCorrections(planned, corrected, from);
}

/** The corrections that a chunk of these ranges may meet; null when there are none. */
export function correctionsWithin(
  ledger: Ledger,
  seriesId: number,
  ranges: Ranges,
  maxPoints: number,
): CorrectedIntervals | null {
  let points = 0;
  let to = ranges[0] ?? 0;
  for (let i = 0; i < ranges.length && points < maxPoints; i += 2) {
    const from = ranges[i] ?? 0;
    const taken = Math.min((ranges[i + 1] ?? 0) - from, maxPoints - points);
    points += taken;
    to = from + taken;
  }
  return ledger.read((database) => readCorrections(database, seriesId, ranges[0] ?? 0, to));
}

function withCorrections(
  own: PlannedIntervals,
  corrected: CorrectedIntervals,
  from: number,
): PlannedIntervals {
  const length = Math.max(own.startMs.length, (corrected.index.at(-1) ?? 0) - from + 1);
  const startMs = new Float64Array(length);
  const endMs = new Float64Array(length);
  const value = new Float64Array(length);
  const quality = new Uint8Array(length);
  startMs.set(own.startMs);
  endMs.set(own.endMs);
  value.set(own.value);
  quality.set(own.quality);
  for (const [place, index] of corrected.index.entries()) {
    startMs[index - from] = corrected.startMs[place] as number;
    endMs[index - from] = corrected.endMs[place] as number;
    value[index - from] = corrected.value[place] as number;
    quality[index - from] = corrected.quality[place] as number;
  }
  return { startMs, endMs, value, quality };
}
