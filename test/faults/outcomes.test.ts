import { describe, expect, it } from 'vitest';
import { exitCodeOfJob } from '../../src/cli/exit-code.ts';
import type { Fault } from '../../src/practice-vtn/fault.ts';
import { expectedStore, storeOf } from './rehearsal.ts';
import {
  expectAllConfirmed,
  expectSound,
  loads,
  pace,
  planned,
  rehearsal,
  rows,
  send,
  useRehearsal,
} from './sample-upload.ts';
import type { Pace } from './sample-upload.ts';

useRehearsal();

const hourMs = 3_600_000;

/** The VTN resources of the loads, in their order. */
const resourceOf = (load: number): string => rehearsal.site.loads[load]?.vtnResourceId ?? '';

describe('a job whose VTN misbehaves for a while ends with every interval stored exactly once', () => {
  const passing: readonly (readonly [string, readonly Fault[], Pace])[] = [
    ['nothing goes wrong', [], {}],
    ['slow answers', [{ kind: 'latency', ms: 800, jitterMs: 400 }], {}],
    ['429 without Retry-After', [{ kind: 'rate-limited', times: 3 }], {}],
    ['503 without Retry-After', [{ kind: 'unavailable', times: 3 }], {}],
    ['500', [{ kind: 'server-error', times: 3 }], {}],
    ['502', [{ kind: 'bad-gateway', times: 3 }], {}],
    ['504 after the points were written', [{ kind: 'gateway-timeout', times: 3 }], {}],
    ['a reset before the points were written', [{ kind: 'reset-before-write', times: 3 }], {}],
    ['a reset after the points were written', [{ kind: 'reset-after-write', times: 3 }], {}],
    ['an answer cut in its middle', [{ kind: 'cut-answer', times: 3 }], {}],
    ['a count that is too low', [{ kind: 'partial-count', times: 3, missing: 7 }], {}],
    ['points left unwritten', [{ kind: 'partial-count', times: 3, missing: 7, writes: 'part' }], {}],
    ['no answer at all', [{ kind: 'hang', times: 2 }], { timeoutMs: 400, retries: 50 }],
  ];
  it.each(passing)('%s', async (_name, faults, changes) => {
    const { job, vtn } = await send(faults, changes);
    expectAllConfirmed({ job, vtn });
    expect(Object.keys(vtn.observations().faultsFired)).toEqual(faults.map(({ kind }) => kind));
  });

  it.each(['rate-limited', 'unavailable'] as const)(
    '%s with Retry-After: it waits as long as it was told, and says so',
    async (kind) => {
      const startedAtMs = rehearsal.clock.now();
      const { job, vtn } = await send([{ kind, times: 2, retryAfterSeconds: 45 }], { concurrency: 1 });
      expectAllConfirmed({ job, vtn });
      expect(rehearsal.clock.now() - startedAtMs).toBeGreaterThanOrEqual(90_000);
      expect(job.decisions.filter(({ text }) => text.includes('slow down'))).toHaveLength(2);
    },
  );

  it('everything together, at random', async () => {
    const probability = 0.06;
    const faults: Fault[] = [
      { kind: 'latency', ms: 200, jitterMs: 300, probability },
      { kind: 'rate-limited', retryAfterSeconds: 2, probability },
      { kind: 'unavailable', probability },
      { kind: 'server-error', probability },
      { kind: 'bad-gateway', probability },
      { kind: 'gateway-timeout', probability },
      { kind: 'reset-before-write', probability },
      { kind: 'reset-after-write', probability },
      { kind: 'cut-answer', probability },
      { kind: 'partial-count', missing: 3, writes: 'part', probability },
      { kind: 'too-large', maxBytes: 4000 },
      { kind: 'short-tokens', lifetimeMs: 1500 },
    ];
    const { job, vtn } = await send(faults, { retries: 40, chunkPoints: 20 }, { login: 'client', seed: 6 });
    expectAllConfirmed({ job, vtn });
    expect(Object.keys(vtn.observations().faultsFired).length).toBeGreaterThanOrEqual(9);
  });

  it('tokens that end early: new ones are fetched on the way', async () => {
    const faults: Fault[] = [
      { kind: 'short-tokens', lifetimeMs: 1000 },
      { kind: 'latency', ms: 400 },
    ];
    const rehearsed = await send(faults, { concurrency: 1 }, { login: 'client' });
    expectAllConfirmed(rehearsed);
    expect(rehearsed.vtn.observations().tokensIssued).toBeGreaterThan(3);
  });
});

