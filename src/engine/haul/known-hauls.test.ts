import { readdirSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sendHalf } from '../../../test/faults/half-sent.ts';
import { expectedStore, startRehearsal, storeOf } from '../../../test/faults/rehearsal.ts';
import type { Rehearsal } from '../../../test/faults/rehearsal.ts';
import type { PracticeVtn } from '../../practice-vtn/start-practice-vtn.ts';
import type { SampleSite } from '../sample-site/make-sample-site.ts';

/** Two computers with a ledger each, and a job that one of them has half sent. */
let north: Rehearsal;
let south: Rehearsal;
let vtn: PracticeVtn;
let site: SampleSite;
let jobId: string;
let files = 0;

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
  site = await north.makeSite({ vens: 1, resources: 2, loadsPerResource: 2, rows: 200, seed: 70 + files });
  const sent = await sendHalf(north, async (baseUrl) => {
    const planned = await north.plan(baseUrl, { files: [site.databasePath, site.meterFilePath], pace });
    return planned.jobId;
  });
  ({ vtn } = sent);
  jobId = sent.job.id;
  south.giveCredentials(vtn.baseUrl, { kind: 'token', token: vtn.token });
});

function haulPath(): string {
  return path.join(north.folder, `known-${++files}.haul`);
}

async function exported({ engine }: Rehearsal): Promise<string> {
  const file = haulPath();
  await engine.api.exportJob({ jobId, path: file });
  return file;
}

function taken({ engine }: Rehearsal, file: string): Promise<{ jobId: string }> {
  return engine.api.importJob({ path: file, destination: { baseUrl: vtn.baseUrl } });
}

/** It is refused with these words, and nothing was written. */
async function expectRefused(by: Rehearsal, file: string, ...words: string[]): Promise<void> {
  const before = await by.engine.api.listJobs({});
  const copies = readdirSync(path.join(by.folder, 'state', 'staged'));
  const refused = await taken(by, file).catch((thrown: unknown) => thrown);
  expect(refused).toMatchObject({ code: 'haul/already-here' });
  for (const each of [jobId, ...words]) expect((refused as Error).message).toContain(each);
  expect(await by.engine.api.listJobs({})).toEqual(before);
  expect(readdirSync(path.join(by.folder, 'state', 'staged'))).toEqual(copies);
}

function expectAllAtVtn(): void {
  expect(storeOf(vtn)).toEqual(expectedStore(site));
}

describe('a job that came home by a later hand-over', () => {
  it('is not taken a second time from the file of the first, whatever became of it', async () => {
    const older = await exported(north);
    await taken(south, older);
    const later = await exported(south);
    await expectRefused(south, older, 'exported');
    expect(await taken(north, later)).toEqual({ jobId });
    await expectRefused(north, older, 'paused', 'It is not taken');
    expect(await north.run(jobId)).toMatchObject({ state: 'completed' });
    await expectRefused(north, older, 'completed with 800 of 800', 'of an earlier stage');
    await north.engine.api.removeJob({ jobId });
    await expectRefused(north, older, 'removed since', 'of an earlier stage');
    await expectRefused(north, later, 'removed since');
    expectAllAtVtn();
  });

  it('and went out again comes home by the file that is out, and by none of before', async () => {
    const older = await exported(north);
    await taken(south, older);
    await taken(north, await exported(south));
    const out = await exported(north);
    await expectRefused(north, older, 'exported', out, 'export the job again');
    expect(await taken(south, out)).toEqual({ jobId });
    // Nothing was sent on the way, and this clock is a day behind: it is the later one all the same.
    south.clock.setWall(-86_400_000);
    const back = await exported(south);
    south.clock.setWall(86_400_000);
    expect(await taken(north, back)).toEqual({ jobId });
    await expectRefused(north, out, 'paused');
    expect(await north.run(jobId)).toMatchObject({ state: 'completed' });
    expectAllAtVtn();
  });

  it('is told from a job that another computer took over too, and gives way only when it is removed', async () => {
    const twin = await exported(north);
    await taken(north, twin);
    await taken(south, twin);
    vtn.setFaults([{ kind: 'refuse-rows', everyNth: 190 }]);
    expect(await south.run(jobId)).toMatchObject({ state: 'incomplete' });
    vtn.setFaults([]);
    const further = await exported(south);
    await expectRefused(north, further, 'paused', 'of a later stage', 'remove it');
    await north.engine.api.removeJob({ jobId });
    expect(await taken(north, further)).toEqual({ jobId });
    expect(await north.run(jobId, 'retry')).toMatchObject({ state: 'completed' });
    expectAllAtVtn();
  });
});

