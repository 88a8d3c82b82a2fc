import { rename } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startRelay } from '../../../test/faults/relay.ts';
import { startRehearsal } from '../../../test/faults/rehearsal.ts';
import type { Rehearsal } from '../../../test/faults/rehearsal.ts';
import type { PracticeVtn } from '../../practice-vtn/start-practice-vtn.ts';
import type { EngineEvent } from '../../contract/engine-events.ts';
import { createEngine } from '../create-engine.ts';

const rows = 20;
const loads = 24;

let rehearsal: Rehearsal;
beforeAll(async () => {
  rehearsal = await startRehearsal({ vens: 1, resources: 4, loadsPerResource: 6, rows });
});
afterAll(() => rehearsal.close());

async function uploaded(): Promise<{ vtn: PracticeVtn; jobId: string }> {
  const vtn = await rehearsal.startVtn();
  const { jobId } = await rehearsal.plan(vtn.baseUrl);
  await rehearsal.run(jobId);
  return { vtn, jobId };
}

/** How many loads were done when each comparison under `work` told of itself first. */
function progressOf(told: readonly EngineEvent[]): number[] {
  return told.flatMap((event) => (event.type === 'work-progress' ? [event.done] : []));
}

/** Verifies until so many loads are done, then stops. */
async function verifyUntil(jobId: string, done: number): Promise<void> {
  const { engine, clock } = rehearsal;
  const unsubscribe = engine.subscribe((event) => {
    if (event.type !== 'work-progress') return;
    clock.advance(200);
    if (event.done >= done) void engine.api.stopWork({ workId: 'compare' });
  });
  await expect(engine.api.verifyJob({ jobId, workId: 'compare' })).rejects.toMatchObject({
    code: 'engine/cancelled',
  });
  unsubscribe();
}

async function toldWhile(work: () => Promise<unknown>): Promise<EngineEvent[]> {
  const told: EngineEvent[] = [];
  const unsubscribe = rehearsal.engine.subscribe((event) => told.push(event));
  await work();
  unsubscribe();
  return told;
}

const whole = { loads, intervals: loads * rows, matching: loads * rows, differenceCount: 0 };

describe('a comparison that was stopped', () => {
  it('goes on after the last load that was done, and comes to the same result', async () => {
    const { jobId } = await uploaded();
    await verifyUntil(jobId, 8);
    const { api } = rehearsal.engine;
    const told = await toldWhile(async () => {
      expect(await api.verifyJob({ jobId })).toMatchObject(whole);
    });
    expect(progressOf(told)[0]).toBeGreaterThanOrEqual(8);
  });

  it('goes on in another process', async () => {
    const { vtn, jobId } = await uploaded();
    await verifyUntil(jobId, 8);
    const later = createEngine({
      stateDir: path.join(rehearsal.folder, 'state'),
      version: '0.0.0-later',
      secrets: { credentialsFor: () => Promise.resolve({ kind: 'token', token: vtn.token }) },
    });
    const told: EngineEvent[] = [];
    later.subscribe((event) => told.push(event));
    expect(await later.api.verifyJob({ jobId })).toMatchObject(whole);
    await later.close();
    expect(progressOf(told)[0]).toBeGreaterThanOrEqual(8);
  });

  it('begins anew when it is told to, or when the job has been run since', async () => {
    const { jobId } = await uploaded();
    const { api } = rehearsal.engine;
    await verifyUntil(jobId, 8);
    const restarted = await toldWhile(async () => {
      expect(await api.verifyJob({ jobId, restart: true })).toMatchObject(whole);
    });
    expect(progressOf(restarted)[0]).toBe(0);
    await verifyUntil(jobId, 8);
    await rehearsal.run(jobId, 'retry');
    const afterRun = await toldWhile(async () => {
      expect(await api.verifyJob({ jobId })).toMatchObject(whole);
    });
    expect(progressOf(afterRun)[0]).toBe(0);
  });
});

describe('a line that fails while comparing', () => {
  it('ends it with words that say how far it came, and it goes on from there', async () => {
    const vtn = await rehearsal.startVtn();
    const line = await startRelay(vtn.origin);
    onTestFinished(() => line.close());
    const baseUrl = vtn.baseUrl.replace(vtn.origin, line.origin);
    rehearsal.giveCredentials(baseUrl, { kind: 'token', token: vtn.token });
    const { jobId } = await rehearsal.plan(baseUrl);
    await rehearsal.run(jobId);
    await verifyUntil(jobId, 8);
    await line.cut();
    await expect(rehearsal.engine.api.verifyJob({ jobId })).rejects.toMatchObject({
      code: 'vtn/unreachable',
      message: expect.stringMatching(/stopped after (8|12|16) of 24 loads; verify again/) as string,
    });
    await line.mend();
    const told = await toldWhile(() => rehearsal.engine.api.verifyJob({ jobId }));
    expect(progressOf(told)[0]).toBeGreaterThanOrEqual(8);
  });
});

describe('a job whose files are gone', () => {
  it('is compared with its own sums, says what was not compared, and counts nothing as different', async () => {
    const { jobId } = await uploaded();
    const { meterFilePath } = rehearsal.site;
    await rename(meterFilePath, `${meterFilePath}.away`);
    const found = await rehearsal.engine.api.verifyJob({ jobId });
    await rename(`${meterFilePath}.away`, meterFilePath);
    expect(found).toMatchObject({
      compared: { ledger: true, source: false, vtn: false },
      intervals: 0,
      differenceCount: 0,
      notCompared: expect.stringContaining(
        `24 of 24 loads were not compared with their source: ${meterFilePath}`,
      ) as string,
    });
    expect(await rehearsal.engine.api.getJob({ jobId })).toMatchObject({ guaranteeLevel: 'overwriting' });
  });
});

describe('a staged job whose files are gone', () => {
  it('is compared as far as its copies go', async () => {
    const site = await rehearsal.makeSite({ vens: 1, resources: 1, loadsPerResource: 2, rows });
    const vtn = await rehearsal.startVtn();
    const { api } = rehearsal.engine;
    const { jobId } = await rehearsal.plan(vtn.baseUrl, { files: [site.databasePath, site.meterFilePath] });
    await api.stageJob({ jobId });
    await rename(site.meterFilePath, `${site.meterFilePath}.away`);
    await rehearsal.run(jobId);
    expect(await api.verifyJob({ jobId })).toMatchObject({
      compared: { ledger: true, source: false, vtn: true },
      intervals: 2 * rows,
      matching: 2 * rows,
      differenceCount: 0,
      notCompared: expect.stringContaining('the job reads staged copies') as string,
    });
    expect(await api.getJob({ jobId })).toMatchObject({ guaranteeLevel: 'verified' });
  });
});