describe('a VTN with a limit of its own', () => {
  it('refuses what is too large: the limit is found, and the next job starts under it', async () => {
    const vtn = await rehearsal.startVtn({ faults: [{ kind: 'too-large', maxBytes: 9000 }] });
    const first = await rehearsal.plan(vtn.baseUrl, { pace: { canaryPoints: 10 } });
    const job = await rehearsal.run(first.jobId);
    expectAllConfirmed({ job, vtn });
    const refused = vtn.observations().requestsByStatus['413'] ?? 0;
    expect(refused).toBeGreaterThan(0);
    const second = await rehearsal.plan(vtn.baseUrl, { pace: { canaryPoints: 10 } });
    expectSound({ job: await rehearsal.run(second.jobId), vtn });
    expect((vtn.observations().requestsByStatus['413'] ?? 0) - refused).toBeLessThanOrEqual(1);
  });

  it('fails a load with words when not even a single point fits', async () => {
    const { job, vtn } = await send([{ kind: 'too-large', maxBytes: 50 }], { canaryPoints: 0 });
    expectSound({ job, vtn });
    expect(job).toMatchObject({ state: 'incomplete', points: { confirmed: 0, unsent: planned } });
    expect(job.failed.map(({ code }) => code)).toEqual(Array(loads).fill('vtn/too-large'));
  });

  it('takes no gzip: with --compress auto the job goes on plain, and the next one does not ask again', async () => {
    const { job, vtn } = await send([], { compress: 'auto' });
    expectAllConfirmed({ job, vtn });
    expect(vtn.observations().requestsByStatus['400']).toBeGreaterThan(0);
    const before = vtn.observations().requestsByStatus['400'];
    const { jobId } = await rehearsal.plan(vtn.baseUrl, { pace: { ...pace, compress: 'auto' } });
    await rehearsal.run(jobId);
    expect(vtn.observations().requestsByStatus['400']).toBe(before);
  });

  it('takes no gzip: with --compress gzip the job is blocked and names the option', async () => {
    const { job, vtn } = await send([], { compress: 'gzip' });
    expectSound({ job, vtn });
    expect(job).toMatchObject({ state: 'blocked', lastError: { code: 'vtn/settings-refused' } });
    expect(job.lastError?.text).toContain('--compress none');
  });

  it('takes gzip: the same intervals arrive in fewer bytes', async () => {
    const { job, vtn } = await send([], { compress: 'gzip' }, { acceptGzip: true });
    expectAllConfirmed({ job, vtn });
    expect(job.bytes).toBeLessThan(planned * 60);
  });
});

describe('a VTN that refuses a part leaves a list that says which and why', () => {
  it('single rows are set aside with the reason, the rest is confirmed', async () => {
    const isRefused = (startMs: number): boolean => (startMs / hourMs) % 7 === 0;
    const rehearsed = await send([{ kind: 'refuse-rows', everyNth: 7 }]);
    const { job, vtn } = rehearsed;
    expectSound(rehearsed);
    const kept = expectedStore(rehearsal.site, ({ startMs }) => !isRefused(startMs));
    const confirmed = [...kept.values()].reduce((sum, intervals) => sum + intervals.length, 0);
    expect(job).toMatchObject({
      state: 'incomplete',
      points: { confirmed, rejected: planned - confirmed, uncertain: 0, unsent: 0 },
      rejectCount: planned - confirmed,
    });
    expect(exitCodeOfJob(job)).toBe(2);
    expect(storeOf(vtn)).toEqual(kept);
    for (const reject of job.rejects) {
      expect(isRefused(Date.parse(reject.start ?? ''))).toBe(true);
      expect(reject.reason).not.toBe('');
    }
  });

  it('an unknown resource fails its load, the others go on, and retry sends it once it is known', async () => {
    const unknown = resourceOf(2);
    const rehearsed = await send([{ kind: 'unknown-resources', resourceIds: [unknown] }]);
    const { job, vtn } = rehearsed;
    expectSound(rehearsed);
    expect(job).toMatchObject({
      state: 'incomplete',
      loads: { confirmed: loads - 1, failed: 1 },
      points: { confirmed: planned - rows, unsent: rows },
      failed: [{ load: rehearsal.site.loads[2]?.loadId, code: 'vtn/resource-unknown' }],
    });
    expect(exitCodeOfJob(job)).toBe(2);
    expect(storeOf(vtn)).toEqual(expectedStore(rehearsal.site, (_, resource) => resource !== unknown));
    vtn.setFaults([]);
    expectAllConfirmed({ job: await rehearsal.run(job.id, 'retry'), vtn });
  });

  it('two unknown resources in the canary are passed over, three block the job before anything is stored', async () => {
    const two = await send([{ kind: 'unknown-resources', resourceIds: [0, 1].map(resourceOf) }]);
    expectSound(two);
    expect(two.job).toMatchObject({ state: 'incomplete', loads: { confirmed: loads - 2, failed: 2 } });
    const three = await send([{ kind: 'unknown-resources', resourceIds: [0, 1, 2].map(resourceOf) }]);
    expectSound(three);
    expect(three.job).toMatchObject({ state: 'blocked', lastError: { code: 'vtn/canary-failed' } });
    expect(exitCodeOfJob(three.job)).toBe(3);
    expect(three.vtn.observations()).toMatchObject({ pointsStored: 0, requests: 3 });
  });
});
