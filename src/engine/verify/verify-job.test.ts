import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../contract/engine-events.ts';
import type { PracticeVtn } from '../../practice-vtn/start-practice-vtn.ts';
import { createEngine } from '../create-engine.ts';
import { startRehearsal } from '../../../test/faults/rehearsal.ts';
import type { Rehearsal } from '../../../test/faults/rehearsal.ts';
import { ask } from '../../../test/suites/practice-vtn-client.ts';

const rows = 60;

let rehearsal: Rehearsal;
beforeAll(async () => {
  rehearsal = await startRehearsal({ vens: 1, resources: 1, loadsPerResource: 2, rows });
});
afterAll(() => rehearsal.close());

async function uploaded(): Promise<{ vtn: PracticeVtn; jobId: string }> {
  const vtn = await rehearsal.startVtn();
  const { jobId } = await rehearsal.plan(vtn.baseUrl);
  await rehearsal.run(jobId);
  return { vtn, jobId };
}

describe('verifying a job', () => {
  it('finds every confirmed interval at the VTN as it was sent', async () => {
    const { jobId } = await uploaded();
    expect(await rehearsal.engine.api.verifyJob({ jobId })).toMatchObject({
      compared: { ledger: true, source: true, vtn: true },
      notCompared: null,
      loads: 2,
      intervals: 2 * rows,
      matching: 2 * rows,
      differenceCount: 0,
      differences: [],
    });
  });

  it('names each interval that another client has changed since', async () => {
    const { vtn, jobId } = await uploaded();
    const [resource = ''] = vtn.storedResources();
    const [first, second] = vtn.storedIntervals(resource);
    const foreign = [first, second].map((interval, nth) => ({
      interval_start: new Date(interval?.startMs ?? 0).toISOString(),
      interval_end: new Date(interval?.endMs ?? 0).toISOString(),
      value: nth === 0 ? -1 : interval?.value,
      quality_code: nth === 0 ? 'GOOD' : 'MIGRATED',
    }));
    await ask(vtn, {
      method: 'POST',
      path: `/openadr3/report_data/bulk?resource_id=${resource}`,
      body: JSON.stringify(foreign),
    });
    const verification = await rehearsal.engine.api.verifyJob({ jobId });
    expect(verification).toMatchObject({ differenceCount: 2, matching: 2 * rows - 2 });
    expect(verification.differences.map(({ start }) => start)).toEqual(
      foreign.map(({ interval_start }) => interval_start),
    );
    expect(verification.differences.map(({ text }) => text)).toEqual([
      expect.stringContaining('the value -1'),
      expect.stringContaining('the quality MIGRATED'),
    ]);
  });

  it('names each confirmed interval that a VTN no longer has', async () => {
    const { vtn, jobId } = await uploaded();
    vtn.forgetResources(vtn.storedResources());
    const verification = await rehearsal.engine.api.verifyJob({ jobId });
    expect(verification).toMatchObject({ intervals: 2 * rows, matching: 0, differenceCount: 2 * rows });
    expect(verification.differences[0]?.text).toContain('the VTN does not have it');
  });

  it('says so when the source no longer holds what was planned', async () => {
    const { jobId } = await uploaded();
    const other = await rehearsal.makeSite({ vens: 1, resources: 1, loadsPerResource: 2, rows, seed: 9 });
    const { meterFilePath } = rehearsal.site;
    await copyFile(meterFilePath, `${meterFilePath}.kept`);
    await copyFile(other.meterFilePath, meterFilePath);
    const verification = await rehearsal.engine.api.verifyJob({ jobId });
    await copyFile(`${meterFilePath}.kept`, meterFilePath);
    expect(verification.differences).toEqual([
      {
        kind: 'source',
        load: '',
        start: null,
        text: `the file ${meterFilePath} is no longer the one that was planned from`,
      },
      ...rehearsal.site.loads.map(({ loadId }) => ({
        kind: 'source',
        load: loadId,
        start: null,
        text: 'the source no longer holds the readings that were planned',
      })),
    ]);
    expect(verification.kinds).toEqual({ ledger: 0, source: 3, missing: 0, different: 0, extra: 0 });
  });

  it('fails with vtn/unreachable when the VTN is not there to be read', async () => {
    const { vtn, jobId } = await uploaded();
    await vtn.close();
    await expect(rehearsal.engine.api.verifyJob({ jobId })).rejects.toMatchObject({
      code: 'vtn/unreachable',
    });
  });
});

describe('a verification', () => {
  it('tells how far it is under the name of its work, and can be stopped', async () => {
    const { engine } = rehearsal;
    const { jobId } = await uploaded();
    const told: EngineEvent[] = [];
    const unsubscribe = engine.subscribe((event) => {
      told.push(event);
      if (event.type === 'work-progress') void engine.api.stopWork({ workId: 'compare' });
    });
    await expect(engine.api.verifyJob({ jobId, workId: 'compare' })).rejects.toMatchObject({
      code: 'engine/cancelled',
    });
    unsubscribe();
    expect(told).toMatchObject([
      { type: 'work-progress', work: 'verify', workId: 'compare', done: 0, total: 2 },
    ]);
    expect(await engine.api.lastVerification({ jobId })).toBeNull();
    expect(await engine.api.verifyJob({ jobId, workId: 'compare' })).toMatchObject({ matching: 2 * rows });
  });

  it('is kept with the job beyond the program, until the job is started again', async () => {
    const { jobId } = await uploaded();
    const { api } = rehearsal.engine;
    expect(await api.lastVerification({ jobId })).toBeNull();
    const found = await api.verifyJob({ jobId });
    const kept = { at: new Date(rehearsal.clock.now()).toISOString(), verification: found };
    expect(await api.lastVerification({ jobId })).toEqual(kept);
    const later = createEngine({
      stateDir: path.join(rehearsal.folder, 'state'),
      version: '0.0.0-later',
      secrets: { credentialsFor: () => Promise.resolve(null) },
    });
    expect(await later.api.lastVerification({ jobId })).toEqual(kept);
    await later.close();
    await rehearsal.run(jobId, 'retry');
    expect(await api.lastVerification({ jobId })).toBeNull();
  });
});
