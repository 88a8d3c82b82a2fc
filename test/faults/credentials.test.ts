import { describe, expect, it } from 'vitest';
import { exitCodeOfJob } from '../../src/cli/exit-code.ts';
import type { Fault } from '../../src/practice-vtn/fault.ts';
import type { PracticeVtn } from '../../src/practice-vtn/start-practice-vtn.ts';
import { whenJob } from './rehearsal.ts';
import { startRelay } from './relay.ts';
import {
  expectAllConfirmed,
  expectSound,
  pace,
  planned,
  rehearsal,
  send,
  useRehearsal,
} from './sample-upload.ts';

useRehearsal();

const plain = { ...pace, canaryPoints: 0, concurrency: 1 } as const;

/** A job by a profile whose client the token server knows, or not. */
async function planByProfile(vtn: PracticeVtn, name: string, clientSecret: string): Promise<string> {
  await keep(vtn, name, clientSecret);
  const destination = { baseUrl: vtn.baseUrl, profile: name };
  return (await rehearsal.plan(vtn.baseUrl, { destination, pace: plain })).jobId;
}

async function keep(vtn: PracticeVtn, name: string, clientSecret: string, isNew = true): Promise<void> {
  const signIn = { kind: 'client', clientId: vtn.clientId, tokenUrl: vtn.tokenUrl } as const;
  await rehearsal.engine.api.keepProfile({
    profile: { name, baseUrl: vtn.baseUrl, signIn },
    previousName: isNew ? null : name,
    secrets: { clientSecret },
  });
}

describe('a token that can no longer be had', () => {
  /** Tokens end after three requests, and then the token server knows the client no more. */
  const disabled: readonly Fault[] = [
    { kind: 'latency', ms: 400 },
    { kind: 'short-tokens', lifetimeMs: 1500 },
  ];

  it('blocks the job in its middle, with the reason of the token server, and nothing of it is lost', async () => {
    let uploads = 0;
    const wait = (ms: number): Promise<void> => {
      if (++uploads === 3) vtn.setFaults([...disabled, { kind: 'token-refused' }]);
      return rehearsal.clock.sleep(ms);
    };
    const vtn = await rehearsal.startVtn({ faults: disabled, wait }, 'client');
    const { jobId } = await rehearsal.plan(vtn.baseUrl, { pace: plain });
    const job = await rehearsal.run(jobId);
    expectSound({ job, vtn });
    expect(job).toMatchObject({ state: 'blocked', lastError: { code: 'vtn/token-refused' } });
    expect(job.lastError?.text).toContain('invalid_client');
    expect(job.points.confirmed).toBeGreaterThanOrEqual(100);
    expect(job.points.confirmed + job.points.unsent).toBe(planned);
    expect(exitCodeOfJob(job)).toBe(3);
    vtn.setFaults([]);
    expectAllConfirmed({ job: await rehearsal.run(jobId), vtn });
    expect(vtn.observations().rewrites).toBe(0);
  });

  it('is had again by the new secret of the same profile, and the job goes on from there', async () => {
    const vtn = await rehearsal.startVtn();
    const jobId = await planByProfile(vtn, 'By secret', 'no longer valid');
    const job = await rehearsal.run(jobId);
    expect(job).toMatchObject({
      state: 'blocked',
      lastError: { code: 'vtn/token-refused' },
      requests: 0,
      points: { unsent: planned },
    });
    await keep(vtn, 'By secret', vtn.clientSecret, false);
    expectAllConfirmed({ job: await rehearsal.run(jobId), vtn });
  });

  it('is had by another profile of the same VTN that is named when the job is started again', async () => {
    const vtn = await rehearsal.startVtn();
    const jobId = await planByProfile(vtn, 'Old client', 'no longer valid');
    expect(await rehearsal.run(jobId)).toMatchObject({ state: 'blocked' });
    await keep(vtn, 'New client', vtn.clientSecret);
    const ended = whenJob(rehearsal.engine, jobId, ({ active }) => !active);
    await rehearsal.engine.api.startJob({ jobId, profile: 'New client' });
    await ended;
    expectAllConfirmed({ job: await rehearsal.engine.api.getJob({ jobId, loads: 'all' }), vtn });
  });

  it('or that is refused three times, each a fresh one, is replaced by one that was given', async () => {
    const rehearsed = await send([{ kind: 'unauthorized' }], { canaryPoints: 0 }, { login: 'client' });
    const { job, vtn } = rehearsed;
    expectSound(rehearsed);
    expect(job).toMatchObject({ state: 'blocked', lastError: { code: 'vtn/unauthorized' } });
    expect(vtn.observations().tokensIssued).toBeLessThanOrEqual(3);
    vtn.setFaults([]);
    rehearsal.giveCredentials(vtn.baseUrl, { kind: 'token', token: vtn.token });
    expectAllConfirmed({ job: await rehearsal.run(job.id), vtn });
  });
});

it('a token server that is only away makes the job wait, and it goes on by itself when that one is back', async () => {
  const vtn = await rehearsal.startVtn();
  const line = await startRelay(vtn.origin);
  await line.cut();
  const { clientId, clientSecret } = vtn;
  const tokenUrl = vtn.tokenUrl.replace(vtn.origin, line.origin);
  rehearsal.giveCredentials(vtn.baseUrl, { kind: 'client', clientId, clientSecret, tokenUrl });
  const { jobId } = await rehearsal.plan(vtn.baseUrl, {
    pace: { ...plain, retries: 0, offlineWaitMs: 1e12 },
  });
  const waiting = whenJob(rehearsal.engine, jobId, ({ state }) => state === 'waiting');
  const ended = rehearsal.run(jobId);
  expect((await waiting).lastError?.text).toContain(`The token server ${line.origin} cannot be reached`);
  await line.mend();
  const job = await ended;
  await line.close();
  expectAllConfirmed({ job, vtn });
  expect(job.requests).toBe(planned / 50);
});
