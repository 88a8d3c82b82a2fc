import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Engine } from '../../src/engine/create-engine.ts';
import type { ProcessTable } from '../../src/engine/ports/process-identity.ts';
import { processTable } from '../suites/sample-plan.ts';
import {
  createGate,
  expectedStore,
  runToEnd,
  startRehearsal,
  storeOf,
  whenDecided,
  whenEnded,
} from './rehearsal.ts';
import type { Rehearsal } from './rehearsal.ts';

const hourMs = 3_600_000;
const pace = { chunkPoints: 50, canaryPoints: 0, retries: 0 };
const planned = 300;

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
function openThere(token: string, isAlive: () => boolean | null): Engine {
  const processes: ProcessTable = processTable('b', isAlive);
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

/** A job of this program with its first two requests held at the VTN; those of another program are answered. */
async function startHeld() {
  const gate = createGate(0, 2);
  const vtn = await here.startVtn({ faults: [{ kind: 'latency', ms: 1, times: 2 }], wait: gate.wait });
  const { jobId } = await here.plan(vtn.baseUrl, { pace });
  const ended = whenEnded(here.engine, jobId);
  await here.engine.api.startJob({ jobId });
  await gate.held;
  return { gate, vtn, jobId, ended };
}

describe('a laptop that wakes up', () => {
  it('after its job was taken over sends nothing more, and leaves the job as the other has it', async () => {
    const { gate, vtn, jobId, ended } = await startHeld();
    here.clock.closeLid(7 * hourMs);
    const engine = openThere(vtn.token, () => null);
    expect(await runToEnd(engine, jobId)).toMatchObject({
      state: 'completed',
      points: { confirmed: planned },
    });
    const { requests } = vtn.observations();
    const stopped = whenDecided(here.engine, jobId, 'has taken job');
    here.clock.advance(2500);
    await stopped;
    gate.open();
    await ended;
    expect(vtn.observations()).toMatchObject({ requests, changedRewrites: 0 });
    expect(await engine.api.getJob({ jobId })).toMatchObject({ state: 'completed', lastError: null });
    expect(storeOf(vtn)).toEqual(expectedStore(here.site));
  });

  it('after its job was taken over while it was being paused leaves the state of the other alone', async () => {
    const { gate, vtn, jobId, ended } = await startHeld();
    void here.engine.api.pauseJob({ jobId });
    here.clock.closeLid(7 * hourMs);
    const engine = openThere(vtn.token, () => null);
    expect(await runToEnd(engine, jobId)).toMatchObject({ state: 'completed' });
    gate.open();
    await ended;
    expect(await engine.api.getJob({ jobId })).toMatchObject({ state: 'completed', active: false });
  });

  it('with its job still its own says so before another looks, and goes on', async () => {
    const { gate, vtn, jobId, ended } = await startHeld();
    here.clock.closeLid(7 * hourMs);
    const woken = whenDecided(here.engine, jobId, 'slept for 7 h 0 min');
    here.clock.advance(2500);
    await woken;
    const engine = openThere(vtn.token, () => null);
    await expect(engine.api.startJob({ jobId })).rejects.toMatchObject({ code: 'job/running-elsewhere' });
    gate.open();
    await ended;
    expect(await here.engine.api.getJob({ jobId })).toMatchObject({ points: { confirmed: planned } });
    expect(vtn.observations()).toMatchObject({ pointsStored: planned, changedRewrites: 0 });
  });
});

describe('a wall clock that was set back', () => {
  it('does not make a live lease look dead', async () => {
    const { gate, vtn, jobId, ended } = await startHeld();
    here.clock.setWall(-5 * hourMs);
    const engine = openThere(vtn.token, () => null);
    await expect(engine.api.startJob({ jobId })).rejects.toMatchObject({ code: 'job/running-elsewhere' });
    here.clock.advance(2500);
    await nextTurn();
    await expect(engine.api.startJob({ jobId })).rejects.toMatchObject({ code: 'job/running-elsewhere' });
    gate.open();
    await ended;
    expect(vtn.observations()).toMatchObject({ pointsStored: planned, rewrites: 0 });
  });

  it('does not make a dead lease live for hours: a minute after somebody asks, the job can be had', async () => {
    const { gate, vtn, jobId } = await startHeld();
    here.clock.setWall(-5 * hourMs);
    const engine = openThere(vtn.token, () => null);
    await expect(engine.api.startJob({ jobId })).rejects.toMatchObject({ code: 'job/running-elsewhere' });
    // As the dead would: its clock stands, while that of the other goes on.
    here.clock.setWall(61_000);
    expect(await runToEnd(engine, jobId)).toMatchObject({
      state: 'completed',
      points: { confirmed: planned },
    });
    gate.open();
  });
});

it('a wall clock that was set forward is told by the next beat, long before anybody takes the job for dead', async () => {
  const { gate, vtn, jobId, ended } = await startHeld();
  const told = whenDecided(here.engine, jobId, 'set forward by 5 h 0 min');
  here.clock.setWall(5 * hourMs);
  here.clock.advance(2500);
  await told;
  const engine = openThere(vtn.token, () => null);
  await expect(engine.api.startJob({ jobId })).rejects.toMatchObject({ code: 'job/running-elsewhere' });
  gate.open();
  await ended;
  expect(vtn.observations()).toMatchObject({ pointsStored: planned, rewrites: 0 });
});
