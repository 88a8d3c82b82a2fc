import { mkdir, mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestClock } from '../../../test/faults/test-clock.ts';
import type { TestClock } from '../../../test/faults/test-clock.ts';
import { sampleEngine, sampleJob } from '../../../test/suites/sample-engine.ts';
import type { JobSummary } from '../../contract/job-shapes.ts';
import { UploadStore } from './upload-store.ts';

const dayMs = 24 * 3_600_000;
const gibibyte = 1024 ** 3;

let stateDir: string;
let clock: TestClock;
let jobs: JobSummary[];
let freeBytes: number;

beforeEach(async () => {
  stateDir = await mkdtemp(path.join(os.tmpdir(), 'meterhaul-uploads-'));
  clock = createTestClock(Date.now());
  jobs = [];
  freeBytes = 100 * gibibyte;
});

afterEach(() => rm(stateDir, { recursive: true, force: true }));

/** As after each start of the program. */
function openStore(): UploadStore {
  const { api } = sampleEngine({ listJobs: () => Promise.resolve(jobs) });
  return new UploadStore({
    api,
    stateDir,
    limitBytes: 2 * gibibyte,
    clock,
    freeBytes: () => Promise.resolve(freeBytes),
  });
}

const body = (text: string) => ({ stream: Readable.from([Buffer.from(text)]), sizeBytes: text.length });
const folderNow = (): Promise<string[]> => readdir(path.join(stateDir, 'uploads'));

describe('an upload', () => {
  it('is kept whole, for its owner only, and is listed with its size and its end', async () => {
    const store = openStore();
    const sent = await store.receive('../north.csv', body('time,value\n'));
    expect(await readFile(sent.path, 'utf8')).toBe('time,value\n');
    expect(path.basename(sent.path)).toBe('north.csv');
    expect((await stat(sent.path)).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(sent.path))).mode & 0o777).toBe(0o700);
    expect(await store.list()).toEqual({
      uploads: [sent],
      folder: path.join(stateDir, 'uploads'),
      limitBytes: 2 * gibibyte,
      keptDays: 7,
    });
    expect(sent).toMatchObject({
      name: 'north.csv',
      sizeBytes: 11,
      deletedAt: new Date(clock.now() + 7 * dayMs).toISOString(),
    });
  });

  it('of the same name as another is kept beside it', async () => {
    const store = openStore();
    const first = await store.receive('load_data.h5', body('one'));
    const second = await store.receive('load_data.h5', body('two'));
    expect(await readFile(first.path, 'utf8')).toBe('one');
    expect(await readFile(second.path, 'utf8')).toBe('two');
  });

  it('that breaks off leaves nothing behind', async () => {
    const store = openStore();
    const broken = new Readable({ read: () => {} });
    broken.push('half of the fi');
    const receiving = store.receive('north.csv', { stream: broken, sizeBytes: 20 });
    broken.destroy(new Error('ECONNRESET'));
    await expect(receiving).rejects.toMatchObject({ code: 'source/upload-incomplete' });
    await expect(store.receive('north.csv', { ...body('short'), sizeBytes: 20 })).rejects.toMatchObject({
      code: 'source/upload-incomplete',
    });
    expect(await folderNow()).toEqual([]);
  });

  it('that is too large, or leaves the disk less than 1 GiB, is refused before anything is written', async () => {
    const store = openStore();
    const huge = { ...body(''), sizeBytes: 2 * gibibyte + 1 };
    await expect(store.receive('huge.h5', huge)).rejects.toMatchObject({
      code: 'source/upload-too-large',
      message: expect.stringContaining('--upload-limit') as string,
    });
    freeBytes = gibibyte + 1000;
    await expect(store.receive('huge.h5', { ...body(''), sizeBytes: 1001 })).rejects.toMatchObject({
      code: 'source/upload-too-large',
      message: expect.stringContaining('Make room') as string,
    });
    expect((await store.list()).limitBytes).toBe(1000);
    expect(await folderNow()).toEqual([]);
  });

  it('counts what others on their way will take, of which four go at once', async () => {
    const store = openStore();
    freeBytes = gibibyte + 1000;
    const slow = new Readable({ read: () => {} });
    const coming = store.receive('slow.csv', { stream: slow, sizeBytes: 900 });
    await expect(store.receive('next.csv', { ...body(''), sizeBytes: 101 })).rejects.toMatchObject({
      code: 'source/upload-too-large',
    });
    freeBytes = 100 * gibibyte;
    const others = [1, 2, 3].map(() => {
      const stream = new Readable({ read: () => {} });
      return { stream, done: store.receive('other.csv', { stream, sizeBytes: 1 }) };
    });
    await expect(store.receive('fifth.csv', body('x'))).rejects.toMatchObject({ code: 'usage/invalid' });
    for (const { stream, done } of [{ stream: slow, done: coming }, ...others]) {
      stream.destroy(new Error('the end'));
      await expect(done).rejects.toThrow();
    }
    await expect(store.receive('fifth.csv', body('x'))).resolves.toMatchObject({ sizeBytes: 1 });
  });
});

