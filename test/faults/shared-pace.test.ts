import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobSummary } from '../../src/contract/job-shapes.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Engine } from '../../src/engine/create-engine.ts';
import type { PracticeVtn } from '../../src/practice-vtn/start-practice-vtn.ts';
import { processTable } from '../suites/sample-plan.ts';
import { expectedStore, startRehearsal, storeOf, whenJob } from './rehearsal.ts';
import type { Rehearsal } from './rehearsal.ts';
import type { Pace } from './sample-upload.ts';
import { createStandingClock } from './test-clock.ts';
import type { TestClock } from './test-clock.ts';

const pace = { chunkPoints: 50, canaryPoints: 0 } as const satisfies Pace;

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

async function begin(baseUrl: string, changes: Pace): Promise<{ jobId: string; ended: Promise<JobSummary> }> {
  const { jobId } = await rehearsal.plan(baseUrl, {
    pace: { ...pace, ...changes },
    mapping: { timeZone: 'UTC' },
  });
  const ended = whenJob(rehearsal.engine, jobId, ({ active }) => !active);
  await rehearsal.engine.api.startJob({ jobId });
  return { jobId, ended };
}

/** Lets the engine and the VTN work, without any time passing, until it is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(setImmediate);
}

/** Lets time pass whenever somebody waits for it, until the job has ended. */
async function passToEnd(ended: Promise<JobSummary>): Promise<JobSummary> {
  const job: { atEnd: JobSummary | null } = { atEnd: null };
  void ended.then((atEnd) => (job.atEnd = atEnd));
  while (job.atEnd === null) {
    await until(() => job.atEnd !== null || clock.sleeping() > 0);
    clock.advance(5000);
  }
  return job.atEnd;
}

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
};

const summary = (jobId: string) => rehearsal.engine.api.getJob({ jobId });

describe('one series that is stuck', () => {
  it('in retries gives its place to the next, even when only one request at a time is allowed', async () => {
    const [stuck = ''] = expectedStore(rehearsal.site).keys();
    const faults = [{ kind: 'server-error', resourceId: stuck }] as const;
    const vtn = await rehearsal.startVtn({ faults });
    const { jobId, ended } = await begin(vtn.baseUrl, { concurrency: 1 });
    // No time passes: the stuck one waits for its next try, and all others are done meanwhile.
    const othersDone = whenJob(rehearsal.engine, jobId, ({ loads }) => loads.confirmed === 3);
    expect(await othersDone).toMatchObject({ state: 'running', points: { confirmed: 600 } });
    vtn.setFaults([]);
    expect(await passToEnd(ended)).toMatchObject({ state: 'completed' });
    expect(storeOf(vtn)).toEqual(expectedStore(rehearsal.site));
  });

  it('in a request that hangs holds up no other, when the VTN has made us send one at a time', async () => {
    const [stuck = ''] = expectedStore(rehearsal.site).keys();
    const vtn = await rehearsal.startVtn({ faults: [{ kind: 'hang', resourceId: stuck, times: 1 }] });
    const { ended } = await begin(vtn.baseUrl, { concurrency: 1, timeoutMs: 300_000 });
    await until(() => vtn.observations().faultsFired.hang === 1);
    await settled();
    const before = vtn.observations().pointsStored;
    await settled();
    expect(vtn.observations().pointsStored).toBe(before);
    // Longer than answers ever take: it may hang, and its place is lent out.
    clock.advance(15_500);
    await until(() => vtn.observations().pointsStored === 600);
    // What gives it up in the end is that the computer sleeps.
    clock.closeLid(60_000);
    clock.advance(2500);
    expect(await passToEnd(ended)).toMatchObject({ state: 'completed' });
    expect(storeOf(vtn)).toEqual(expectedStore(rehearsal.site));
  });

  it('in a load whose VTN resource is busy is passed over until it is free', async () => {
    const faults = [{ kind: 'latency', ms: 1 }] as const;
    const vtn = await rehearsal.startVtn({ faults, wait: () => Promise.resolve() });
    const { ended } = await begin(vtn.baseUrl, { concurrency: 4 });
    expect(await ended).toMatchObject({ state: 'completed' });
    expect(vtn.observations().rewrites).toBe(0);
  });
});

