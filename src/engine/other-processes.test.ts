import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../contract/engine-events.ts';
import {
  createGate,
  expectedStore,
  runToEnd,
  startRehearsal,
  storeOf,
  whenEnded,
  whenJob,
} from '../../test/faults/rehearsal.ts';
import type { Rehearsal } from '../../test/faults/rehearsal.ts';
import { processTable } from '../../test/suites/sample-plan.ts';
import { createEngine } from './create-engine.ts';
import type { Engine } from './create-engine.ts';
import type { ProcessTable } from './ports/process-identity.ts';

const pace = { chunkPoints: 50, canaryPoints: 50 };

let here: Rehearsal;
let there: Engine | null;
beforeEach(async () => {
  here = await startRehearsal(
    { vens: 1, resources: 1, loadsPerResource: 2, rows: 150 },
    { processes: processTable('a') },
  );
  there = null;
});
afterEach(async () => {
  await there?.close();
  await here.close();
});

/** Another program on the same ledger, which finds out so much about this one. */
function openThere(token: string, processes: ProcessTable): Engine {
  there = createEngine({
    stateDir: path.join(here.folder, 'state'),
    version: '0.0.0-there',
    secrets: { credentialsFor: () => Promise.resolve({ kind: 'token', token }) },
    clock: here.clock,
    random: () => 0.5,
    processes,
  });
  return there;
}

/** Lets the engines look at the ledger for what others have written. */
async function lookAgain(): Promise<void> {
  here.clock.advance(500);
  await new Promise(setImmediate);
}

describe('a job that another process runs', () => {
  it('is shown as active there, and cannot be started, paused, cancelled, removed or retried here', async () => {
    const gate = createGate();
    const vtn = await here.startVtn({ faults: [{ kind: 'latency', ms: 1, times: 1 }], wait: gate.wait });
    const { jobId } = await here.plan(vtn.baseUrl, { pace });
    const ended = whenJob(here.engine, jobId, ({ active }) => !active);
    await here.engine.api.startJob({ jobId });
    await gate.held;
    const { api } = openThere(
      vtn.token,
      processTable('b', () => true),
    );
    expect(await api.listJobs({})).toMatchObject([{ id: jobId, state: 'running', active: true }]);
    for (const method of ['startJob', 'pauseJob', 'cancelJob', 'removeJob', 'retryJob'] as const) {
      await expect(api[method]({ jobId })).rejects.toMatchObject({ code: 'job/running-elsewhere' });
    }
    gate.open();
    expect(await ended).toMatchObject({ state: 'completed' });
    expect(storeOf(vtn)).toEqual(expectedStore(here.site));
  });

  it('is told with its speed and what limits it, and no longer when it has ended', async () => {
    const gate = createGate();
    const vtn = await here.startVtn({ faults: [{ kind: 'latency', ms: 1, times: 1 }], wait: gate.wait });
    const { jobId } = await here.plan(vtn.baseUrl, { pace });
    const ended = whenEnded(here.engine, jobId);
    await here.engine.api.startJob({ jobId });
    await gate.held;
    const { api } = openThere(
      vtn.token,
      processTable('b', () => true),
    );
    const { currentLoad } = await here.engine.api.getJob({ jobId });
    expect(currentLoad).not.toBeNull();
    // While time passes and nothing else does, it is the answer that takes the time.
    await expect
      .poll(() => {
        here.clock.advance(1000);
        return api.getJob({ jobId });
      })
      .toMatchObject({ active: true, limiter: { code: 'vtn-answers' }, currentLoad });
    gate.open();
    await ended;
    expect(await api.getJob({ jobId })).toMatchObject({ active: false, limiter: null, currentLoad: null });
  });

  it('that has died is shown as paused with the reason, and resumed from what it left', async () => {
    const gate = createGate();
    const vtn = await here.startVtn({ faults: [{ kind: 'latency', ms: 1, times: 1 }], wait: gate.wait });
    const { jobId } = await here.plan(vtn.baseUrl, { pace });
    const former = whenJob(here.engine, jobId, ({ active }) => !active);
    await here.engine.api.startJob({ jobId });
    await gate.held;
    const engine = openThere(
      vtn.token,
      processTable('b', () => false),
    );
    expect(await engine.api.listJobs({})).toMatchObject([
      { state: 'paused', active: false, lastError: { code: 'job/interrupted' }, points: { uncertain: 50 } },
    ]);
    expect(await runToEnd(engine, jobId)).toMatchObject({ state: 'completed', points: { confirmed: 300 } });
    const { requests } = vtn.observations();
    gate.open();
    await former;
    expect(await here.engine.api.getJob({ jobId })).toMatchObject({ state: 'completed', lastError: null });
    expect(vtn.observations()).toMatchObject({ requests, changedRewrites: 0 });
    expect(storeOf(vtn)).toEqual(expectedStore(here.site));
  });

  it('is announced here when it changes, and when it is removed', async () => {
    const vtn = await here.startVtn();
    const engine = openThere(
      vtn.token,
      processTable('b', () => true),
    );
    const told: string[] = [];
    engine.subscribe((event: EngineEvent) => {
      if (event.type === 'job-changed') told.push(event.job.state);
      if (event.type === 'job-removed') told.push('removed');
    });
    const { jobId } = await here.plan(vtn.baseUrl, { pace });
    await lookAgain();
    await lookAgain();
    expect(told).toEqual(['planned']);
    await here.run(jobId);
    await lookAgain();
    expect(told.at(-1)).toBe('completed');
    await here.engine.api.removeJob({ jobId });
    await lookAgain();
    expect(told.at(-1)).toBe('removed');
  });
});

it('a job whose lease was taken over stops sending as soon as its next write fails', async () => {
  const gate = createGate(1, 2);
  const vtn = await here.startVtn({ faults: [{ kind: 'latency', ms: 1, times: 3 }], wait: gate.wait });
  const { jobId } = await here.plan(vtn.baseUrl, { pace });
  const former = whenJob(here.engine, jobId, ({ active }) => !active);
  await here.engine.api.startJob({ jobId });
  await gate.held;
  const engine = openThere(
    vtn.token,
    processTable('b', () => false),
  );
  expect(await runToEnd(engine, jobId)).toMatchObject({ state: 'completed', points: { confirmed: 300 } });
  const { requests } = vtn.observations();
  gate.open();
  await former;
  expect(vtn.observations()).toMatchObject({ requests, changedRewrites: 0 });
  expect(await engine.api.getJob({ jobId })).toMatchObject({ state: 'completed', lastError: null });
  expect(storeOf(vtn)).toEqual(expectedStore(here.site));
});
