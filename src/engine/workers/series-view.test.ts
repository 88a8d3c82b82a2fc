import { appendFileSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mappingAnswers } from '../../contract/request-shapes.ts';
import { datasetOfLoad } from '../mapping/dataset-path.ts';
import { makeSampleSite } from '../sample-site/make-sample-site.ts';
import type { SampleSite } from '../sample-site/make-sample-site.ts';
import type { Reader, ReadingSpec } from './reader.ts';
import { startReader } from './start-reader.ts';
import { wholeSeries } from '../../../test/suites/whole-series.ts';

const quarterMs = 900_000;

describe('a series that a person looks at', () => {
  let folder = '';
  let reader: Reader;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'meterhaul-view-'));
    reader = startReader({ spoolParent: join(folder, 'spool') });
  });
  afterAll(async () => {
    await reader.close();
    rmSync(folder, { recursive: true });
  });

  const specOfFile = async (path: string, from: Reader = reader): Promise<ReadingSpec> => {
    const answers = mappingAnswers.parse({ unit: 'kWh', kind: 'interval', label: 'start' });
    const { proposal } = await from.propose(path, { ...answers, timeZone: 'UTC', intervalMs: null });
    const { mapping } = proposal;
    const { series } = await from.mapFile({ path, mapping, maxRows: null }, () => {});
    return { ...wholeSeries, path, mapping, dataset: series[0]?.name ?? '' };
  };
  const timeOf = (quarter: number): number => Date.parse('2024-05-01T00:00Z') + quarter * quarterMs;
  const line = (quarter: number, value: string | number): string =>
    `${new Date(timeOf(quarter)).toISOString()},${value}`;

  test('is told with every odd row of its file, those that could not be read among them', async () => {
    const path = join(folder, 'odd.csv');
    const lines = Array.from({ length: 40 }, (_, quarter) => line(quarter, quarter + 0.5));
    lines[5] = line(4, 4.5);
    lines[9] = line(9, 'broken');
    lines[15] = 'yesterday,3.5';
    lines.splice(20, 4);
    writeFileSync(path, `time,kWh\n${lines.join('\n')}\n`);
    const spec = await specOfFile(path);
    const { marks, counts } = await reader.marks(spec, 'UTC');
    expect(marks.filter(({ kind }) => kind !== 'finding')).toMatchObject([
      { kind: 'duplicate', atMs: timeOf(4), row: 7, index: 4 },
      { kind: 'gap', atMs: timeOf(5), endMs: timeOf(6), index: 5 },
      { kind: 'rejected', atMs: timeOf(8), row: 11, text: expect.stringContaining('broken') as string },
      { kind: 'gap', atMs: timeOf(9) },
      { kind: 'rejected', atMs: timeOf(14), row: 17, text: expect.stringContaining('yesterday') as string },
      { kind: 'gap', atMs: timeOf(15) },
      { kind: 'gap', atMs: timeOf(20), text: 'Nothing for 1 h: 4 intervals of 15 min are missing.' },
    ]);
    expect(Object.fromEntries(counts.map(({ kind, count }) => [kind, count]))).toMatchObject({
      gap: 4,
      duplicate: 1,
      rejected: 2,
    });
    expect(await reader.months(spec, 'UTC')).toMatchObject([
      { month: '2024-05', intervals: 33, expected: 2976 },
    ]);
  });

  test('is found by time, and drawn as it is paged', async () => {
    const path = join(folder, 'even.csv');
    const lines = Array.from({ length: 3000 }, (_, quarter) => line(quarter, quarter % 50));
    writeFileSync(path, `time,kWh\n${lines.join('\n')}\n`);
    const spec = await specOfFile(path);
    expect(await reader.locate(spec, timeOf(100) + 1)).toBe(101);
    expect(await reader.locate(spec, timeOf(5000))).toBe(3000);
    const page = await reader.page(spec, 101, 104);
    expect([...page.startMs]).toEqual([101, 102, 103].map(timeOf));
    expect([...page.value]).toEqual([1, 2, 3]);
    const plot = await reader.plot(spec, { fromMs: timeOf(100), toMs: timeOf(200), columns: 2 });
    expect(plot).toMatchObject({ intervals: 100, exact: false, min: [0, 0], max: [49, 49] });
    expect(await reader.plot(spec, { fromMs: null, toMs: null, columns: 2 })).toMatchObject({
      intervals: 3000,
    });
  });

  test('stays at hand while a job reads others, though it is larger than what is kept, and follows its file', async () => {
    const small = startReader({ cacheBytes: 10_000, spoolParent: join(folder, 'spool') });
    const site: SampleSite = await makeSampleSite(join(folder, 'site'), { resources: 4, rows: 2000 });
    const path = join(folder, 'large.csv');
    const lines = Array.from({ length: 5000 }, (_, quarter) => line(quarter, 1));
    writeFileSync(path, `time,kWh\n${lines.join('\n')}\n`);
    const spec = await specOfFile(path, small);
    const span = { fromMs: null, toMs: null, columns: 10 };
    expect(await small.plot(spec, span)).toMatchObject({ intervals: 5000 });
    for (const load of site.loads.slice(0, 3)) {
      const other = { ...wholeSeries, path: site.meterFilePath, dataset: datasetOfLoad(load) };
      expect((await small.intervals(other, 0, 2000)).value).toHaveLength(2000);
      expect(await small.plot(spec, span)).toMatchObject({ intervals: 5000 });
    }
    appendFileSync(path, `${line(5000, 7)}\n`);
    utimesSync(path, 1_800_000_000, 1_800_000_000);
    expect(await small.plot(spec, span)).toMatchObject({ intervals: 5001 });
    expect((await small.plot(spec, span)).max.at(-1)).toBe(7);
    await small.close();
  });
});