describe('two jobs to one VTN', () => {
  interface Sender {
    readonly engine: Engine;
    readonly jobId: string;
  }

  const limited = { maxPointsPerSecond: 50, concurrency: 2 } as const;

  /** Every request that the jobs wrote down as sent is answered, and its outcome written down. */
  async function allAnswered(vtn: PracticeVtn, jobs: readonly Sender[]): Promise<void> {
    const isSo = async (): Promise<boolean> => {
      const asked = jobs.map(({ engine, jobId }) => engine.api.getJob({ jobId }));
      const told = await Promise.all(asked);
      const { requests, pointsStored } = vtn.observations();
      const sent = told.reduce((sum, job) => sum + job.requests, 0);
      return sent === requests && told.reduce((sum, job) => sum + job.points.confirmed, 0) === pointsStored;
    };
    while (!(await isSo())) await new Promise(setImmediate);
  }

  /** Seconds pass one after the other, each when what went in the one before is stored; what was stored in each. */
  async function pass(seconds: number, vtn: PracticeVtn, jobs: readonly Sender[]): Promise<number[]> {
    const each: number[] = [];
    for (let second = 0; second < seconds; second++) {
      const before = vtn.observations().pointsStored;
      clock.advance(1000);
      await settled();
      await allAnswered(vtn, jobs);
      each.push(vtn.observations().pointsStored - before);
    }
    return each;
  }

  it('keep a limit together that both were given, and both get on', async () => {
    const vtn = await rehearsal.startVtn();
    const other = await rehearsal.makeSite({
      vens: 1,
      resources: 1,
      loadsPerResource: 2,
      rows: 200,
      seed: 7,
    });
    const one = await begin(vtn.baseUrl, limited);
    const { jobId } = await rehearsal.engine.api.planJob({
      files: [other.databasePath, other.meterFilePath],
      destination: { baseUrl: vtn.baseUrl },
      pace: { ...pace, ...limited },
    });
    const ended = whenJob(rehearsal.engine, jobId, ({ active }) => !active);
    await rehearsal.engine.api.startJob({ jobId });
    const stored = (): number => vtn.observations().pointsStored;
    await until(() => stored() > 0 && clock.sleeping() > 0);
    await settled();
    const jobs = [one.jobId, jobId].map((id) => ({ engine: rehearsal.engine, jobId: id }));
    await allAnswered(vtn, jobs);
    const seconds = await pass(8, vtn, jobs);
    expect(Math.max(...seconds)).toBeLessThanOrEqual(100);
    expect(seconds.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(8 * 50 + 100);
    const confirmed = async (id: string): Promise<number> => (await summary(id)).points.confirmed;
    while ((await confirmed(one.jobId)) === 0 || (await confirmed(jobId)) === 0) await pass(1, vtn, jobs);
    for (const id of [one.jobId, jobId])
      await rehearsal.engine.api.changePace({ jobId: id, pace: { maxPointsPerSecond: null } });
    expect(await one.ended).toMatchObject({ state: 'completed' });
    expect(await ended).toMatchObject({ state: 'completed' });
  });

  it('of two processes take half of it each', async () => {
    const vtn = await rehearsal.startVtn();
    const there = createEngine({
      stateDir: `${rehearsal.folder}/state`,
      version: '0.0.0-there',
      secrets: { credentialsFor: () => Promise.resolve({ kind: 'token', token: vtn.token }) },
      clock,
      random: () => 0.5,
      processes: processTable('b', () => true),
    });
    const other = await rehearsal.makeSite({
      vens: 1,
      resources: 1,
      loadsPerResource: 2,
      // It does not come to its end while it is looked at, however much it had sent alone.
      rows: 4000,
      seed: 7,
    });
    const { jobId } = await there.api.planJob({
      files: [other.databasePath, other.meterFilePath],
      destination: { baseUrl: vtn.baseUrl },
      pace: { ...pace, ...limited },
    });
    await there.api.startJob({ jobId });
    const one = await begin(vtn.baseUrl, limited);
    const stored = (): number => vtn.observations().pointsStored;
    await until(() => stored() > 0 && clock.sleeping() > 0);
    const jobs = [
      { engine: there, jobId },
      { engine: rehearsal.engine, jobId: one.jobId },
    ];
    await pass(6, vtn, jobs);
    const before = (await summary(one.jobId)).points.confirmed;
    await pass(8, vtn, jobs);
    expect((await summary(one.jobId)).points.confirmed - before).toBeLessThanOrEqual(8 * 25 + 50);
    await there.api.pauseJob({ jobId });
    await there.close();
    await rehearsal.engine.api.pauseJob({ jobId: one.jobId });
  });
});
