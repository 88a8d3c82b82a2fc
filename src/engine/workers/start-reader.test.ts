import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { datasetOfLoad } from '../mapping/dataset-path.ts';
import { makeSampleSite } from '../sample-site/make-sample-site.ts';
import type { SampleSite } from '../sample-site/make-sample-site.ts';
import type { Quirk } from '../sample-site/sample-site-options.ts';
import type { EncodeRequest } from '../encoding/encoded-chunk.ts';
import type { Reader, ReadingSpec } from './reader.ts';
import { startReader } from './start-reader.ts';
import { wholeSeries } from '../../../test/suites/whole-series.ts';

const quirks: readonly Quirk[] = [
  { load: 0, kind: 'nan-rows' },
  { load: 1, kind: 'duplicate-rows' },
  { load: 2, kind: 'conflicting-rows' },
  { load: 3, kind: 'shuffled-rows' },
  { load: 4, kind: 'missing-meter' },
  { load: 5, kind: 'missing-component' },
  { load: 6, kind: 'infinite-rows' },
  { load: 8, kind: 'shared-equal' },
  { load: 10, kind: 'shared-conflicting' },
  { load: 11, kind: 'missing-rows' },
];

/** How a block of gzip level 4 begins. */
const zlibHeader = Buffer.from([0x78, 0x5e]);

