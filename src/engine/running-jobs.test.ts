import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addsUp } from '../domain/point-figures.ts';
import type { PracticeVtn } from '../practice-vtn/start-practice-vtn.ts';
import {
  expectedStore,
  runToEnd,
  startRehearsal,
  storeOf,
  whenDecided,
  whenJob,
} from '../../test/faults/rehearsal.ts';
import type { Rehearsal } from '../../test/faults/rehearsal.ts';

const pace = { chunkPoints: 50, canaryPoints: 50 };
const planned = 400;

let rehearsal: Rehearsal;
beforeAll(async () => {
  rehearsal = await startRehearsal({ vens: 1, resources: 1, loadsPerResource: 2, rows: 200 });
});
afterAll(() => rehearsal.close());

/** A job that was paused as soon as its canary was confirmed. */
async function pausedJob(): Promise<{ vtn: PracticeVtn; jobId: string }> {
  const { engine } = rehearsal;
  const vtn = await rehearsal.startVtn();
  const { jobId } = await rehearsal.plan(vtn.baseUrl, { pace });
  const paused = whenDecided(engine, jobId, 'Canary').then(() => engine.api.pauseJob({ jobId }));
  await runToEnd(engine, jobId);
  await paused;
  return { vtn, jobId };
}

describe('a job that is paused', () => {
  it('begins nothing new, keeps what is confirmed, and goes on from there', async () => {
    const { vtn, jobId } = await pausedJob();
    const paused = await rehearsal.engine.api.getJob({ jobId });
    expect(paused).toMatchObject({
      state: 'paused',
      active: false,
      lastError: null,
      points: { uncertain: 0, confirmed: vtn.observations().pointsStored },
    });
    expect(paused.points.confirmed).toBeLessThan(planned);
    expect(addsUp(paused.points)).toBe(true);
    const requests = vtn.observations().requests;
    expect(await rehearsal.run(jobId)).toMatchObject({ state: 'completed', points: { confirmed: planned } });
    expect(vtn.observations()).toMatchObject({ rewrites: 0, requests: 8 });
    expect(requests).toBeLessThan(8);
    expect(storeOf(vtn)).toEqual(expectedStore(rehearsal.site));
  });

  it('while it is still starting stops before anything is sent', async () => {
    const { engine } = rehearsal;
    const vtn = await rehearsal.startVtn();
    const { jobId } = await rehearsal.plan(vtn.baseUrl, { pace });
    const ended = whenJob(engine, jobId, ({ active }) => !active);
    const starting = engine.api.startJob({ jobId });
    while ((await engine.api.getJob({ jobId })).state !== 'running') await new Promise(setImmediate);
    await engine.api.pauseJob({ jobId });
    await starting;
    expect(await ended).toMatchObject({ state: 'paused' });
    expect(vtn.observations().pointsReceived).toBeLessThanOrEqual(pace.canaryPoints);
    expect(await rehearsal.run(jobId)).toMatchObject({ state: 'completed' });
  });

  it('by the engine being closed stands as paused in the ledger', async () => {
    const closing = await startRehearsal({ vens: 1, resources: 1, loadsPerResource: 1, rows: 200 });
    const vtn = await closing.startVtn();
    const { jobId } = await closing.plan(vtn.baseUrl, { pace });
    const isSending = whenDecided(closing.engine, jobId, 'Canary');
    const ended = whenJob(closing.engine, jobId, ({ active }) => !active);
    await closing.engine.api.startJob({ jobId });
    await isSending;
    await Promise.all([closing.close(), ended]);
    expect((await ended).state).toBe('paused');
  });
});

describe('a job that is cancelled', () => {
  it('is over for good, frees its resources, and what was stored stays', async () => {
    const { vtn, jobId } = await pausedJob();
    const stored = vtn.observations().pointsStored;
    await rehearsal.engine.api.cancelJob({ jobId });
    expect(await rehearsal.engine.api.getJob({ jobId })).toMatchObject({ state: 'cancelled', active: false });
    expect(vtn.observations().pointsStored).toBe(stored);
    for (const method of ['startJob', 'retryJob', 'cancelJob'] as const) {
      await expect(rehearsal.engine.api[method]({ jobId })).rejects.toMatchObject({
        code: 'job/wrong-state',
      });
    }
    await rehearsal.plan(vtn.baseUrl, { pace });
  });

  it('while it runs finishes what is in flight first', async () => {
    const { engine } = rehearsal;
    const vtn = await rehearsal.startVtn();
    const { jobId } = await rehearsal.plan(vtn.baseUrl, { pace });
    const sending = whenDecided(engine, jobId, 'Canary');
    await engine.api.startJob({ jobId });
    await sending;
    await engine.api.cancelJob({ jobId });
    expect(await engine.api.getJob({ jobId })).toMatchObject({
      state: 'cancelled',
      points: { uncertain: 0, confirmed: vtn.observations().pointsStored },
    });
  });
});

