import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engineApi } from '../../contract/engine-api.ts';
import type { SurveyedSeries } from '../drafts/surveys.ts';
import { datasetOfLoad } from '../mapping/dataset-path.ts';
import { makeSampleSite } from '../sample-site/make-sample-site.ts';
import type { SampleSite } from '../sample-site/make-sample-site.ts';
import type { Reader } from '../workers/reader.ts';
import { startReader } from '../workers/start-reader.ts';
import type { ApiParts } from './api-parts.ts';
import { seriesMethods } from './series-methods.ts';
import { wholeSeries } from '../../../test/suites/whole-series.ts';

describe('one series of a draft', () => {
  let folder = '';
  let site: SampleSite;
  let reader: Reader;
  let methods: ReturnType<typeof seriesMethods>;
  const about = { draftId: 'draft 1', series: 'load 1' };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'meterhaul-series-'));
    site = await makeSampleSite(folder, {
      resources: 2,
      rows: 200,
      quirks: [{ load: 0, kind: 'duplicate-rows' }],
    });
    reader = startReader({ spoolParent: join(folder, 'spool') });
    const spec = {
      ...wholeSeries,
      path: site.meterFilePath,
      dataset: datasetOfLoad(site.loads[0]!),
    } as const;
    const surveyed = {
      spec,
      scan: await reader.scan(spec),
      timeZone: 'Europe/Copenhagen',
      quality: { code: 'HISTORICAL', zeroCode: 'ESTIMATED' },
    } as Partial<SurveyedSeries>;
    const surveys = { find: () => Promise.resolve(surveyed) };
    methods = seriesMethods({ surveys, runDeps: { reader } } as unknown as ApiParts);
  });
  afterAll(async () => {
    await reader.close();
    rmSync(folder, { recursive: true });
  });

  test('is paged as it would be sent, with its qualities', async () => {
    const wanted = site.expected().get(site.loads[0]!.vtnResourceId ?? '') ?? [];
    const page = await methods.listIntervals({ ...about, offset: 10, limit: 50 });
    expect(engineApi.listIntervals.output.parse(page)).toEqual({
      total: 200,
      startMs: wanted.slice(10, 60).map(({ startMs }) => startMs),
      endMs: wanted.slice(10, 60).map(({ endMs }) => endMs),
      value: wanted.slice(10, 60).map(({ value }) => value),
      quality: wanted.slice(10, 60).map(({ value }) => (value === 0 ? 'ESTIMATED' : 'HISTORICAL')),
    });
    const { startMs } = await methods.listIntervals({ ...about, offset: 190, limit: 50 });
    expect(startMs).toHaveLength(10);
    expect(await methods.locateInterval({ ...about, atMs: startMs[0]! })).toEqual({ index: 190 });
  });

  test('is drawn, marked and summed up in shapes that a page understands', async () => {
    const plot = await methods.plotSeries({ ...about, columns: 20 });
    expect(engineApi.plotSeries.output.parse(plot)).toMatchObject({
      intervals: 200,
      exact: false,
      unit: 'W',
    });
    const { marks, counts } = engineApi.listMarks.output.parse(await methods.listMarks(about));
    expect(marks.filter(({ kind }) => kind === 'duplicate')).toHaveLength(3);
    expect(counts).toContainEqual({ kind: 'duplicate', count: 3 });
    const { timeZone, months } = engineApi.sumByMonth.output.parse(await methods.sumByMonth(about));
    expect(timeZone).toBe('Europe/Copenhagen');
    expect(months.reduce((sum, { intervals }) => sum + intervals, 0)).toBe(200);
  });

  test('cannot be drawn backwards, and says so', async () => {
    await expect(methods.plotSeries({ ...about, fromMs: 2, toMs: 1, columns: 20 })).rejects.toMatchObject({
      code: 'usage/invalid',
      message: expect.stringContaining('choose an end after the start') as string,
    });
  });
});
