import { setImmediate as nextTurn } from 'node:timers/promises';
import { makeSampleSite } from '../../src/engine/sample-site/make-sample-site.ts';
import type { SampleSiteOptions } from '../../src/engine/sample-site/sample-site-options.ts';
import type { PracticeVtn } from '../../src/practice-vtn/start-practice-vtn.ts';

/** A sample site and what it should leave at the VTN, kept small. */
export interface RecordedSite {
  readonly files: readonly string[];
  readonly intervals: number;
  readonly series: ReadonlyMap<string, RecordedSeries>;
}

interface RecordedSeries {
  readonly startMs: Float64Array;
  readonly endMs: Float64Array;
  readonly value: Float64Array;
}

export interface StoreDifferences {
  /** Intervals of the source that are not at the VTN. */
  readonly lost: number;
  /** Intervals at the VTN that are not of the source, or otherwise than there, or changed by a second write. */
  readonly doubled: number;
}

/** `rewrites` are intervals that were sent once more, which the VTN's store takes without harm. */
export type SettledSite = StoreDifferences & { readonly rewrites: number };

export async function recordSite(folder: string, options: SampleSiteOptions): Promise<RecordedSite> {
  const site = await makeSampleSite(folder, options);
  const series = new Map<string, RecordedSeries>();
  let intervals = 0;
  for (const [resource, expected] of site.expected()) {
    intervals += expected.length;
    series.set(resource, {
      startMs: Float64Array.from(expected, ({ startMs }) => startMs),
      endMs: Float64Array.from(expected, ({ endMs }) => endMs),
      value: Float64Array.from(expected, ({ value }) => value),
    });
  }
  return { files: [site.databasePath, site.meterFilePath], intervals, series };
}

/**
 * Holds what the VTN has of the site against its source, interval by interval, and makes the VTN forget it. Lets
 * requests in between, as another job sends to the VTN meanwhile.
 */
export async function settleSite(vtn: PracticeVtn, site: RecordedSite): Promise<SettledSite> {
  let lost = 0;
  let doubled = 0;
  for (const [resource, expected] of site.series) {
    const differences = compareSeries(vtn, resource, expected);
    lost += differences.lost;
    doubled += differences.doubled;
    await nextTurn();
  }
  const before = vtn.observations();
  vtn.forgetResources(site.series.keys());
  const after = vtn.observations();
  return {
    lost,
    doubled: doubled + before.changedRewrites - after.changedRewrites,
    rewrites: before.rewrites - after.rewrites,
  };
}

function compareSeries(
  vtn: PracticeVtn,
  resource: string,
  { startMs, endMs, value }: RecordedSeries,
): StoreDifferences {
  const stored = new Map(vtn.storedIntervals(resource).map((interval) => [interval.startMs, interval]));
  let lost = 0;
  let doubled = 0;
  for (const [index, start] of startMs.entries()) {
    const found = stored.get(start);
    stored.delete(start);
    if (found === undefined) lost++;
    else if (found.endMs !== endMs[index] || found.value !== value[index] || found.quality !== 'GOOD')
      doubled++;
  }
  return { lost, doubled: doubled + stored.size };
}