describe('a job whose .haul file was lost', () => {
  it('is handed over once more with all that is left, also without its files, and says so in its log', async () => {
    const { points } = await north.engine.api.getJob({ jobId });
    const lost = await exported(north);
    await rm(lost);
    await rm(site.databasePath);
    await rm(site.meterFilePath);
    const again = await exported(north);
    const { state, handedOver, decisions } = await north.engine.api.getJob({ jobId });
    expect({ state, path: handedOver?.path }).toEqual({ state: 'exported', path: again });
    expect(decisions.map(({ text }) => text).join('\n')).toMatch(
      /both be imported, two computers send the same/,
    );
    await taken(south, again);
    const arrived = await south.engine.api.getJob({ jobId });
    expect(arrived).toMatchObject({ state: 'paused', points });
    // Also there: who reads its report has to know.
    expect(arrived.decisions.map(({ text }) => text).join('\n')).toContain('Should it turn up');
    expect(await south.run(jobId)).toMatchObject({ state: 'completed' });
    expectAllAtVtn();
  });

  it('gets another file when the first is damaged, and none while that is whole', async () => {
    const first = await exported(north);
    await expect(exported(north)).rejects.toMatchObject({
      code: 'job/wrong-state',
      message: expect.stringContaining(first) as string,
    });
    const bytes = await readFile(first);
    await writeFile(first, bytes.fill(0x55, 900, 950));
    const again = await exported(north);
    await writeFile(first, 'anything');
    expect(await taken(north, again)).toEqual({ jobId });
    expect(await north.run(jobId)).toMatchObject({ state: 'completed' });
    expectAllAtVtn();
  });

  it('is not taken home from the first file when it turns up, but from the one that counts', async () => {
    const first = await exported(north);
    const whole = await readFile(first);
    await rm(first);
    const again = await exported(north);
    await writeFile(first, whole);
    await expectRefused(north, first, 'exported', again);
    await taken(south, first);
    await expectRefused(south, again, 'paused', 'of no later stage');
    expect(await south.run(jobId)).toMatchObject({ state: 'completed' });
    expectAllAtVtn();
  });

  it('comes home from where the first file was taken after all', async () => {
    const first = await exported(north);
    await taken(south, first);
    await rm(first);
    await exported(north);
    vtn.setFaults([{ kind: 'refuse-rows', everyNth: 190 }]);
    expect(await south.run(jobId)).toMatchObject({ state: 'incomplete' });
    vtn.setFaults([]);
    expect(await taken(north, await exported(south))).toEqual({ jobId });
    expect(await north.run(jobId, 'retry')).toMatchObject({ state: 'completed' });
    expectAllAtVtn();
  });

  it('is lent to a page anew when the file that was kept for it is gone', async () => {
    const kept = await north.engine.api.exportJob({ jobId });
    await rm(kept.path);
    const again = await north.engine.api.exportJob({ jobId });
    expect(again.path).toBe(kept.path);
    expect(await north.engine.api.inspectHaul({ path: again.path })).toMatchObject({ jobId });
  });

  it('reads its files for another one once its copies were given up, and says when these are gone', async () => {
    const lost = await exported(north);
    await rm(lost);
    const { api } = north.engine;
    await api.unstageJob({ jobId });
    expect(readdirSync(path.join(north.folder, 'state', 'staged'))).not.toContain(jobId);
    await rm(await exported(north));
    await api.unstageJob({ jobId });
    await rm(site.meterFilePath);
    await expect(exported(north)).rejects.toMatchObject({ code: 'source/missing' });
    expect(await api.getJob({ jobId })).toMatchObject({ state: 'exported' });
  });
});
