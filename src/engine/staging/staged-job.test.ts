import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sendHalf } from '../../../test/faults/half-sent.ts';
import { createGate, expectedStore, startRehearsal, storeOf } from '../../../test/faults/rehearsal.ts';
import type { Rehearsal } from '../../../test/faults/rehearsal.ts';
import type { PracticeVtn } from '../../practice-vtn/start-practice-vtn.ts';
import type { SampleSite } from '../sample-site/make-sample-site.ts';

let rehearsal: Rehearsal;
let vtn: PracticeVtn;
let site: SampleSite;
let sites = 0;

const rows = 200;
const pace = { chunkPoints: 50, canaryPoints: 50, concurrency: 1 } as const;

beforeAll(async () => {
  rehearsal = await startRehearsal({ vens: 1, resources: 1, loadsPerResource: 1, rows: 2 });
});
afterAll(() => rehearsal.close());
beforeEach(async () => {
  site = await rehearsal.makeSite({ vens: 1, resources: 2, loadsPerResource: 2, rows, seed: 60 + ++sites });
  vtn = await rehearsal.startVtn();
});

async function plan(baseUrl: string): Promise<string> {
  const { jobId } = await rehearsal.plan(baseUrl, { files: [site.databasePath, site.meterFilePath], pace });
  return jobId;
}

const planned = (): Promise<string> => plan(vtn.baseUrl);
const haul = (): string => path.join(rehearsal.folder, `job-${sites}.haul`);

async function dropSources(): Promise<void> {
  await rm(site.databasePath);
  await rm(site.meterFilePath);
}

const copiesOf = ({ folder }: Rehearsal): string[] => {
  const root = path.join(folder, 'state', 'staged');
  return existsSync(root) ? readdirSync(root) : [];
};

