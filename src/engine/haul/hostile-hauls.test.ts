import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openPromise } from 'yauzl';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRehearsal } from '../../../test/faults/rehearsal.ts';
import type { Rehearsal } from '../../../test/faults/rehearsal.ts';
import { zipOf } from '../sources/container/write-zip.ts';
import type { WrittenMember } from '../sources/container/write-zip.ts';
import { manifestChecksum } from './haul-format.ts';
import type { Manifest } from './haul-format.ts';

let north: Rehearsal;
let south: Rehearsal;
let good: string;
let baseUrl: string;
let hauls = 0;

beforeAll(async () => {
  north = await startRehearsal({ vens: 1, resources: 1, loadsPerResource: 2, rows: 40 });
  south = await startRehearsal({ vens: 1, resources: 1, loadsPerResource: 1, rows: 2 });
  const vtn = await north.startVtn();
  ({ baseUrl } = vtn);
  vtn.setFaults([{ kind: 'refuse-rows', everyNth: 15 }]);
  const { jobId } = await north.plan(baseUrl, { pace: { chunkPoints: 20, canaryPoints: 0 } });
  expect(await north.run(jobId)).toMatchObject({ state: 'incomplete' });
  good = path.join(north.folder, 'good.haul');
  await north.engine.api.exportJob({ jobId, path: good });
});
afterAll(async () => {
  await north.close();
  await south.close();
});

/** The entries of the good file, unpacked. */
async function entriesOf(file: string): Promise<Map<string, Buffer>> {
  const archive = await openPromise(file, { lazyEntries: true, autoClose: false });
  const entries = new Map<string, Buffer>();
  for await (const entry of archive.eachEntry()) {
    const blocks: Buffer[] = [];
    for await (const block of await archive.openReadStreamPromise(entry)) blocks.push(block as Buffer);
    entries.set(entry.fileName, Buffer.concat(blocks));
  }
  archive.close();
  return entries;
}

async function fileOf(bytes: Buffer): Promise<string> {
  const file = path.join(south.folder, `hostile-${++hauls}.haul`);
  await writeFile(file, bytes);
  return file;
}

async function expectRefused(file: string, code = 'haul/damaged', words = ''): Promise<void> {
  const { api } = south.engine;
  const before = await api.listJobs({});
  const imported = api.importJob({ path: file, destination: { baseUrl } });
  await expect(imported).rejects.toMatchObject({ code });
  await expect(imported).rejects.toThrow(words);
  expect(await api.listJobs({})).toEqual(before);
  const copies = path.join(south.folder, 'state', 'staged');
  expect(existsSync(copies) ? readdirSync(copies) : []).toEqual([]);
}

/** A file whose checksums agree with what is in it, as somebody who means harm would write it. */
async function forged(change: (entries: Map<string, Buffer>, manifest: Manifest) => void): Promise<string> {
  const entries = await entriesOf(good);
  const manifest = JSON.parse(entries.get('manifest.json')?.toString() ?? '') as Manifest;
  entries.delete('manifest.json');
  change(entries, manifest);
  const listed = [...entries].map(([name, bytes]) => ({
    name,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }));
  const fields = { ...manifest, entries: listed };
  const sealed = { ...fields, checksum: manifestChecksum(fields) };
  const members = [...entries].map(([name, content]) => ({ name, content }));
  return fileOf(zipOf([...members, { name: 'manifest.json', content: JSON.stringify(sealed) }]));
}

/** Changes the first line of a list that the words are in. */
function changeLine(name: string, words: string, changes: object): (entries: Map<string, Buffer>) => void {
  return (entries) => {
    const lines = (entries.get(name)?.toString() ?? '').trimEnd().split('\n');
    const at = lines.findIndex((line) => line.includes(words));
    lines[at] = JSON.stringify({ ...(JSON.parse(lines[at] ?? '{}') as object), ...changes });
    entries.set(name, Buffer.from(`${lines.join('\n')}\n`));
  };
}

describe('a damaged .haul file', () => {
  it('is refused whichever of its entries is damaged, with nothing left of it', async () => {
    for (const [name, content] of await entriesOf(good)) {
      // Of an empty list there is nothing that could be damaged.
      if (content.length === 0) continue;
      const bytes = await readFile(good);
      const at = bytes.indexOf(name) + name.length + 4;
      bytes[at] = (bytes[at] ?? 0) ^ 0x55;
      bytes[at + 1] = (bytes[at + 1] ?? 0) ^ 0x55;
      await expectRefused(await fileOf(bytes));
    }
  });

  it('is refused wherever one byte of it is another one', async () => {
    const whole = await readFile(good);
    const { api } = south.engine;
    // Times and the like may differ without harm: then the file still says the same.
    const found = await api.inspectHaul({ path: good });
    for (let at = 3; at < whole.length; at += Math.ceil(whole.length / 150)) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      const outcome = await api.inspectHaul({ path: await fileOf(bytes) }).catch((thrown: unknown) => thrown);
      if (!(outcome instanceof Error)) expect(outcome).toEqual(found);
      else expect(outcome).toMatchObject({ code: 'haul/damaged' });
    }
  });

  it('is refused wherever it is cut', async () => {
    const whole = await readFile(good);
    for (const share of [0, 0.01, 0.3, 0.7, 0.99])
      await expectRefused(await fileOf(whole.subarray(0, Math.floor(whole.length * share))));
    await expectRefused(await fileOf(whole.subarray(0, -1)));
    await expectRefused(await fileOf(whole.subarray(100)));
  });

  it('is refused when it is something else', async () => {
    await expectRefused(north.site.meterFilePath, 'haul/not-one', 'is no .haul file');
    await expectRefused(north.site.databasePath, 'haul/not-one');
    await expectRefused(await fileOf(Buffer.from('time,value\n2025-01-01T00:00Z,1\n')), 'haul/not-one');
    await expectRefused(
      await fileOf(zipOf([{ name: 'readings.csv', content: 'time,value\n' }])),
      'haul/not-one',
    );
    await expectRefused(await fileOf(Buffer.alloc(0)), 'haul/damaged', 'empty');
    await expectRefused(path.join(south.folder, 'nowhere.haul'), 'haul/missing');
    await expectRefused(south.folder, 'source/unreadable');
  });
});

