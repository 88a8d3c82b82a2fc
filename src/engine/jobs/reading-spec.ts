import type { ReadingSpec, SeriesAddress, StagedPlace } from '../workers/reader.ts';
import type { DatasetAddress, PlannedSource, PlanRequest } from './plan.ts';

/** Where a job's sources are now, in the plan's order. */
export type SourcePlaces = readonly Pick<PlannedSource, 'path' | 'mapping' | 'maxRows'>[];

/**
 * One series as a request means it: planning, sending, previewing and verifying name it alike. A staged copy is read
 * in place of the file.
 */
export function readingSpec(
  { mapping, selection }: Pick<PlanRequest, 'mapping' | 'selection'>,
  sources: SourcePlaces,
  address: DatasetAddress,
  minus: readonly DatasetAddress[],
  staged: StagedPlace | null = null,
): ReadingSpec {
  return {
    ...seriesAddress(sources, address),
    intervalMs: mapping.intervalMs,
    onConflict: mapping.onConflict,
    fromMs: selection.fromMs,
    toMs: selection.toMs,
    minus: minus.map((each) => seriesAddress(sources, each)),
    maxRows: sources[address.source]?.maxRows ?? null,
    ...(staged === null ? {} : { staged: placeOf(staged) }),
  };
}

/** The place alone: what else is known of a copy would cross to the reader with every call. */
function placeOf({ path, offset, bytes, sha256 }: StagedPlace): StagedPlace {
  return { path, offset, bytes, sha256 };
}

function seriesAddress(sources: SourcePlaces, { source, path }: DatasetAddress): SeriesAddress {
  return { path: sources[source]?.path ?? '', mapping: sources[source]?.mapping ?? null, dataset: path };
}