describe('the reader', () => {
  let folder = '';
  let site: SampleSite;
  let reader: Reader;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'meterhaul-reader-'));
    site = await makeSampleSite(folder, { resources: 4, rows: 200, quirks });
    reader = startReader();
  });
  afterAll(async () => {
    await reader.close();
    rmSync(folder, { recursive: true });
  });

  const specOf = (load: number, changed: Partial<ReadingSpec> = {}): ReadingSpec => ({
    ...wholeSeries,
    path: site.meterFilePath,
    dataset: datasetOfLoad(site.loads[load]!),
    ...changed,
  });
  const requestOf = (spec: ReadingSpec, digest: string, count: number): EncodeRequest => ({
    spec,
    digest,
    quality: { code: 'GOOD', zeroCode: null },
    ranges: [0, count],
    maxPoints: 100_000,
    maxBytes: 10_000_000,
    boundariesMs: [],
    gzip: false,
  });

  test('knows the site by its files in any order', async () => {
    const read = await reader.readVenClientSite([site.meterFilePath, site.databasePath]);
    expect(read).toMatchObject({ databasePath: site.databasePath, meterFilePath: site.meterFilePath });
    const loads = await reader.readLoads(site.databasePath, 0, 1000);
    expect(loads.map((load) => [load.loadId, load.meterId, load.vtnResourceId])).toEqual(
      site.loads.map((load) => [load.loadId, load.meterId, load.vtnResourceId]),
    );
    expect(await reader.readLoads(site.databasePath, 2, 3)).toEqual(loads.slice(2, 5));
  });

  test('gives each load exactly the intervals that the site is made of', async () => {
    const expected = site.expected();
    let compared = 0;
    for (const [load, { vtnResourceId, isUploaded }] of site.loads.entries()) {
      const wanted = expected.get(vtnResourceId ?? '');
      if (!isUploaded || wanted === undefined) continue;
      const scan = await reader.scan(specOf(load));
      const columns = await reader.intervals(specOf(load), 0, scan.intervals);
      const read = Array.from(columns.startMs, (startMs, at) => ({
        startMs,
        endMs: columns.endMs[at],
        value: columns.value[at],
        quality: 'GOOD',
      }));
      expect(read).toEqual(wanted);
      expect(scan.rows).toBe(
        scan.intervals + scan.duplicates + scan.conflicts + scan.gaps + scan.rejected + scan.outside,
      );
      compared++;
    }
    expect(compared).toBe(20);
  });

  test('counts what it leaves out', async () => {
    expect(await reader.scan(specOf(0))).toMatchObject({ rows: 200, intervals: 197, gaps: 3, missing: 3 });
    expect(await reader.scan(specOf(1))).toMatchObject({ rows: 203, intervals: 200, duplicates: 3 });
    const conflicting = await reader.scan(specOf(2));
    expect(conflicting).toMatchObject({ rows: 203, intervals: 197, conflicts: 6 });
    expect(conflicting.setAside).toHaveLength(6);
    expect(await reader.scan(specOf(2, { onConflict: 'first' }))).toMatchObject({
      intervals: 200,
      conflicts: 3,
    });
    expect(await reader.scan(specOf(6))).toMatchObject({ gaps: 3 });
  });

  test('says of a load which part of the meter file is missing', async () => {
    await expect(reader.scan(specOf(4))).rejects.toMatchObject({
      code: 'source/meter-missing',
      disposition: 'rejected',
    });
    await expect(reader.scan(specOf(5))).rejects.toMatchObject({
      code: 'source/component-missing',
      message: expect.stringContaining('load_5/power') as string,
    });
  });

  test('tells whether two loads of one VTN resource agree', async () => {
    expect(await reader.compare(specOf(7), specOf(8))).toEqual({
      equal: 200,
      conflicts: 0,
      firstConflictMs: null,
    });
    const conflict = await reader.compare(specOf(9), specOf(10));
    expect(conflict.conflicts).toBeGreaterThan(190);
    expect(conflict.firstConflictMs).toBe(Date.UTC(2025, 0, 15, 8));
    const covered = await reader.scan(specOf(8, { minus: [specOf(7)] }));
    expect(covered).toMatchObject({ intervals: 0, duplicates: 200, encodedBytes: 2 });
  });

  test('encodes what was planned, of the size that was foretold', async () => {
    const spec = specOf(3);
    const scan = await reader.scan(spec);
    const chunk = await reader.encode(requestOf(spec, scan.digest, scan.intervals));
    expect(chunk.points).toBe(200);
    expect(chunk.plainBytes).toBe(scan.encodedBytes);
    expect(JSON.parse(Buffer.from(chunk.body).toString())).toHaveLength(200);
  });

  test('writes the next body into memory that came back, and nothing of the last one is in it', async () => {
    const spec = specOf(3);
    const scan = await reader.scan(spec);
    const { body } = await reader.encode(requestOf(spec, scan.digest, scan.intervals));
    const text = Buffer.from(body).toString();
    reader.takeBack(body);
    expect(body).toHaveLength(0);
    const shorter = await reader.encode(requestOf(spec, scan.digest, 50));
    expect(JSON.parse(Buffer.from(shorter.body).toString())).toHaveLength(50);
    const again = await reader.encode(requestOf(spec, scan.digest, scan.intervals));
    expect(Buffer.from(again.body).toString()).toBe(text);
  });

  test('never sends a mixture: a series that is not the planned one is refused', async () => {
    await expect(reader.encode(requestOf(specOf(3), 'another digest', 200))).rejects.toMatchObject({
      code: 'source/changed',
    });
  });

  test('sees that a file was replaced under its name, also after errors in it', async () => {
    const path = join(folder, 'moving.h5');
    const spec = specOf(3, { path });
    copyFileSync(site.meterFilePath, path);
    const { digest } = await reader.scan(spec);
    await expect(reader.scan({ ...spec, dataset: 'meters' })).rejects.toMatchObject({
      code: 'source/dataset-unreadable',
    });
    const other = await makeSampleSite(join(folder, 'other'), { seed: 7, resources: 4, rows: 200 });
    copyFileSync(other.meterFilePath, path);
    utimesSync(path, 1_800_000_000, 1_800_000_000);
    await expect(reader.encode(requestOf(spec, digest, 200))).rejects.toMatchObject({
      code: 'source/changed',
      context: { path, dataset: spec.dataset },
    });
    expect((await reader.scan(spec)).digest).not.toBe(digest);
    renameSync(path, `${path}.away`);
    await expect(reader.scan(spec)).rejects.toMatchObject({ code: 'source/missing' });
    await expect(reader.encode(requestOf(spec, digest, 200))).rejects.toMatchObject({
      code: 'source/missing',
    });
  });

  test('reads a good copy that was put in place of a damaged file', async () => {
    // HDF5 notes when a dataset was made: at some seconds that looks like a block.
    vi.useFakeTimers({ now: Date.UTC(2026, 10, 20, 12), toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const packed = await makeSampleSite(join(folder, 'packed'), { resources: 2, rows: 300, gzip: true });
    const path = packed.meterFilePath;
    const spec = specOf(0, { path });
    const good = readFileSync(path);
    const bad = Buffer.from(good);
    for (let at = bad.indexOf(zlibHeader); at !== -1; at = bad.indexOf(zlibHeader, at + 1))
      bad.fill(0xff, at + 2, at + 40);
    writeFileSync(path, bad);
    await expect(reader.scan(spec)).rejects.toMatchObject({ code: 'source/dataset-unreadable' });
    writeFileSync(path, good);
    utimesSync(path, 1_800_000_000, 1_800_000_000);
    expect(await reader.scan(spec)).toMatchObject({ intervals: 300 });
  });

  test('the fingerprint of a file follows its content and not its time', async () => {
    const path = join(folder, 'printed');
    writeFileSync(path, Buffer.alloc(9_000_000, 'a'));
    const [sampled, full] = await Promise.all([
      reader.fingerprint(path, 'sampled'),
      reader.fingerprint(path, 'full'),
    ]);
    utimesSync(path, 1_700_000_000, 1_700_000_000);
    expect(await reader.fingerprint(path, 'sampled')).toEqual({ ...sampled, mtimeMs: 1_700_000_000_000 });
    appendFileSync(path, 'b');
    expect((await reader.fingerprint(path, 'sampled')).contentHash).not.toBe(sampled.contentHash);
    expect((await reader.fingerprint(path, 'full')).contentHash).not.toBe(full.contentHash);
    await expect(reader.fingerprint(join(folder, 'absent'), 'full')).rejects.toMatchObject({
      code: 'source/missing',
    });
  });
});

