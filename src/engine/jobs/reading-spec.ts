import type { ReadingSpec, SeriesAddress } from '../workers/reader.ts';
import type { DatasetAddress, PlannedSource, PlanRequest } from './plan.ts';

/** Where a job's sources are now, in the plan's order. */
export type SourcePlaces = readonly Pick<PlannedSource, 'path' | 'mapping' | 'maxRows'>[];

/** One series as a request means it: planning, sending, previewing and verifying name it alike. */
export function readingSpec(
  { mapping, selection }: Pick<PlanRequest, 'mapping' | 'selection'>,
  sources: SourcePlaces,
  address: DatasetAddress,
  minus: readonly DatasetAddress[],
): ReadingSpec {
  return {
    ...seriesAddress(sources, address),
    intervalMs: mapping.intervalMs,
    onConflict: mapping.onConflict,
    fromMs: selection.fromMs,
    toMs: selection.toMs,
    minus: minus.map((each) => seriesAddress(sources, each)),
    maxRows: sources[address.source]?.maxRows ?? null,
  };
}

function seriesAddress(sources: SourcePlaces, { source, path }: DatasetAddress): SeriesAddress {
  return { path: sources[source]?.path ?? '', mapping: sources[source]?.mapping ?? null, dataset: path };
}
