import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Interval } from '../../domain/interval.ts';
import { writeMeterFile } from '../sources/hdf5/write-meter-file.ts';
import type { Meter, MeterSeries } from '../sources/hdf5/write-meter-file.ts';
import { writeResourceDatabase } from '../sources/sqlite/write-resource-database.ts';
import { layOutSite } from './lay-out-site.ts';
import type { SampleLoad, SiteLayout } from './lay-out-site.ts';
import { makeSampleSeries, stampOf } from './sample-series.ts';
import type { SampleSeries } from './sample-series.ts';
import { withDefaults } from './sample-site-options.ts';
import type { Quirk, SampleSiteOptions, SampleSitePlan } from './sample-site-options.ts';

export interface SampleSite {
  readonly databasePath: string;
  readonly meterFilePath: string;
  readonly vens: readonly string[];
  /** In the database's order. */
  readonly loads: readonly SampleLoad[];
  /**
   * What a correct upload with default settings leaves at the VTN: VTN resource id -> its intervals in order,
   * quality GOOD. Made from the recipe of the site, not from its files; built on each call.
   */
  expected(): Map<string, Interval[]>;
}

/**
 * Writes `resources.db` and `load_data.h5` of a made-up site into a folder (created when missing), in the real
 * layouts. The same options always give the same site.
 */
export async function makeSampleSite(folder: string, options: SampleSiteOptions = {}): Promise<SampleSite> {
  const plan = withDefaults(options);
  const layout = layOutSite(plan);
  const databasePath = join(folder, 'resources.db');
  const meterFilePath = join(folder, 'load_data.h5');
  await mkdir(folder, { recursive: true });
  writeResourceDatabase(databasePath, layout.resources, layout.loads, plan.schema);
  await writeMeterFile(meterFilePath, metersOf(plan, layout));
  return {
    databasePath,
    meterFilePath,
    vens: [...new Set(layout.resources.map((resource) => resource.ven))],
    loads: layout.loads,
    expected: () => expectedIntervals(plan, layout),
  };
}

function* metersOf(plan: SampleSitePlan, layout: SiteLayout): Generator<Meter> {
  for (const [meter, meterId] of layout.meterIds.entries()) {
    const series: MeterSeries[] = [];
    for (let component = 0; component < plan.loadsPerResource; component++) {
      const quirks = quirksOf(plan, layout, meter, component);
      if (quirks.some((quirk) => quirk.kind === 'missing-component')) continue;
      series.push(storedSeries(plan, component, makeSampleSeries(plan, meter, component, quirks)));
    }
    yield { meterId, company: 'Sample Net, Ærø', series };
  }
}

function storedSeries(plan: SampleSitePlan, component: number, { rows }: SampleSeries): MeterSeries {
  return {
    component: `load_${component}`,
    stamps: Float64Array.from(rows, (row) => stampOf(row.startMs, plan.epochUnit)),
    values: Float64Array.from(rows, (row) => row.value),
    storedAs: plan.storedAs,
    gzip: plan.gzip,
  };
}

/** Quirks of every load that reads this series: a shared meter has them for all its loads. */
function quirksOf(plan: SampleSitePlan, layout: SiteLayout, meter: number, component: number): Quirk[] {
  return plan.quirks.filter(({ load }) => {
    const row = layout.loads[load];
    return row?.meter === meter && row.componentNumber === component;
  });
}

function expectedIntervals(plan: SampleSitePlan, layout: SiteLayout): Map<string, Interval[]> {
  const expected = new Map<string, Interval[]>();
  for (const load of layout.loads) {
    if (!load.isUploaded || load.vtnResourceId === null) continue;
    const quirks = quirksOf(plan, layout, load.meter, load.componentNumber);
    if (quirks.some((quirk) => quirk.kind === 'missing-component')) continue;
    const series = makeSampleSeries(plan, load.meter, load.componentNumber, quirks);
    expected.set(
      load.vtnResourceId,
      series.expected.map(({ startMs, value }) => ({
        startMs,
        endMs: startMs + plan.intervalMs,
        value,
        quality: 'GOOD',
      })),
    );
  }
  return expected;
}