describe('a job that is removed', () => {
  it('is told as removed, and nobody finds it again', async () => {
    const { jobId } = await pausedJob();
    const { engine } = rehearsal;
    const told: string[] = [];
    const unsubscribe = engine.subscribe((event) => {
      if (event.type === 'job-removed') told.push(event.jobId);
    });
    await engine.api.removeJob({ jobId });
    unsubscribe();
    expect(told).toEqual([jobId]);
    await expect(engine.api.getJob({ jobId })).rejects.toMatchObject({ code: 'job/not-found' });
    expect((await engine.api.listJobs({})).map(({ id }) => id)).not.toContain(jobId);
  });
});

describe('a job that runs already', () => {
  it.each(['startJob', 'retryJob'] as const)('is not disturbed by %s', async (method) => {
    const { engine } = rehearsal;
    const vtn = await rehearsal.startVtn();
    const { jobId } = await rehearsal.plan(vtn.baseUrl, { pace });
    const sending = whenDecided(engine, jobId, 'Canary');
    const ended = whenJob(engine, jobId, ({ active }) => !active);
    await engine.api.startJob({ jobId });
    await sending;
    await expect(engine.api[method]({ jobId })).rejects.toMatchObject({ code: 'job/wrong-state' });
    expect(await ended).toMatchObject({
      state: 'completed',
      points: { confirmed: planned },
      lastError: null,
    });
  });

  it('is not disturbed by a listener that fails', async () => {
    const { engine } = rehearsal;
    const vtn = await rehearsal.startVtn();
    const { jobId } = await rehearsal.plan(vtn.baseUrl, { pace });
    const unsubscribe = engine.subscribe(() => {
      throw new Error('a door fell off');
    });
    expect(await rehearsal.run(jobId)).toMatchObject({ state: 'completed' });
    unsubscribe();
  });
});

describe('a job that has ended', () => {
  it('is not started again, and retry of a completed one sends nothing', async () => {
    const vtn = await rehearsal.startVtn();
    const { jobId } = await rehearsal.plan(vtn.baseUrl, { pace });
    await rehearsal.run(jobId);
    await expect(rehearsal.engine.api.startJob({ jobId })).rejects.toMatchObject({ code: 'job/wrong-state' });
    const { requests } = vtn.observations();
    expect(await rehearsal.run(jobId, 'retry')).toMatchObject({ state: 'completed' });
    expect(vtn.observations().requests).toBe(requests);
  });

  it('is retried with corrected credentials without sending again what is confirmed', async () => {
    const vtn = await rehearsal.startVtn();
    vtn.setFaults([{ kind: 'refuse-rows', everyNth: 5 }]);
    const { jobId } = await rehearsal.plan(vtn.baseUrl, { pace });
    const first = await rehearsal.run(jobId);
    expect(first.state).toBe('incomplete');
    vtn.setFaults([]);
    expect(await rehearsal.run(jobId, 'retry')).toMatchObject({ state: 'completed', rejectCount: 0 });
    expect(vtn.observations()).toMatchObject({ rewrites: 0, pointsStored: planned });
  });
});

it.each(['startJob', 'pauseJob', 'cancelJob', 'removeJob', 'retryJob', 'getJob', 'verifyJob'] as const)(
  '%s of a job that is not there says so',
  async (method) => {
    const asked = rehearsal.engine.api[method]({ jobId: 'nothing' });
    await expect(asked).rejects.toMatchObject({ code: 'job/not-found' });
  },
);

it('summaries arrive on the way, from planned through running to the end, each of them whole', async () => {
  const { engine } = rehearsal;
  const vtn = await rehearsal.startVtn();
  const states: string[] = [];
  const unsubscribe = engine.subscribe((event) => {
    if (event.type !== 'job-changed') return;
    expect(addsUp(event.job.points)).toBe(true);
    if (states.at(-1) !== event.job.state) states.push(event.job.state);
  });
  const { jobId } = await rehearsal.plan(vtn.baseUrl, { pace });
  await rehearsal.run(jobId);
  unsubscribe();
  expect(states).toEqual(['planned', 'running', 'completed']);
});
