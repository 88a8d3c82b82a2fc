import { existsSync, readdirSync, statSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import Papa from 'papaparse';
import { openPromise } from 'yauzl';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addsUp } from '../../domain/point-figures.ts';
import type { PracticeVtn } from '../../practice-vtn/start-practice-vtn.ts';
import { sendHalf } from '../../../test/faults/half-sent.ts';
import { expectedStore, startRehearsal, storeOf, whenJob } from '../../../test/faults/rehearsal.ts';
import type { Rehearsal } from '../../../test/faults/rehearsal.ts';
import type { SampleSite } from '../sample-site/make-sample-site.ts';

/** Two computers with a ledger each, and a VTN that both reach. */
let north: Rehearsal;
let south: Rehearsal;
let vtn: PracticeVtn;
let site: SampleSite;
let files = 0;

const rows = 200;
const pace = { chunkPoints: 50, canaryPoints: 50, concurrency: 1 } as const;

beforeAll(async () => {
  north = await startRehearsal({ vens: 1, resources: 1, loadsPerResource: 1, rows: 2 });
  south = await startRehearsal({ vens: 1, resources: 1, loadsPerResource: 1, rows: 2 });
});
afterAll(async () => {
  await north.close();
  await south.close();
});
beforeEach(async () => {
  site = await north.makeSite({ vens: 1, resources: 2, loadsPerResource: 2, rows, seed: 40 + files });
  vtn = await north.startVtn();
  south.giveCredentials(vtn.baseUrl, { kind: 'token', token: vtn.token });
});

function haulPath(): string {
  return path.join(north.folder, `job-${++files}.haul`);
}

async function plan(baseUrl: string): Promise<string> {
  const { jobId } = await north.plan(baseUrl, { files: [site.databasePath, site.meterFilePath], pace });
  return jobId;
}

const planned = (): Promise<string> => plan(vtn.baseUrl);

/** A job that was paused with something confirmed and something left. */
async function halfSent(): Promise<string> {
  const sent = await sendHalf(north, plan);
  ({ vtn } = sent);
  south.giveCredentials(vtn.baseUrl, { kind: 'token', token: vtn.token });
  return sent.job.id;
}

async function dropSources(): Promise<void> {
  await rm(site.databasePath);
  await rm(site.meterFilePath);
}

const copiesOf = ({ folder }: Rehearsal): string[] => {
  const root = path.join(folder, 'state', 'staged');
  return existsSync(root) ? readdirSync(root) : [];
};