describe('a reader whose thread ends', () => {
  let folder = '';
  let workerUrl: URL;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'meterhaul-crash-'));
    const script = join(folder, 'worker.mjs');
    writeFileSync(
      script,
      `import { parentPort } from 'node:worker_threads';
      parentPort.on('message', ({ id, args: [path] }) => {
        if (path === 'crash') throw new Error('out of memory');
        if (path !== 'silent') parentPort.postMessage({ id, kind: 'done', value: { contentHash: path } });
      });`,
    );
    workerUrl = pathToFileURL(script);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('fails the call at hand only: the others and the next are answered by a fresh thread', async () => {
    const reader = startReader({ workerUrl });
    const before = reader.fingerprint('before', 'sampled');
    const crash = reader.fingerprint('crash', 'sampled');
    const after = reader.fingerprint('after', 'sampled');
    await expect(before).resolves.toMatchObject({ contentHash: 'before' });
    await expect(crash).rejects.toMatchObject({
      code: 'source/reader-crashed',
      message: expect.stringContaining('out of memory') as string,
    });
    await expect(after).resolves.toMatchObject({ contentHash: 'after' });
    await expect(reader.fingerprint('next', 'sampled')).resolves.toMatchObject({ contentHash: 'next' });
    await reader.close();
  });

  test('keeps no process alive, neither closed nor idle', async () => {
    const module = new URL('./start-reader.ts', import.meta.url).href;
    const script = `const { startReader } = await import(${JSON.stringify(module)});
      const [closed, idle] = [startReader(), startReader()];
      for (const reader of [closed, idle]) await reader.fingerprint(process.execPath, 'sampled');
      await closed.close();
      console.log('done');`;
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], {
      timeout: 100_000,
    });
    expect(stdout).toBe('done\n');
  });

  test('ends open calls when it is closed, so nobody waits for ever', async () => {
    const reader = startReader({ workerUrl });
    const silent = reader.fingerprint('silent', 'sampled');
    const closed = reader.close();
    await expect(silent).rejects.toMatchObject({ code: 'engine/stopped' });
    await closed;
    await expect(reader.fingerprint('late', 'sampled')).rejects.toMatchObject({ code: 'engine/stopped' });
  });
});
