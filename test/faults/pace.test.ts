import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../src/contract/engine-events.ts';
import type { JobSummary } from '../../src/contract/job-shapes.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { PracticeVtn } from '../../src/practice-vtn/start-practice-vtn.ts';
import { processTable } from '../suites/sample-plan.ts';
import {
  createGate,
  startRehearsal,
  storeOf,
  expectedStore,
  whenDecided,
  whenEnded,
  whenJob,
} from './rehearsal.ts';
import type { Gate, Rehearsal } from './rehearsal.ts';
import type { Pace } from './sample-upload.ts';
import { createStandingClock } from './test-clock.ts';
import type { TestClock } from './test-clock.ts';

const pace = { chunkPoints: 50, canaryPoints: 0 } as const satisfies Pace;
const planned = 800;

let clock: TestClock;
let rehearsal: Rehearsal;
beforeEach(async () => {
  clock = createStandingClock();
  rehearsal = await startRehearsal(
    { vens: 1, resources: 1, loadsPerResource: 4, rows: 200 },
    { clock, processes: processTable('a') },
  );
});
afterEach(() => rehearsal.close());

interface Started {
  readonly jobId: string;
  readonly vtn: PracticeVtn;
  /** The summary when nobody runs the job any more. */
  readonly ended: Promise<JobSummary>;
}

async function start(changes: Pace, vtn: PracticeVtn): Promise<Started> {
  const { jobId } = await rehearsal.plan(vtn.baseUrl, {
    pace: { ...pace, ...changes },
    mapping: { timeZone: 'UTC' },
  });
  const ended = whenJob(rehearsal.engine, jobId, ({ active }) => !active);
  await rehearsal.engine.api.startJob({ jobId });
  return { jobId, vtn, ended };
}

/** A job whose every request waits at the gate for its answer. */
async function startHeld(
  changes: Pace,
): Promise<Started & { readonly gate: Gate; readonly arrived: () => number }> {
  const gate = createGate();
  let arrived = 0;
  const wait = (): Promise<void> => {
    arrived++;
    return gate.wait();
  };
  const vtn = await rehearsal.startVtn({ faults: [{ kind: 'latency', ms: 1 }], wait });
  return { ...(await start(changes, vtn)), gate, arrived: () => arrived };
}

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
};