describe('a job that is handed over', () => {
  it('goes on at another computer to the same end as it would have had here', async () => {
    const jobId = await halfSent();
    const file = haulPath();
    const written = await north.engine.api.exportJob({ jobId, path: file });
    expect(written).toMatchObject({ path: file, bytes: statSync(file).size, downloadId: null });
    await dropSources();
    const here = await north.engine.api.getJob({ jobId });
    expect(here).toMatchObject({ state: 'exported', staged: false, handedOver: { path: file } });
    // They stay for another hand-over, should this file be lost.
    expect(copiesOf(north)).toContain(jobId);
    await expect(north.engine.api.startJob({ jobId })).rejects.toMatchObject({ code: 'job/wrong-state' });
    await expect(north.engine.api.retryJob({ jobId })).rejects.toMatchObject({ code: 'job/wrong-state' });

    const { api } = south.engine;
    const found = await api.inspectHaul({ path: file });
    expect(found).toMatchObject({ jobId, baseUrl: vtn.baseUrl, points: here.points, alreadyHere: null });
    expect(found.files).toEqual([path.basename(site.databasePath), path.basename(site.meterFilePath)]);
    const taken = await api.importJob({ path: file, destination: { baseUrl: vtn.baseUrl } });
    expect(taken).toEqual({ jobId });
    const arrived = await api.getJob({ jobId });
    expect(arrived).toMatchObject({ state: 'paused', staged: true, points: here.points });
    expect(arrived.imported).toMatchObject({ exportedAt: found.exportedAt, computer: found.computer });
    const ended = await south.run(jobId);
    expect(ended).toMatchObject({ state: 'completed', points: { uncertain: 0, unsent: 0 } });
    expect(addsUp(ended.points)).toBe(true);
    expect(storeOf(vtn)).toEqual(expectedStore(site));
    expect(vtn.observations()).toMatchObject({ changedRewrites: 0 });
  });

  it('takes with it what a person has corrected and added', async () => {
    const hours = Array.from({ length: 12 }, (_, hour) => `2025-01-15T${11 + hour}:00:00Z,${hour}.25`);
    const file = path.join(north.folder, 'readings.csv');
    await writeFile(
      file,
      ['time,value', '2025-01-15T09:00:00Z,1.5', '2025-01-15T10:00:00Z,oops', ...hours].join('\n'),
    );
    const resource = '374cb756-d7e1-4b1b-baa6-540d48007596';
    const { jobId } = await north.plan(vtn.baseUrl, {
      files: [file],
      mapping: { timeZone: 'UTC', answers: { unit: 'kWh', kind: 'interval', label: 'start' } },
      resources: { single: resource },
    });
    await north.run(jobId);
    const list = path.join(north.folder, 'rejects.csv');
    const { api } = north.engine;
    await api.writeRejects({ jobId, path: list });
    const { data } = Papa.parse<Record<string, string>>(
      (await readFile(list, 'utf8')).replace(/^\uFEFF/, ''),
      {
        header: true,
        skipEmptyLines: true,
      },
    );
    const corrected = data.map((row) => ({ ...row, value: '4.75', start: '2025-01-15T10:00:00Z' }));
    await writeFile(list, Papa.unparse(corrected));
    expect(await api.checkCorrections({ jobId, path: list })).toMatchObject({ added: 1, refusedCount: 0 });
    vtn.setFaults([{ kind: 'refuse-rows', starts: ['2025-01-15T10:00:00Z'] }]);
    const ended = whenJob(north.engine, jobId, ({ active }) => !active);
    await api.retryJob({ jobId, correctionsPath: list });
    expect(await ended).toMatchObject({ state: 'incomplete', points: { planned: 14, rejected: 1 } });

    const haul = haulPath();
    await api.exportJob({ jobId, path: haul });
    await south.engine.api.importJob({ path: haul, destination: { baseUrl: vtn.baseUrl } });
    vtn.setFaults([]);
    expect(await south.run(jobId, 'retry')).toMatchObject({ points: { planned: 14, confirmed: 14 } });
    expect(vtn.storedIntervals(resource)[1]).toMatchObject({
      startMs: Date.UTC(2025, 0, 15, 10),
      value: 4.75,
    });
  });

  it('is taken only once, also after it was removed', async () => {
    const jobId = await planned();
    const file = haulPath();
    await north.engine.api.exportJob({ jobId, path: file });
    const { api } = south.engine;
    const destination = { baseUrl: vtn.baseUrl };
    await api.importJob({ path: file, destination });
    await expect(api.importJob({ path: file, destination })).rejects.toMatchObject({
      code: 'haul/already-here',
      message: expect.stringContaining('paused') as string,
    });
    await api.removeJob({ jobId });
    await expect(api.importJob({ path: file, destination })).rejects.toMatchObject({
      code: 'haul/already-here',
      message: expect.stringContaining('removed') as string,
    });
    expect(await api.inspectHaul({ path: file })).toMatchObject({ alreadyHere: { jobId, state: 'removed' } });
    expect(copiesOf(south).filter((name) => name === jobId || name.startsWith('arriving'))).toEqual([]);
  });

  it('comes home in its own place, once, and goes on there', async () => {
    const jobId = await halfSent();
    const file = haulPath();
    await north.engine.api.exportJob({ jobId, path: file });
    const { api } = north.engine;
    const destination = { baseUrl: vtn.baseUrl };
    expect(await api.importJob({ path: file, destination })).toEqual({ jobId });
    const home = await api.getJob({ jobId });
    expect(home).toMatchObject({ state: 'paused', handedOver: null });
    expect(home.decisions.map(({ text }) => text).join()).toContain('Came home');
    await expect(api.importJob({ path: file, destination })).rejects.toMatchObject({
      code: 'haul/already-here',
    });
    expect(await north.run(jobId)).toMatchObject({ state: 'completed' });
    expect(storeOf(vtn)).toEqual(expectedStore(site));
  });

  it('goes to another address only when the person says so', async () => {
    const jobId = await planned();
    const file = haulPath();
    await north.engine.api.exportJob({ jobId, path: file });
    const other = await south.startVtn();
    const { api } = south.engine;
    const refused = api.importJob({ path: file, destination: { baseUrl: other.baseUrl } });
    await expect(refused).rejects.toMatchObject({ code: 'usage/invalid' });
    await expect(refused).rejects.toThrow(vtn.baseUrl);
    await expect(refused).rejects.toThrow(other.baseUrl);
    expect(copiesOf(south).filter((name) => name === jobId || name.startsWith('arriving'))).toEqual([]);
    await api.importJob({ path: file, destination: { baseUrl: other.baseUrl }, otherVtn: true });
    expect(await south.run(jobId)).toMatchObject({ state: 'completed', baseUrl: other.baseUrl });
    expect(storeOf(other)).toEqual(expectedStore(site));
  });

  it('keeps to the rule that one unfinished job sends to a resource', async () => {
    const file = haulPath();
    const jobId = await planned();
    await north.engine.api.exportJob({ jobId, path: file });
    // Its resources are free here: the same files may be planned again.
    const again = await planned();
    const destination = { baseUrl: vtn.baseUrl };
    await expect(north.engine.api.importJob({ path: file, destination })).rejects.toMatchObject({
      code: 'job/resource-held',
    });
    expect(await north.engine.api.getJob({ jobId })).toMatchObject({ state: 'exported' });
    await north.engine.api.removeJob({ jobId: again });
    expect(await north.engine.api.importJob({ path: file, destination })).toEqual({ jobId });
  });

  it('is told from a meter file, and says how it is taken over', async () => {
    const jobId = await planned();
    const file = haulPath();
    await north.engine.api.exportJob({ jobId, path: file });
    const { files: seen } = await south.engine.api.inspectFiles({ paths: [file] });
    expect(seen[0]).toMatchObject({ kind: 'unknown', format: 'a job that was handed over (.haul)' });
    expect(JSON.stringify(seen[0]?.problems)).toContain('meterhaul import');
  });

  it('is not written over another file, nor exported into nowhere', async () => {
    const jobId = await planned();
    const { api } = north.engine;
    await expect(api.exportJob({ jobId, path: site.databasePath })).rejects.toMatchObject({
      code: 'output/exists',
    });
    await expect(
      api.exportJob({ jobId, path: path.join(north.folder, 'no', 'such', 'a.haul') }),
    ).rejects.toMatchObject({ code: 'output/unwritable' });
    expect(await api.getJob({ jobId })).toMatchObject({ state: 'planned', handedOver: null });
    expect(await north.run(jobId)).toMatchObject({ state: 'completed' });
    await expect(api.exportJob({ jobId, path: haulPath() })).rejects.toMatchObject({
      code: 'job/wrong-state',
    });
  });

  it('is kept for a page to fetch, as often as it takes, until the job is removed', async () => {
    const jobId = await planned();
    const { api, takeDownload } = north.engine;
    const first = await api.exportJob({ jobId });
    const again = await api.exportJob({ jobId });
    expect(again).toMatchObject({ sha256: first.sha256, bytes: first.bytes });
    const download = takeDownload(again.downloadId ?? '');
    expect(download?.name).toBe(`meterhaul-${jobId}.haul`);
    const blocks: Buffer[] = [];
    for await (const block of download?.content ?? []) blocks.push(block as Buffer);
    expect(Buffer.concat(blocks).length).toBe(first.bytes);
    expect(existsSync(first.path)).toBe(true);
    await api.removeJob({ jobId });
    expect(existsSync(first.path)).toBe(false);
  });

  it('holds no secret and no folder of this computer', async () => {
    const jobId = await halfSent();
    const file = haulPath();
    await north.engine.api.exportJob({ jobId, path: file });
    const unpacked = await unpackedTexts(file);
    expect(unpacked).toContain(path.basename(site.meterFilePath));
    for (const secret of [vtn.token, vtn.clientSecret, north.folder, path.dirname(site.meterFilePath)])
      expect(unpacked).not.toContain(secret);
  });
});

/** All entries of an archive, unpacked, as text. */
async function unpackedTexts(file: string): Promise<string> {
  const archive = await openPromise(file, { lazyEntries: true, autoClose: false });
  const texts: string[] = [];
  for await (const entry of archive.eachEntry()) {
    for await (const block of await archive.openReadStreamPromise(entry))
      texts.push((block as Buffer).toString('latin1'));
  }
  archive.close();
  return texts.join('');
}
