import { describe, expect, it } from 'vitest';
import type { EngineInput } from '../../src/contract/engine-api.ts';
import type { JobDetail } from '../../src/contract/job-shapes.ts';
import { whenJob } from './rehearsal.ts';
import {
  expectAllConfirmed,
  expectSound,
  loads,
  planned,
  rehearsal,
  rows,
  send,
  useRehearsal,
} from './sample-upload.ts';
import type { Rehearsed } from './sample-upload.ts';

useRehearsal();

const resourceOf = (load: number): string => rehearsal.site.loads[load]?.vtnResourceId ?? '';
const loadOf = (load: number): string => rehearsal.site.loads[load]?.loadId ?? '';

/** Loads 1 and 2 turn out unknown to the VTN, which has refused every seventh hour of what came before. */
async function incomplete(): Promise<Rehearsed & { readonly refused: number }> {
  const rehearsed = await send([
    { kind: 'unknown-resources', resourceIds: [resourceOf(1), resourceOf(2)] },
    { kind: 'refuse-rows', everyNth: 7 },
  ]);
  expectSound(rehearsed);
  rehearsed.vtn.setFaults([]);
  return { ...rehearsed, refused: rehearsed.job.points.rejected };
}

const refusedOf = (job: JobDetail, load: number): number => job.loadRows[load]?.points.rejected ?? 0;

async function retry(jobId: string, choice: Omit<EngineInput<'retryJob'>, 'jobId'>): Promise<JobDetail> {
  const { engine } = rehearsal;
  const ended = whenJob(engine, jobId, ({ active }) => !active);
  await engine.api.retryJob({ jobId, ...choice });
  await ended;
  return engine.api.getJob({ jobId, loads: 'all' });
}

describe('what came to nothing', () => {
  it('is told by cause, the largest first, with what may be tried again', async () => {
    const { job, refused } = await incomplete();
    const failures = await rehearsal.engine.api.listFailures({ jobId: job.id });
    expect(failures).toEqual([
      {
        kind: 'failed',
        code: 'vtn/resource-unknown',
        text: expect.any(String) as string,
        loads: 2,
        points: 2 * rows - refusedOf(job, 1) - refusedOf(job, 2),
        canRetry: true,
      },
      {
        kind: 'rejected',
        code: 'vtn/invalid-intervals',
        text: expect.any(String) as string,
        loads,
        points: refused,
        canRetry: true,
      },
    ]);
    const reason = failures[1]?.text ?? '';
    const first = await rehearsal.engine.api.listRejects({ jobId: job.id, reason, limit: 10 });
    const rest = await rehearsal.engine.api.listRejects({ jobId: job.id, reason, offset: 10, limit: 1000 });
    expect(first.total).toBe(refused);
    expect([...first.rows, ...rest.rows]).toEqual(job.rejects);
    expect(await rehearsal.engine.api.listRejects({ jobId: job.id, reason: 'no such reason' })).toEqual({
      total: 0,
      rows: [],
    });
  });

  it('is found by load, state, code and words', async () => {
    const { job } = await incomplete();
    const list = (filter: EngineInput<'listLoads'>['filter'], limit = 100) =>
      rehearsal.engine.api.listLoads({ jobId: job.id, filter, limit });
    expect(await list({})).toEqual({ total: loads, rows: job.loadRows });
    expect((await list({ state: 'failed' })).rows.map(({ load }) => load)).toEqual([loadOf(1), loadOf(2)]);
    expect((await list({ state: 'failed' }, 1)).total).toBe(2);
    expect((await list({ code: 'vtn/invalid-intervals' })).total).toBe(loads);
    expect((await list({ code: 'vtn/invalid-intervals', state: 'confirmed' })).rows).toMatchObject([
      { load: loadOf(0) },
      { load: loadOf(3) },
    ]);
    expect((await list({ text: loadOf(3).toUpperCase() })).rows.map(({ load }) => load)).toEqual([loadOf(3)]);
    expect((await list({ ven: job.loadRows[0]?.ven ?? '', text: '100%' })).total).toBe(0);
  });
});

describe('retry of a part', () => {
  it('of the loads named sends those and leaves the others as they were', async () => {
    const { job, vtn, refused } = await incomplete();
    const { requests } = vtn.observations();
    const first = await retry(job.id, { loads: [loadOf(1)] });
    expect(first).toMatchObject({
      state: 'incomplete',
      loads: { confirmed: loads - 1, failed: 1 },
      points: { rejected: refused - refusedOf(job, 1), unsent: rows - refusedOf(job, 2), uncertain: 0 },
      failed: [{ load: loadOf(2), code: 'vtn/resource-unknown' }],
    });
    expect(vtn.observations().requests - requests).toBe(4);
    expectSound({ job: first, vtn });
    expectAllConfirmed({ job: await retry(job.id, {}), vtn });
  });

  it('of one cause sends what it concerns: first the refused intervals, then the unknown loads', async () => {
    const { job, vtn } = await incomplete();
    const first = await retry(job.id, { codes: ['vtn/invalid-intervals'] });
    expect(first).toMatchObject({
      state: 'incomplete',
      loads: { confirmed: 2, failed: 2 },
      points: { confirmed: planned - 2 * rows, rejected: 0, unsent: 2 * rows },
    });
    expectAllConfirmed({ job: await retry(job.id, { codes: ['vtn/resource-unknown'] }), vtn });
    expect(vtn.observations().rewrites).toBe(0);
  });

  it('that concerns nothing is refused, and the job stays as it was', async () => {
    const { job } = await incomplete();
    const nothing = retry(job.id, { codes: ['vtn/too-large'], loads: [loadOf(1)] });
    await expect(nothing).rejects.toMatchObject({ code: 'usage/invalid' });
    expect(await rehearsal.engine.api.getJob({ jobId: job.id, loads: 'all' })).toEqual(job);
  });
});
