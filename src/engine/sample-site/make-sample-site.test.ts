import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { datasetOfLoad } from '../mapping/dataset-path.ts';
import type { Reader } from '../workers/reader.ts';
import { startReader } from '../workers/start-reader.ts';
import { makeSampleSite } from './make-sample-site.ts';
import type { SampleSite } from './make-sample-site.ts';
import type { SampleSiteOptions } from './sample-site-options.ts';
import { wholeSeries } from '../../../test/suites/whole-series.ts';

describe('the sample site', () => {
  let folder = '';
  let reader: Reader;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'meterhaul-sample-'));
    reader = startReader();
  });
  afterAll(async () => {
    await reader.close();
    rmSync(folder, { recursive: true });
  });

  const scan = (site: SampleSite, load: number) =>
    reader.scan({
      ...wholeSeries,
      path: site.meterFilePath,
      dataset: datasetOfLoad(site.loads[load]!),
    });

  test('is by default a small town for a year: 3 VENs, 12 resources, 72 loads of 8741 hours', async () => {
    const site = await makeSampleSite(join(folder, 'default'));
    expect(site.vens).toEqual(['Aabenraa', 'Ærøskøbing', 'Brønderslev']);
    expect(site.loads).toHaveLength(72);
    expect(new Set(site.loads.map((load) => load.vtnResourceId)).size).toBe(72);
    expect(await scan(site, 71)).toMatchObject({
      rows: 8741,
      intervals: 8741,
      intervalMs: 3_600_000,
      epochUnit: 's',
    });
    const expected = site.expected();
    expect([...expected.values()].map((intervals) => intervals.length)).toEqual(Array(72).fill(8741));
  });

  test('is the same each time for the same seed, and another one for another', async () => {
    // HDF5 notes in each group and dataset when it was made.
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const make = (name: string, seed: number) =>
      makeSampleSite(join(folder, name), { seed, resources: 2, rows: 50 });
    const [one, same, other] = [await make('one', 1), await make('same', 1), await make('other', 2)];
    expect(readFileSync(same.meterFilePath).equals(readFileSync(one.meterFilePath))).toBe(true);
    expect(readFileSync(same.databasePath).equals(readFileSync(one.databasePath))).toBe(true);
    expect(readFileSync(other.meterFilePath).equals(readFileSync(one.meterFilePath))).toBe(false);
    expect(other.loads[0]?.loadId).not.toBe(one.loads[0]?.loadId);
  });

  const layouts: readonly SampleSiteOptions[] = [
    { epochUnit: 'ms' },
    { epochUnit: 'us' },
    { epochUnit: 'ns' },
    { epochUnit: 'ns', storedAs: 'int64' },
    { epochUnit: 's', storedAs: 'float32' },
    { gzip: true, intervalMs: 900_000 },
  ];
  test.each(layouts)('its readings are the same in every layout: %o', async (layout) => {
    const site = await makeSampleSite(join(folder, JSON.stringify(layout)), {
      ...layout,
      resources: 1,
      rows: 96,
    });
    const wanted = site.expected().get(site.loads[2]?.vtnResourceId ?? '') ?? [];
    const found = await scan(site, 2);
    expect(found).toMatchObject({
      intervals: 96,
      epochUnit: layout.epochUnit ?? 's',
      intervalMs: layout.intervalMs ?? 3_600_000,
    });
    expect(found.firstStartMs).toBe(wanted[0]?.startMs);
    expect(found.sum).toBeCloseTo(
      wanted.reduce((sum, interval) => sum + interval.value, 0),
      5,
    );
  });

  test('shares meters between resources when there are fewer of them', async () => {
    const site = await makeSampleSite(join(folder, 'shared'), { resources: 5, meters: 2, rows: 3 });
    expect(new Set(site.loads.map((load) => load.meterId)).size).toBe(2);
    expect(site.expected().size).toBe(30);
  });
});
