import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobDetail } from '../../src/contract/job-shapes.ts';
import type { PracticeVtn } from '../../src/practice-vtn/start-practice-vtn.ts';
import { createGate, startRehearsal, whenDecided, whenJob } from './rehearsal.ts';
import type { Gate, Rehearsal } from './rehearsal.ts';
import { startRelay } from './relay.ts';
import type { Relay } from './relay.ts';
import { createStandingClock } from './test-clock.ts';
import type { TestClock } from './test-clock.ts';

const hourMs = 3_600_000;
/**
 * All of them are sent at once. A line is cut when each has its request under way and none of its answers: a connection
 * that is refused, or an answer that is read late, would tell of the line too.
 */
const loads = 4;
const planned = loads * 60;

let clock: TestClock;
let rehearsal: Rehearsal;
let relay: Relay | null;
beforeEach(async () => {
  clock = createStandingClock();
  rehearsal = await startRehearsal({ vens: 1, resources: 1, loadsPerResource: loads, rows: 60 }, { clock });
  relay = null;
});
afterEach(async () => {
  await relay?.close();
  await rehearsal.close();
});

/** A VTN behind a line that can be cut; with a gate its answers are held. */
async function startFarVtn(
  gate: Gate | null = null,
): Promise<{ vtn: PracticeVtn; baseUrl: string; line: Relay }> {
  const faults = gate === null ? [] : [{ kind: 'latency', ms: 1 } as const];
  const vtn = await rehearsal.startVtn({ faults, ...(gate === null ? {} : { wait: gate.wait }) });
  relay = await startRelay(vtn.origin);
  const baseUrl = vtn.baseUrl.replace(vtn.origin, relay.origin);
  rehearsal.giveCredentials(baseUrl, { kind: 'token', token: vtn.token });
  return { vtn, baseUrl, line: relay };
}

/** Without a canary, in twelve requests; nothing is sent a second time. */
async function plan(baseUrl: string, pace: object = {}): Promise<string> {
  const settings = { chunkPoints: 20, canaryPoints: 0, retries: 0, offlineWaitMs: 48 * hourMs, ...pace };
  return (await rehearsal.plan(baseUrl, { pace: settings })).jobId;
}

/** Until somebody sleeps, heartbeats aside, or the job has ended; then false. */
async function isAsleep(ended: Promise<unknown>): Promise<boolean> {
  const over = ended.then(() => true);
  const startedMs = performance.now();
  while (clock.sleeping() === 0) {
    if (await Promise.race([over, nextTurn(false)])) return false;
    if (performance.now() - startedMs > 100_000) throw new Error('nobody sleeps, and the job goes on');
  }
  return true;
}

async function expectWaiting(jobId: string): Promise<void> {
  const { state, active, lastError } = await rehearsal.engine.api.getJob({ jobId });
  expect({ state, active, code: lastError?.code }).toEqual({
    state: 'waiting',
    active: true,
    code: 'vtn/unreachable',
  });
}

function expectAllThere(job: JobDetail, vtn: PracticeVtn): void {
  expect(job).toMatchObject({
    state: 'completed',
    points: { confirmed: planned, uncertain: 0, unsent: 0 },
    lastError: null,
  });
  expect(vtn.observations()).toMatchObject({ pointsStored: planned, changedRewrites: 0 });
}

describe('a line that is away', () => {
  it('is tried every five seconds for as long as it takes, and its return is noticed by the next try', async () => {
    const { vtn, baseUrl, line } = await startFarVtn();
    await line.cut();
    const jobId = await plan(baseUrl);
    const waiting = whenJob(rehearsal.engine, jobId, ({ state }) => state === 'waiting');
    const ended = rehearsal.run(jobId);
    expect(await waiting).toMatchObject({ lastError: { code: 'vtn/unreachable' } });
    for (let round = 0; round < 120; round++) {
      await isAsleep(ended);
      clock.advance(5000);
    }
    await isAsleep(ended);
    await line.mend();
    const backMs = clock.monotonic();
    clock.advance(5000);
    const job = await ended;
    expectAllThere(job, vtn);
    expect(clock.monotonic() - backMs).toBe(5000);
    // One watch looked for all senders, without a request; what never left is not counted as sent.
    expect(job.requests).toBe(planned / 20);
    expect(job.decisions.map(({ text }) => text).filter((text) => text.includes('VTN'))).toEqual([
      expect.stringMatching(/cannot be reached.*waiting for the line/) as string,
      expect.stringMatching(/answers again after 60\d s/) as string,
    ]);
  });

  it('that breaks in the middle of requests costs none of the retries, of which there are none', async () => {
    const gate = createGate(2);
    const { vtn, baseUrl, line } = await startFarVtn(gate);
    const jobId = await plan(baseUrl);
    const ended = rehearsal.run(jobId);
    await gate.held;
    await line.snap();
    gate.open();
    await isAsleep(ended);
    await expectWaiting(jobId);
    await line.mend();
    while (await isAsleep(ended)) clock.advance(5000);
    const job = await ended;
    expectAllThere(job, vtn);
    expect(job.loads.failed).toBe(0);
  });

  it('ends the run when it has been away longer than one wants to wait, without the hours that the computer slept', async () => {
    const { vtn, baseUrl, line } = await startFarVtn();
    await line.cut();
    const jobId = await plan(baseUrl, { offlineWaitMs: 60_000 });
    const ended = rehearsal.run(jobId);
    let passedMs = 0;
    for (; passedMs < 40_000; passedMs += 5000) {
      await isAsleep(ended);
      clock.advance(5000);
    }
    clock.closeLid(9 * hourMs);
    await isAsleep(ended);
    await expectWaiting(jobId);
    for (; passedMs < 90_000; passedMs += 5000) {
      clock.advance(5000);
      await isAsleep(ended);
    }
    expect(await ended).toMatchObject({
      state: 'waiting',
      active: false,
      points: { unsent: planned },
      requests: 0,
      bytes: 0,
    });
    await line.mend();
    expectAllThere(await rehearsal.run(jobId), vtn);
  });
});

