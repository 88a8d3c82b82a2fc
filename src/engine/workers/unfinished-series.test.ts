import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EncodedChunk } from '../encoding/encoded-chunk.ts';
import { makeSampleSite } from '../sample-site/make-sample-site.ts';
import type { ReadingSpec } from './reader.ts';
import { createReaderService } from './reader-service.ts';
import { UnfinishedSeries } from './unfinished-series.ts';
import { wholeSeries } from '../../../test/suites/whole-series.ts';
import { datasetOfLoad } from '../mapping/dataset-path.ts';

let folder: string;
let spool: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'meterhaul-unfinished-'));
  spool = mkdtempSync(path.join(folder, 'spool-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const kept = () => readdirSync(spool);

describe('long series that go up side by side', () => {
  const rows = 2000;
  const chunkPoints = 150;

  it('are sent the same whether memory holds them or not, and leave nothing on the disk', async () => {
    const alike = await sendSideBySide(100_000_000);
    expect(kept()).toEqual([]);
    const { bodies, mostOnDisk } = await sendSideBySide(rows * 24 * 1.5);
    expect(bodies).toEqual(alike.bodies);
    // One of the three is in memory, the others wait on the disk.
    expect([alike.mostOnDisk, mostOnDisk]).toEqual([0, 2]);
    expect(kept()).toEqual([]);
  });

  it('are read anew when their file changes', async () => {
    const { service, specs } = await openSite(rows * 24 * 1.5);
    const chunks: EncodedChunk[] = [];
    for (const spec of specs) chunks.push(await encode(service, spec, 0));
    expect(kept()).toHaveLength(specs.length - 1);
    const other = await makeSite(2);
    const [first] = specs;
    if (first === undefined) throw new Error('The site has no loads.');
    copyFileSync(other.meterFilePath, first.path);
    await expect(encode(service, first, chunkPoints)).rejects.toMatchObject({ code: 'source/changed' });
    expect(kept()).toEqual([]);
  });

  const digests = new Map<string, string>();

  function makeSite(seed: number) {
    const ownFolder = mkdtempSync(path.join(folder, 'site-'));
    return makeSampleSite(ownFolder, { vens: 1, resources: 1, loadsPerResource: 3, rows, seed });
  }

  async function openSite(cacheBytes: number) {
    const site = await makeSite(1);
    const service = createReaderService({ cacheBytes, spoolFolder: spool });
    const loads = await service.readLoads(site.databasePath, 0, 10);
    const specs = loads.map((load) => ({
      ...wholeSeries,
      path: site.meterFilePath,
      dataset: datasetOfLoad(load),
    }));
    for (const spec of specs) digests.set(spec.dataset, (await service.scan(spec)).digest);
    return { service, specs };
  }

  /** Chunk after chunk of each series in turn; all bodies, as text. */
  async function sendSideBySide(cacheBytes: number) {
    const { service, specs } = await openSite(cacheBytes);
    const next = specs.map((spec) => ({ spec, from: 0, intervals: 0 }));
    for (const one of next) one.intervals = (await service.scan(one.spec)).intervals;
    const bodies: string[] = [];
    let mostOnDisk = 0;
    while (next.some(({ from, intervals }) => from < intervals)) {
      for (const one of next.filter(({ from, intervals }) => from < intervals)) {
        const chunk = await encode(service, one.spec, one.from, one.intervals);
        bodies.push(`${one.spec.dataset} ${one.from} ${Buffer.from(chunk.body).toString()}`);
        one.from = chunk.ranges.at(-1) ?? Infinity;
        mostOnDisk = Math.max(mostOnDisk, kept().length);
      }
    }
    return { bodies, mostOnDisk };
  }

  function encode(
    service: ReturnType<typeof createReaderService>,
    spec: ReadingSpec,
    from: number,
    to = rows / 2,
  ): Promise<EncodedChunk> {
    return service.encode({
      spec,
      digest: digests.get(spec.dataset) ?? '',
      quality: { code: 'GOOD', zeroCode: null },
      ranges: [from, to],
      maxPoints: chunkPoints,
      maxBytes: 1_000_000,
      boundariesMs: [],
      gzip: false,
    });
  }
});

describe('the store of unfinished series', () => {
  const series = (value: number, quality: Uint8Array | null = null) => ({
    digest: `of ${value}`,
    series: {
      startMs: Float64Array.of(1, 2, 3, 4),
      endMs: Float64Array.of(2, 3, 4, 5),
      value: new Float64Array(4).fill(value),
      quality,
    },
  });

  it('gives parts back with what they were kept with', () => {
    const store = new UnfinishedSeries(spool, 1000);
    store.keep('a', 'file', series(7, Uint8Array.of(0, 1, 2, 3)));
    expect(store.read('a', 1, 3)).toEqual({
      digest: 'of 7',
      series: {
        startMs: Float64Array.of(2, 3),
        endMs: Float64Array.of(3, 4),
        value: Float64Array.of(7, 7),
        quality: Uint8Array.of(1, 2),
      },
    });
    expect(store.read('a', 3, 5)).toBeNull();
  });

  it('lets go of those that were read longest ago when there are too many', () => {
    const store = new UnfinishedSeries(spool, 2 * 4 * 24);
    store.keep('a', 'file', series(1));
    store.keep('b', 'file', series(2));
    store.read('a', 0, 1);
    store.keep('c', 'other', series(3));
    expect(['a', 'b', 'c'].map((key) => store.read(key, 0, 1)?.digest)).toEqual(['of 1', undefined, 'of 3']);
    store.forget('file');
    expect([store.read('a', 0, 1), kept().length]).toEqual([null, 1]);
  });

  it('does without what the disk did not take, or has lost', () => {
    const store = new UnfinishedSeries(path.join(spool, 'gone'), 1000);
    store.keep('a', 'file', series(1));
    expect(store.read('a', 0, 1)).toBeNull();
    const other = new UnfinishedSeries(spool, 1000);
    other.keep('a', 'file', series(1));
    for (const file of kept()) rmSync(path.join(spool, file));
    expect(other.read('a', 0, 1)).toBeNull();
  });
});