describe('a .haul file that means harm', () => {
  it.each([
    ['climbs out of its folder', '../../../../etc/cron.d/evil'],
    ['names an absolute path', '/etc/passwd'],
    ['names a path of Windows', 'C:\\Windows\\evil.dll'],
    ['hides a climb in the name of a part', 'data/../part-00001.staged'],
    ['brings a ledger', 'ledger.sqlite'],
    ['brings a folder', 'data/'],
    ['brings credentials', 'profiles.json'],
  ])('is refused when an entry %s', async (_what, name) => {
    await expectRefused(
      await forged((entries) => void entries.set(name, Buffer.from('evil'))),
      'haul/damaged',
      'which no .haul file has',
    );
    expect(existsSync(path.join(south.folder, 'part-00001.staged'))).toBe(false);
  });

  it('is refused when an entry is there twice, is a link or is encrypted', async () => {
    const entries = await entriesOf(good);
    const members: WrittenMember[] = [...entries].map(([name, content]) => ({ name, content }));
    const [first] = members;
    const changed = (change: Partial<WrittenMember>): Buffer =>
      zipOf(members.map((member) => (member === first ? { ...member, ...change } : member)));
    await expectRefused(
      await fileOf(zipOf([...members, ...(first === undefined ? [] : [first])])),
      'haul/damaged',
      'two entries',
    );
    await expectRefused(await fileOf(changed({ mode: 0o120777 })), 'haul/damaged', 'no plain file');
    await expectRefused(await fileOf(changed({ flags: 0x801 })), 'haul/damaged', 'encrypted');
    await expectRefused(await fileOf(zipOf(members.slice(1))), 'haul/damaged', 'not those');
  });

  it('is refused when it would unpack to far more than it is', async () => {
    const bomb = Buffer.alloc(120 * 2 ** 20);
    await expectRefused(
      await forged((entries) => void entries.set('data/part-00002.staged', bomb)),
      'haul/damaged',
      'zip bomb',
    );
  });

  it.each<[string, string, string, object]>([
    ['progress beyond the plan', 'spans.ndjson', '"confirmed"', { to: 4000 }],
    ['a state that there is not', 'spans.ndjson', '"confirmed"', { state: 'done' }],
    ['figures that do not add up', 'series.ndjson', '"confirmed"', { confirmed: 0 }],
    ['a series of nothing', 'series.ndjson', '"dataset"', { dataset: 999 }],
    ['data of another digest', 'datasets.ndjson', '"copy":{', { digest: '0'.repeat(40) }],
    ['another number of intervals', 'datasets.ndjson', '"copy":{', { intervals: 41 }],
    ['a source that is a path', 'sources.ndjson', '"role"', { name: '../../state/ledger.sqlite' }],
    ['what is to be sent, without its data', 'datasets.ndjson', '"copy":{', { copy: null }],
  ])('is refused when it claims %s', async (_what, name, words, changes) => {
    await expectRefused(await forged(changeLine(name, words, changes)));
  });

  it('is refused when its data was changed and all checksums with it', async () => {
    const file = await forged((entries) => {
      const name = 'data/part-00001.staged';
      const bytes = Buffer.from(entries.get(name) ?? '');
      bytes[bytes.length - 5] = (bytes.at(-5) ?? 0) ^ 1;
      entries.set(name, bytes);
    });
    await expectRefused(file, 'haul/damaged', 'damaged');
  });

  it('is refused when its plan is not one', async () => {
    const file = await forged((entries) => {
      const job = JSON.parse(entries.get('job.json')?.toString() ?? '') as { request: object };
      entries.set(
        'job.json',
        Buffer.from(JSON.stringify({ ...job, request: { destination: 'file:///etc' } })),
      );
    });
    await expectRefused(file, 'haul/damaged', 'job is not valid');
  });

  it('of a newer version is refused with the reason, whatever else is in it', async () => {
    const file = await fileOf(
      zipOf([
        { name: 'something-new.bin', content: 'new' },
        { name: 'manifest.json', content: JSON.stringify({ meterhaul: 'haul', version: 2, surprise: true }) },
      ]),
    );
    await expectRefused(file, 'haul/newer-version', 'version 2');
  });

  it('does not keep the good one from being taken', async () => {
    const { jobId } = await south.engine.api.importJob({ path: good, destination: { baseUrl } });
    expect(await south.engine.api.getJob({ jobId })).toMatchObject({ state: 'paused', staged: true });
  });
});