describe('requests that hang', () => {
  it('are given up when the line is gone, long before their time is over, and go again when it is back', async () => {
    const gate = createGate(0, loads);
    const { vtn, baseUrl, line } = await startFarVtn(gate);
    const jobId = await plan(baseUrl, { timeoutMs: 300_000 });
    const waiting = whenJob(rehearsal.engine, jobId, ({ state }) => state === 'waiting');
    const ended = rehearsal.run(jobId);
    await gate.held;
    await line.cut();
    gate.open();
    for (let passedMs = 0; passedMs < 17_500; passedMs += 2500) {
      clock.advance(2500);
      await nextTurn();
    }
    await waiting;
    expect(clock.monotonic()).toBeLessThanOrEqual(20_000);
    await isAsleep(ended);
    await line.mend();
    while (await isAsleep(ended)) clock.advance(5000);
    expectAllThere(await ended, vtn);
  });

  it('are given up when the line is back that others found gone meanwhile', async () => {
    // One request is held; the others are answered, and the next ones find the line gone.
    const gate = createGate(loads - 1);
    const { vtn, baseUrl, line } = await startFarVtn(gate);
    const jobId = await plan(baseUrl, { timeoutMs: 300_000 });
    const waiting = whenJob(rehearsal.engine, jobId, ({ state }) => state === 'waiting');
    const ended = rehearsal.run(jobId);
    await gate.held;
    await line.cut();
    gate.open();
    await waiting;
    await isAsleep(ended);
    await line.mend();
    while (await isAsleep(ended)) clock.advance(5000);
    expectAllThere(await ended, vtn);
  });

  it('do not keep a person waiting who stops the job, when the line is gone', async () => {
    const gate = createGate(0, loads);
    const { baseUrl, line } = await startFarVtn(gate);
    const jobId = await plan(baseUrl, { timeoutMs: 300_000 });
    const ended = rehearsal.run(jobId);
    await gate.held;
    await line.cut();
    void rehearsal.engine.api.pauseJob({ jobId });
    for (let passedMs = 0; passedMs < 17_500; passedMs += 2500) {
      clock.advance(2500);
      await nextTurn();
    }
    expect(await ended).toMatchObject({ state: 'paused', active: false });
    gate.open();
  });

  it('for a VTN that is slow are left alone, however often one looks', async () => {
    const gate = createGate(3);
    const { vtn, baseUrl } = await startFarVtn(gate);
    const jobId = await plan(baseUrl, { timeoutMs: 300_000 });
    const ended = rehearsal.run(jobId);
    await gate.held;
    for (let passedMs = 0; passedMs < 250_000; passedMs += 2500) {
      clock.advance(2500);
      await nextTurn();
    }
    gate.open();
    const job = await ended;
    expectAllThere(job, vtn);
    expect(vtn.observations().rewrites).toBe(0);
    expect(job.requests).toBe(planned / 20);
  });
});

describe('a computer that sleeps while its job runs', () => {
  it('gives up what was under way, connects anew and goes on, at no cost of the retries', async () => {
    const gate = createGate(0, loads);
    const { vtn, baseUrl, line } = await startFarVtn(gate);
    const jobId = await plan(baseUrl);
    const ended = rehearsal.run(jobId);
    await gate.held;
    await line.cut();
    gate.open();
    clock.closeLid(3 * hourMs + 12 * 60_000);
    await line.mend();
    const woken = whenDecided(rehearsal.engine, jobId, 'slept for 3 h 12 min');
    clock.advance(2500);
    await woken;
    const job = await ended;
    expectAllThere(job, vtn);
    expect(job.state).toBe('completed');
  });

  it('for a moment changes nothing', async () => {
    const gate = createGate(3);
    const { vtn, baseUrl } = await startFarVtn(gate);
    const jobId = await plan(baseUrl);
    const ended = rehearsal.run(jobId);
    await gate.held;
    clock.closeLid(4000);
    clock.advance(2500);
    await nextTurn();
    gate.open();
    const job = await ended;
    expectAllThere(job, vtn);
    expect(job.decisions).toEqual([]);
    expect(vtn.observations().rewrites).toBe(0);
  });
});

it.each([
  ['forward', 26 * hourMs],
  ['back', -26 * hourMs],
])('a wall clock that is set %s while a job runs neither stops nor hastens it', async (direction, byMs) => {
  const { vtn, baseUrl } = await startFarVtn();
  const jobId = await plan(baseUrl, { concurrency: 1, maxPointsPerSecond: 20 });
  const startedMs = clock.monotonic();
  const ended = rehearsal.run(jobId);
  let rounds = 0;
  while (await isAsleep(ended)) {
    if (++rounds === 5) clock.setWall(byMs);
    clock.advance(500);
  }
  const job = await ended;
  expectAllThere(job, vtn);
  const tookMs = clock.monotonic() - startedMs;
  expect(tookMs).toBeGreaterThanOrEqual(10_000);
  expect(tookMs).toBeLessThanOrEqual(16_000);
  expect(job.decisions.map(({ text }) => text).join()).toContain(`set ${direction} by 26 h 0 min`);
});