/** Lets the engine and the VTN work, without any time passing, until it is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(setImmediate);
}

const summary = (jobId: string) => rehearsal.engine.api.getJob({ jobId });
const change = (jobId: string, changes: Parameters<typeof rehearsal.engine.api.changePace>[0]['pace']) =>
  rehearsal.engine.api.changePace({ jobId, pace: changes });

describe('the pace of a running job', () => {
  it('that is raised lets senders go at once that would have waited for hours', async () => {
    const slow = { maxPointsPerSecond: 0.001, concurrency: 1 };
    const { jobId, vtn, ended } = await start(slow, await rehearsal.startVtn());
    await whenJob(rehearsal.engine, jobId, ({ wait }) => wait !== null);
    expect(vtn.observations().pointsStored).toBe(1);
    const startedAtMs = clock.now();
    expect(await change(jobId, { maxPointsPerSecond: null })).toMatchObject({
      maxPointsPerSecond: null,
      concurrency: 1,
      chunkPoints: 50,
    });
    expect(await ended).toMatchObject({ state: 'completed', points: { confirmed: planned } });
    expect(clock.now()).toBe(startedAtMs);
    expect(storeOf(vtn)).toEqual(expectedStore(rehearsal.site));
    const { decisions, pace: kept } = await summary(jobId);
    expect(decisions.map(({ text }) => text).join()).toContain('points/s as fast as it goes');
    expect(kept.maxPointsPerSecond).toBeNull();
  });

  it('that is lowered makes smaller requests of what was encoded already', async () => {
    const { jobId, vtn, ended } = await start(
      { maxPointsPerSecond: 60, concurrency: 1 },
      await rehearsal.startVtn(),
    );
    await until(() => vtn.observations().pointsStored === 50);
    await settled();
    await change(jobId, { maxPointsPerSecond: 2 });
    await until(() => clock.sleeping() > 0);
    expect(vtn.observations().pointsReceived).toBe(50);
    clock.advance(1000);
    await until(() => vtn.observations().pointsReceived > 50);
    await settled();
    expect(vtn.observations().pointsReceived).toBe(52);
    await change(jobId, { maxPointsPerSecond: null });
    expect(await ended).toMatchObject({ state: 'completed', points: { confirmed: planned } });
    expect(storeOf(vtn)).toEqual(expectedStore(rehearsal.site));
  });

  it('of bytes is kept, too, with small requests', async () => {
    const { jobId, vtn, ended } = await start(
      { maxBytesPerSecond: 600, concurrency: 1 },
      await rehearsal.startVtn(),
    );
    await until(() => vtn.observations().pointsStored > 0);
    expect(vtn.observations().pointsReceived).toBeLessThan(6);
    await until(() => clock.sleeping() > 0);
    clock.advance(100);
    expect((await summary(jobId)).limiter).toEqual({
      code: 'bytes-limit',
      text: 'Your limit of 600 bytes/s',
    });
    await change(jobId, { maxBytesPerSecond: null });
    expect(await ended).toMatchObject({ state: 'completed' });
  });

  it('has more requests at once as soon as they are allowed, and fewer from the next ones on', async () => {
    const { jobId, vtn, gate, arrived, ended } = await startHeld({ concurrency: 1 });
    await gate.held;
    await settled();
    expect(arrived()).toBe(1);
    await change(jobId, { concurrency: 3 });
    await until(() => arrived() === 3);
    await change(jobId, { concurrency: 1 });
    gate.open();
    expect(await ended).toMatchObject({ state: 'completed', points: { confirmed: planned } });
    expect(vtn.observations()).toMatchObject({ requests: 16, rewrites: 0 });
    expect(storeOf(vtn)).toEqual(expectedStore(rehearsal.site));
  });

  it('follows its hours: closed now it waits with nothing begun, opened it goes on at once', async () => {
    const { jobId, vtn, gate, ended } = await startHeld({ concurrency: 2 });
    await gate.held;
    const waiting = whenJob(rehearsal.engine, jobId, ({ state }) => state === 'waiting');
    const soon = new Date(clock.now() + 12 * 3_600_000);
    const hour = (offset: number) => `${String((soon.getUTCHours() + offset) % 24).padStart(2, '0')}:00`;
    await change(jobId, { window: { from: hour(0), to: hour(1) } });
    gate.open();
    expect(await waiting).toMatchObject({ active: true, points: { uncertain: 0 } });
    await settled();
    const { requests } = vtn.observations();
    expect(requests).toBeLessThanOrEqual(2);
    const { limiter, wait } = await summary(jobId);
    expect(limiter).toEqual({ code: 'window', text: wait?.text });
    // With the zone, and the day too: nobody has to guess when it goes on.
    expect(wait?.text).toBe(
      `Outside its hours, ${hour(0)}-${hour(1)} UTC; the next begin at ${hour(0)} on ${new Date(wait?.untilMs ?? 0).toISOString().slice(0, 10)}`,
    );
    await change(jobId, { window: null });
    expect(await ended).toMatchObject({ state: 'completed', points: { confirmed: planned } });
  });

  it('is kept with a job that does not run, and holds when it is started', async () => {
    const vtn = await rehearsal.startVtn();
    const { jobId } = await rehearsal.plan(vtn.baseUrl, { pace });
    await change(jobId, { maxPointsPerSecond: 0.001, concurrency: 2 });
    const ended = whenJob(rehearsal.engine, jobId, ({ active }) => !active);
    await rehearsal.engine.api.startJob({ jobId });
    await whenJob(rehearsal.engine, jobId, ({ wait }) => wait !== null);
    await until(() => vtn.observations().pointsStored === 1);
    await change(jobId, {});
    expect((await summary(jobId)).pace).toMatchObject({ maxPointsPerSecond: 0.001, concurrency: 2 });
    await change(jobId, { maxPointsPerSecond: null });
    expect(await ended).toMatchObject({ state: 'completed' });
    await expect(change(jobId, { concurrency: 1 })).rejects.toMatchObject({ code: 'job/wrong-state' });
  });

  it('that comes with a start holds from the first request on, and is kept', async () => {
    const vtn = await rehearsal.startVtn();
    const { jobId } = await rehearsal.plan(vtn.baseUrl, { pace });
    const ended = whenEnded(rehearsal.engine, jobId);
    await rehearsal.engine.api.startJob({ jobId, pace: { maxPointsPerSecond: 0.001 } });
    await whenJob(rehearsal.engine, jobId, ({ wait }) => wait !== null);
    await until(() => vtn.observations().pointsStored === 1);
    const { pace: kept, decisions } = await summary(jobId);
    expect(kept).toMatchObject({ maxPointsPerSecond: 0.001, concurrency: 'auto', chunkPoints: 50 });
    expect(decisions.map(({ text }) => text).join()).toContain('at most 0.001 points/s');
    await change(jobId, { maxPointsPerSecond: null });
    expect(await ended).toMatchObject({ state: 'completed' });
  });

  it('that comes with a retry holds from the first request on, though the job had ended', async () => {
    const faults = [{ kind: 'refuse-rows', everyNth: 100 }] as const;
    const { jobId, vtn, ended } = await start({}, await rehearsal.startVtn({ faults }));
    expect(await ended).toMatchObject({ state: 'incomplete' });
    vtn.setFaults([]);
    const { requests } = vtn.observations();
    const again = whenJob(rehearsal.engine, jobId, ({ active }) => !active);
    await rehearsal.engine.api.retryJob({ jobId, pace: { maxRequestsPerSecond: 0.001, concurrency: 1 } });
    await whenJob(rehearsal.engine, jobId, ({ wait }) => wait !== null);
    await until(() => vtn.observations().requests > requests);
    await settled();
    expect(vtn.observations().requests).toBe(requests + 1);
    await change(jobId, { maxRequestsPerSecond: null });
    expect(await again).toMatchObject({ state: 'completed', points: { confirmed: planned } });
  });

  it('that another process changes is taken up by the one that runs the job', async () => {
    const vtn = await rehearsal.startVtn();
    const { jobId, ended } = await start({ maxPointsPerSecond: 0.001, concurrency: 1 }, vtn);
    await whenJob(rehearsal.engine, jobId, ({ wait }) => wait !== null);
    const there = createEngine({
      stateDir: `${rehearsal.folder}/state`,
      version: '0.0.0-there',
      secrets: { credentialsFor: () => Promise.resolve(null) },
      clock,
      processes: processTable('b', () => true),
    });
    const told = whenDecided(rehearsal.engine, jobId, 'The limits were changed');
    await there.api.changePace({ jobId, pace: { maxPointsPerSecond: null } });
    clock.advance(500);
    await told;
    expect(await ended).toMatchObject({ state: 'completed' });
    await there.close();
  });
});

describe('what limits the pace is told with figures', () => {
  it('the limit that a person has set', async () => {
    const { jobId, ended } = await start(
      { maxPointsPerSecond: 50, concurrency: 1 },
      await rehearsal.startVtn(),
    );
    await until(() => clock.sleeping() > 0);
    clock.advance(900);
    expect((await summary(jobId)).limiter).toEqual({
      code: 'points-limit',
      text: 'Your limit of 50 points/s',
    });
    await change(jobId, { maxPointsPerSecond: null });
    await ended;
    expect((await summary(jobId)).limiter).toBeNull();
  });

  it('the answers of the VTN, or the number of requests that a person allows', async () => {
    const { jobId, gate, arrived, ended } = await startHeld({});
    await until(() => arrived() === 4);
    clock.advance(3000);
    expect((await summary(jobId)).limiter).toEqual({
      code: 'vtn-answers',
      text: 'Waiting for answers of the VTN: 4 requests on their way',
    });
    await change(jobId, { concurrency: 4 });
    expect((await summary(jobId)).limiter).toEqual({
      code: 'requests-limit',
      text: 'Your limit of 4 requests at once',
    });
    gate.open();
    await ended;
  });

  it('the pause that the VTN asked for', async () => {
    const faults = [{ kind: 'rate-limited', times: 1, retryAfterSeconds: 45 }] as const;
    const { jobId, ended } = await start({ concurrency: 1 }, await rehearsal.startVtn({ faults }));
    const { limiter } = await whenJob(rehearsal.engine, jobId, ({ wait }) => wait !== null);
    expect(limiter?.code).toBe('vtn-asked');
    expect(limiter?.text).toMatch(/^The VTN asked to wait until \d\d:\d\d:45$/);
    clock.advance(45_000);
    expect(await ended).toMatchObject({ state: 'completed' });
  });
});

it('each second of a run is told and kept: points, requests and refusals, and zeros while nothing happens', async () => {
  const told: EngineEvent[] = [];
  rehearsal.engine.subscribe((event) => {
    if (event.type === 'job-speed') told.push(event);
  });
  const faults = [{ kind: 'rate-limited', times: 1, retryAfterSeconds: 3 }] as const;
  const { jobId, ended } = await start({ concurrency: 1 }, await rehearsal.startVtn({ faults }));
  await whenJob(rehearsal.engine, jobId, ({ wait }) => wait !== null);
  const firstMs = clock.now();
  clock.advance(1000);
  await settled();
  clock.advance(1000);
  await settled();
  expect(await rehearsal.engine.api.getSpeed({ jobId })).toEqual({
    samples: [
      { atMs: firstMs, points: 0, requests: 1, refused: 1 },
      { atMs: firstMs + 1000, points: 0, requests: 0, refused: 0 },
    ],
  });
  expect(told).toMatchObject([
    { jobId, sample: { atMs: firstMs } },
    { jobId, sample: { atMs: firstMs + 1000 } },
  ]);
  clock.advance(1000);
  expect(await ended).toMatchObject({ state: 'completed' });
  expect(await rehearsal.engine.api.getSpeed({ jobId })).toEqual({ samples: [] });
});