describe('the end of an upload', () => {
  it('comes 7 days after it came, when nothing ever used it', async () => {
    const sent = await openStore().receive('north.csv', body('x'));
    clock.advance(7 * dayMs - 1);
    expect((await openStore().list()).uploads).toEqual([sent]);
    clock.advance(1);
    expect((await openStore().list()).uploads).toEqual([]);
    expect(await folderNow()).toEqual([]);
  });

  it('does not come while a job that has not ended names it, however long the program was closed', async () => {
    const store = openStore();
    const sent = await store.receive('north.csv', body('x'));
    jobs = [sampleJob({ files: [sent.path], state: 'running' })];
    expect((await store.list()).uploads).toMatchObject([{ deletedAt: null, usedBy: { jobs: 1 } }]);
    await expect(store.remove(sent.id)).rejects.toMatchObject({
      code: 'usage/invalid',
      message: expect.stringContaining('a job that has not ended') as string,
    });
    clock.advance(30 * dayMs);
    expect((await openStore().list()).uploads).toHaveLength(1);
    clock.advance(30 * dayMs);
    jobs = [sampleJob({ files: [sent.path], state: 'completed' })];
    const [afterwards] = (await openStore().list()).uploads;
    expect(afterwards?.deletedAt).toBe(new Date(clock.now() + 7 * dayMs).toISOString());
    clock.advance(7 * dayMs);
    expect((await openStore().list()).uploads).toEqual([]);
  });

  it('comes at once when a person removes it', async () => {
    const store = openStore();
    const sent = await store.receive('north.csv', body('x'));
    await store.remove(sent.id);
    expect(await folderNow()).toEqual([]);
    await expect(store.remove(sent.id)).rejects.toMatchObject({ code: 'source/missing' });
    await expect(store.remove('../../ledger')).rejects.toMatchObject({ code: 'source/missing' });
  });

  it('does not come while the engine cannot say what is used', async () => {
    const sent = await openStore().receive('north.csv', body('x'));
    clock.advance(30 * dayMs);
    const { api } = sampleEngine({ listJobs: () => Promise.reject(new Error('locked')) });
    const store = new UploadStore({ api, stateDir, limitBytes: 1, clock });
    await expect(store.list()).rejects.toThrow('locked');
    expect(await readFile(sent.path, 'utf8')).toBe('x');
  });
});

it('a broken upload of a program that was killed goes after an hour; what is not ours stays', async () => {
  const store = openStore();
  const uploads = path.join(stateDir, 'uploads');
  const broken = path.join(uploads, 'a'.repeat(24));
  await mkdir(broken, { recursive: true });
  await writeFile(path.join(broken, 'north.csv'), 'half');
  await writeFile(path.join(uploads, 'notes.txt'), 'mine');
  expect((await store.list()).uploads).toEqual([]);
  expect(await folderNow()).toContain('a'.repeat(24));
  const long = new Date(clock.now() - 2 * 3_600_000);
  await utimes(path.join(broken, 'north.csv'), long, long);
  await utimes(broken, long, long);
  await store.list();
  expect(await folderNow()).toEqual(['notes.txt']);
});
