import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { isUuid } from '../../domain/uuid.ts';
import { datasetOfLoad } from '../mapping/dataset-path.ts';
import type { ReadingSpec } from './reader.ts';
import { startReader } from './start-reader.ts';
import { wholeSeries } from '../../../test/suites/whole-series.ts';

const sites = resolve('..', 'shared', 'data', 'site');
const reason = existsSync(sites)
  ? ''
  : ` (skipped: there is no ${join('..', 'shared', 'data', 'site')} beside this folder)`;

type Expected = Record<string, Record<string, [endMs: number, value: number, quality: string]>>;

describe.skipIf(reason !== '')(`a site as customers have it${reason}`, () => {
  const reader = startReader();
  afterAll(() => reader.close());

  test.each(['clean', 'dirty'])(
    'the %s one gives interval by interval what the VTN must have',
    async (kind) => {
      const folder = join(sites, kind);
      const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected;
      const site = await reader.readVenClientSite([
        join(folder, 'load_data.h5'),
        join(folder, 'resources.db'),
      ]);
      const found: Expected = {};
      for (const load of await reader.readLoads(site.databasePath, 0, 1000)) {
        if (load.vtnResourceId === null || !isUuid(load.vtnResourceId)) continue;
        const intervals = await readIntervals({
          ...wholeSeries,
          path: site.meterFilePath,
          dataset: datasetOfLoad(load),
        });
        if (intervals !== null) found[load.vtnResourceId] = intervals;
      }
      expect(found).toEqual(expected);
    },
  );

  async function readIntervals(spec: ReadingSpec): Promise<Expected[string] | null> {
    const scan = await reader.scan(spec).catch((error: unknown) => {
      expect(error).toMatchObject({
        code: expect.stringMatching(/^source\/(meter|component)-missing$/) as string,
      });
      return null;
    });
    if (scan === null) return null;
    const { startMs, endMs, value } = await reader.intervals(spec, 0, scan.intervals);
    return Object.fromEntries(
      Array.from(startMs, (start, at) => [String(start), [Number(endMs[at]), Number(value[at]), 'GOOD']]),
    );
  }
});