describe('a staged job', () => {
  it('goes on to its end without its files', async () => {
    const sent = await sendHalf(rehearsal, plan);
    ({ vtn } = sent);
    const { id: jobId, points } = sent.job;
    const staged = await rehearsal.engine.api.stageJob({ jobId });
    expect(staged.points).toBeGreaterThanOrEqual(points.unsent + points.uncertain);
    expect(await rehearsal.engine.api.getJob({ jobId })).toMatchObject({ staged: true, state: 'paused' });
    await dropSources();
    expect(await rehearsal.run(jobId)).toMatchObject({ state: 'completed', lastError: null });
    expect(storeOf(vtn)).toEqual(expectedStore(site));
  });

  it('keeps its copies for its user alone, and takes them with it when it is removed', async () => {
    const jobId = await planned();
    await rehearsal.engine.api.stageJob({ jobId });
    const folder = path.join(rehearsal.folder, 'state', 'staged', jobId);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder))
      expect(statSync(path.join(folder, name)).mode & 0o777).toBe(0o600);
    await rehearsal.engine.api.removeJob({ jobId });
    expect(existsSync(folder)).toBe(false);
  });

  it('cannot be started while it is copied, and is not copied while it runs', async () => {
    const gate = createGate();
    vtn = await rehearsal.startVtn({ wait: gate.wait, faults: [{ kind: 'latency', ms: 1 }] });
    const jobId = await planned();
    const { api } = rehearsal.engine;
    const staging = api.stageJob({ jobId });
    await expect(api.startJob({ jobId })).rejects.toMatchObject({ code: 'job/wrong-state' });
    await staging;
    const ended = rehearsal.run(jobId);
    await gate.held;
    await expect(api.stageJob({ jobId })).rejects.toMatchObject({ code: 'job/wrong-state' });
    await expect(api.exportJob({ jobId, path: haul() })).rejects.toMatchObject({
      code: 'job/wrong-state',
    });
    gate.open();
    expect(await ended).toMatchObject({ state: 'completed' });
  });

  it('leaves off when the person pauses or removes it', async () => {
    const jobId = await planned();
    const { api } = rehearsal.engine;
    const staging = api.stageJob({ jobId });
    const stopped = expect(staging).rejects.toMatchObject({ code: 'engine/cancelled' });
    await api.removeJob({ jobId });
    await stopped;
    expect(copiesOf(rehearsal)).not.toContain(jobId);
  });

  it('sends what was refused once more on retry, from its copies', async () => {
    vtn.setFaults([{ kind: 'refuse-rows', everyNth: 30 }]);
    const jobId = await planned();
    await rehearsal.engine.api.stageJob({ jobId });
    await dropSources();
    const refused = await rehearsal.run(jobId);
    expect(refused).toMatchObject({ state: 'incomplete', staged: true });
    expect(refused.points.rejected).toBeGreaterThan(0);
    vtn.setFaults([]);
    expect(await rehearsal.run(jobId, 'retry')).toMatchObject({ state: 'completed' });
    expect(storeOf(vtn)).toEqual(expectedStore(site));
  });

  it('reads its files again after it was unstaged, and keeps its copies while they are away', async () => {
    const jobId = await planned();
    await rehearsal.engine.api.stageJob({ jobId });
    const moved = `${site.meterFilePath}.away`;
    await rename(site.meterFilePath, moved);
    await expect(rehearsal.engine.api.unstageJob({ jobId })).rejects.toMatchObject({
      code: 'source/missing',
    });
    expect(await rehearsal.engine.api.getJob({ jobId })).toMatchObject({ staged: true });
    await rename(moved, site.meterFilePath);
    await rehearsal.engine.api.unstageJob({ jobId });
    expect(await rehearsal.engine.api.getJob({ jobId })).toMatchObject({ staged: false });
    expect(copiesOf(rehearsal)).not.toContain(jobId);
    expect(await rehearsal.run(jobId)).toMatchObject({ state: 'completed' });
    expect(storeOf(vtn)).toEqual(expectedStore(site));
  });

  it('is blocked and stays here, with nothing of it sent, when its copies are damaged', async () => {
    const jobId = await planned();
    await rehearsal.engine.api.stageJob({ jobId });
    const folder = path.join(rehearsal.folder, 'state', 'staged', jobId);
    const [name = ''] = readdirSync(folder);
    const bytes = readFileSync(path.join(folder, name));
    bytes[bytes.length - 40] = (bytes.at(-40) ?? 0) ^ 0xff;
    await writeFile(path.join(folder, name), bytes);
    await expect(rehearsal.engine.api.exportJob({ jobId, path: haul() })).rejects.toMatchObject({
      code: 'source/stage-damaged',
    });
    const ended = await rehearsal.run(jobId);
    expect(ended).toMatchObject({ state: 'blocked', lastError: { code: 'source/stage-damaged' } });
    for (const [resource, intervals] of storeOf(vtn))
      expect(expectedStore(site).get(resource)).toEqual(expect.arrayContaining(intervals));
  });

  it('whose copies lack what was undone since is not handed over without it', async () => {
    const gate = createGate();
    vtn = await rehearsal.startVtn({ wait: gate.wait, faults: [{ kind: 'refuse-rows', everyNth: 30 }] });
    const jobId = await planned();
    const { api } = rehearsal.engine;
    await rehearsal.run(jobId);
    const { points } = await api.stageJob({ jobId });
    vtn.setFaults([{ kind: 'latency', ms: 1 }]);
    const { intervals } = await api.planUndo({ jobId });
    const undoing = expect(api.undoJob({ jobId, intervals, workId: 'undo' })).rejects.toThrow();
    await gate.held;
    await api.stopWork({ workId: 'undo' });
    gate.open();
    await undoing;
    expect((await api.getJob({ jobId })).points.unsent).toBeGreaterThan(0);
    const away = `${site.meterFilePath}.away`;
    await rename(site.meterFilePath, away);
    await expect(api.exportJob({ jobId, path: haul() })).rejects.toMatchObject({ code: 'source/missing' });
    await rename(away, site.meterFilePath);
    const staged = await api.stageJob({ jobId });
    expect(staged.points).toBeGreaterThan(points);
    await dropSources();
    vtn.setFaults([]);
    expect(await rehearsal.run(jobId, 'retry')).toMatchObject({ state: 'completed' });
    expect(storeOf(vtn)).toEqual(expectedStore(site));
  });

  it('has a meter that many loads send once in its copies, and what loads share is still sent once', async () => {
    site = await rehearsal.makeSite({
      vens: 1,
      resources: 6,
      meters: 2,
      loadsPerResource: 2,
      rows,
      quirks: [
        { load: 1, kind: 'duplicate-rows' },
        { load: 3, kind: 'shared-equal' },
        { load: 6, kind: 'nan-rows' },
      ],
    });
    const sent = await sendHalf(rehearsal, plan);
    ({ vtn } = sent);
    const { id: jobId, points } = sent.job;
    const staged = await rehearsal.engine.api.stageJob({ jobId });
    expect(staged.points).toBeLessThan(points.unsent);
    await dropSources();
    expect((await rehearsal.run(jobId)).points).toMatchObject({ unsent: 0, uncertain: 0, rejected: 0 });
    expect(storeOf(vtn)).toEqual(expectedStore(site));
  });

  it('of a file that is read by a mapping keeps its qualities and its changeover', async () => {
    const firstMs = Date.UTC(2024, 9, 26, 22);
    const starts = Array.from({ length: 300 }, (_, quarter) => firstMs + quarter * 900_000);
    const lines = starts.map(
      (startMs, i) => `${new Date(startMs).toISOString()},${i / 8},${i % 7 === 0 ? 'E' : 'A'}`,
    );
    const file = path.join(rehearsal.folder, 'readings.csv');
    await writeFile(file, `start,kWh,quality\n${lines.join('\n')}\n`);
    const resource = '374cb756-d7e1-4b1b-baa6-540d48007596';
    const sent = await sendHalf(rehearsal, async (baseUrl) => {
      const asked = { files: [file], resources: { single: resource }, pace: { ...pace, chunkPoints: 20 } };
      return (await rehearsal.plan(baseUrl, asked)).jobId;
    });
    await rehearsal.engine.api.stageJob({ jobId: sent.job.id });
    await rm(file);
    expect(await rehearsal.run(sent.job.id)).toMatchObject({ state: 'completed' });
    const stored = sent.vtn.storedIntervals(resource);
    expect(stored.map(({ startMs, value }) => [startMs, value])).toEqual(
      starts.map((startMs, i) => [startMs, i / 8]),
    );
    expect(new Set(stored.map(({ quality }) => quality)).size).toBe(2);
  });
});
