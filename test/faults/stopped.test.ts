import { afterEach, describe, expect, it } from 'vitest';
import { exitCodeOfJob } from '../../src/cli/exit-code.ts';
import type { Fault } from '../../src/practice-vtn/fault.ts';
import type { PracticeVtn } from '../../src/practice-vtn/start-practice-vtn.ts';
import { expectedStore, storeOf, whenJob } from './rehearsal.ts';
import { startRelay } from './relay.ts';
import type { Relay } from './relay.ts';
import {
  expectAllConfirmed,
  expectSound,
  loads,
  pace,
  planned,
  rehearsal,
  send,
  useRehearsal,
} from './sample-upload.ts';

useRehearsal();

describe('a VTN that lets nobody in blocks the job until a person acts', () => {
  const always: readonly Fault[] = [{ kind: 'unauthorized' }];

  it('after three fresh tokens, for a client that fetches them', async () => {
    const rehearsed = await send(always, {}, { login: 'client' });
    const { job, vtn } = rehearsed;
    expectSound(rehearsed);
    expect(job).toMatchObject({ state: 'blocked', lastError: { code: 'vtn/unauthorized' } });
    expect(exitCodeOfJob(job)).toBe(3);
    expect(vtn.observations()).toMatchObject({ tokensIssued: 3, pointsStored: 0 });
    vtn.setFaults([]);
    expectAllConfirmed({ job: await rehearsal.run(job.id), vtn });
  });

  it('at once, for a token that was given', async () => {
    const rehearsed = await send(always);
    expectSound(rehearsed);
    expect(rehearsed.job).toMatchObject({ state: 'blocked', lastError: { code: 'vtn/unauthorized' } });
    expect(rehearsed.vtn.observations()).toMatchObject({ requests: 1, pointsStored: 0 });
  });

  it('before anything is written down as sent, when there are no credentials at all', async () => {
    const vtn = await rehearsal.startVtn();
    rehearsal.giveCredentials(vtn.baseUrl, null);
    const { jobId } = await rehearsal.plan(vtn.baseUrl, { pace });
    const job = await rehearsal.run(jobId);
    expect(job).toMatchObject({
      state: 'blocked',
      lastError: { code: 'vtn/credentials-missing' },
      requests: 0,
      points: { unsent: planned },
    });
    expect(vtn.observations().requests).toBe(0);
  });
});

describe('a VTN that never says clearly what it did', () => {
  it('stops the job at its canary, with nothing of the other loads sent', async () => {
    const rehearsed = await send([{ kind: 'server-error' }], { retries: 2 });
    const { job, vtn } = rehearsed;
    expectSound(rehearsed);
    expect(job).toMatchObject({
      state: 'blocked',
      lastError: { code: 'vtn/canary-failed' },
      points: { uncertain: 50, unsent: planned - 50 },
    });
    expect(vtn.observations().requests).toBe(3);
    vtn.setFaults([]);
    expectAllConfirmed({ job: await rehearsal.run(job.id), vtn });
  });

  it('without a canary lists every load as uncertain, and retry sends them once it answers', async () => {
    const rehearsed = await send([{ kind: 'server-error' }], { retries: 2, canaryPoints: 0 });
    const { job, vtn } = rehearsed;
    expectSound(rehearsed);
    expect(job).toMatchObject({
      state: 'incomplete',
      loads: { confirmed: 0, failed: loads },
      points: { confirmed: 0, uncertain: loads * 50, unsent: planned - loads * 50 },
    });
    expect(job.failed.map(({ code }) => code)).toEqual(Array(loads).fill('vtn/uncertain'));
    expect(exitCodeOfJob(job)).toBe(2);
    vtn.setFaults([]);
    expectAllConfirmed({ job: await rehearsal.run(job.id, 'retry'), vtn });
  });
});

it('a VTN that confirms nothing for ten loads in a row stops the job, with the other loads unsent', async () => {
  const site = await rehearsal.makeSite({ vens: 1, resources: 3, loadsPerResource: 4, rows: 10 });
  const vtn = await rehearsal.startVtn({ faults: [{ kind: 'bad-gateway' }] });
  const { jobId } = await rehearsal.plan(vtn.baseUrl, {
    files: [site.databasePath, site.meterFilePath],
    pace: { canaryPoints: 0, retries: 0, concurrency: 1 },
  });
  expect(await rehearsal.run(jobId)).toMatchObject({
    state: 'blocked',
    lastError: { code: 'vtn/server-error' },
    loads: { failed: 10 },
    points: { uncertain: 100, unsent: 20 },
  });
  vtn.setFaults([]);
  expect(await rehearsal.run(jobId, 'retry')).toMatchObject({ state: 'completed' });
  expect(storeOf(vtn)).toEqual(expectedStore(site));
});

describe('a VTN that is not there', () => {
  let line: Relay | null = null;
  afterEach(async () => {
    await line?.close();
    line = null;
  });

  /** Its port stays its own: one that is given up may be another test's when it comes back. */
  async function vanishedVtn(): Promise<{
    vtn: PracticeVtn;
    baseUrl: string;
    comeBack: () => Promise<void>;
  }> {
    const vtn = await rehearsal.startVtn();
    const relay = await startRelay(vtn.origin);
    line = relay;
    await relay.cut();
    const baseUrl = vtn.baseUrl.replace(vtn.origin, relay.origin);
    rehearsal.giveCredentials(baseUrl, { kind: 'token', token: vtn.token });
    return { vtn, baseUrl, comeBack: relay.mend };
  }

  it('makes the job wait, and the job goes on by itself when it comes back', async () => {
    const { vtn, baseUrl, comeBack } = await vanishedVtn();
    const { jobId } = await rehearsal.plan(baseUrl, { pace: { ...pace, offlineWaitMs: 1e12 } });
    const waiting = whenJob(rehearsal.engine, jobId, ({ state }) => state === 'waiting');
    const ending = rehearsal.run(jobId);
    expect(await waiting).toMatchObject({ active: true, lastError: { code: 'vtn/unreachable' } });
    await comeBack();
    const job = await ending;
    expectAllConfirmed({ job, vtn });
    expect(job.decisions.map(({ text }) => text).join()).toMatch(/cannot be reached.*answers again/s);
  });

  it('ends the run at once when nobody wants to wait, and resume goes on', async () => {
    const { vtn, baseUrl, comeBack } = await vanishedVtn();
    const { jobId } = await rehearsal.plan(baseUrl, { pace: { ...pace, offlineWaitMs: 0 } });
    const stopped = await rehearsal.run(jobId);
    expect(stopped).toMatchObject({
      state: 'waiting',
      active: false,
      lastError: { code: 'vtn/unreachable' },
      points: { unsent: planned, uncertain: 0 },
    });
    expect(exitCodeOfJob(stopped)).toBe(3);
    await comeBack();
    expectAllConfirmed({ job: await rehearsal.run(jobId), vtn });
  });
});
