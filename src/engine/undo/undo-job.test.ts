import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineOutput } from '../../contract/engine-api.ts';
import type { JobDetail } from '../../contract/job-shapes.ts';
import { addsUp } from '../../domain/point-figures.ts';
import type { Fault } from '../../practice-vtn/fault.ts';
import type { PracticeVtn } from '../../practice-vtn/start-practice-vtn.ts';
import {
  createGate,
  expectedStore,
  startRehearsal,
  storeOf,
  whenJob,
} from '../../../test/faults/rehearsal.ts';
import type { Rehearsal } from '../../../test/faults/rehearsal.ts';
import { ask } from '../../../test/suites/practice-vtn-client.ts';

const loads = 3;
const rows = 60;
const planned = loads * rows;

let rehearsal: Rehearsal;
beforeAll(async () => {
  rehearsal = await startRehearsal({ vens: 1, resources: 1, loadsPerResource: loads, rows });
});
afterAll(() => rehearsal.close());

interface Uploaded {
  readonly vtn: PracticeVtn;
  readonly jobId: string;
}

async function uploaded(faults: readonly Fault[] = []): Promise<Uploaded> {
  const vtn = await rehearsal.startVtn({ faults });
  const { jobId } = await rehearsal.plan(vtn.baseUrl);
  await rehearsal.run(jobId);
  vtn.setFaults([]);
  return { vtn, jobId };
}

async function undo(jobId: string): Promise<EngineOutput<'undoJob'>> {
  const { api } = rehearsal.engine;
  const { intervals } = await api.planUndo({ jobId });
  return api.undoJob({ jobId, intervals });
}

async function detail(jobId: string): Promise<JobDetail> {
  const job = await rehearsal.engine.api.getJob({ jobId, loads: 'all' });
  expect(addsUp(job.points)).toBe(true);
  return job;
}

const stored = (vtn: PracticeVtn): number =>
  [...storeOf(vtn).values()].reduce((sum, all) => sum + all.length, 0);

describe('undoing a job', () => {
  it('deletes at the VTN what it has sent, and the job is cancelled', async () => {
    const { vtn, jobId } = await uploaded();
    const plan = await rehearsal.engine.api.planUndo({ jobId });
    expect(plan).toMatchObject({ canUndo: true, loads, intervals: planned });
    expect(plan.text).toContain('has overwritten do not come back');
    expect(await undo(jobId)).toEqual({ loads, deleted: planned, left: 0 });
    expect(stored(vtn)).toBe(0);
    const job = await detail(jobId);
    expect(job).toMatchObject({
      state: 'cancelled',
      active: false,
      points: { planned, confirmed: 0, uncertain: 0, unsent: planned },
      loads: { confirmed: 0 },
    });
    expect(job.decisions.map(({ text }) => text)).toContain(
      `Undone: ${planned} intervals deleted at the VTN, 0 not there or left as somebody else has written them`,
    );
    expect(await rehearsal.engine.api.planUndo({ jobId })).toMatchObject({ canUndo: false, intervals: 0 });
  });

  it('leaves what somebody else has written since, and what another job sent elsewhere', async () => {
    const { vtn, jobId } = await uploaded();
    const [resource = ''] = vtn.storedResources();
    const [first] = vtn.storedIntervals(resource);
    const newer = {
      interval_start: new Date(first?.startMs ?? 0).toISOString(),
      interval_end: new Date(first?.endMs ?? 0).toISOString(),
      value: -1,
      quality_code: 'GOOD',
    };
    await ask(vtn, {
      method: 'POST',
      path: `/openadr3/report_data/bulk?resource_id=${resource}`,
      body: JSON.stringify([newer]),
    });
    expect(await undo(jobId)).toEqual({ loads, deleted: planned - 1, left: 1 });
    expect(vtn.storedIntervals(resource)).toMatchObject([{ startMs: first?.startMs, value: -1 }]);
    expect(stored(vtn)).toBe(1);
  });

  it('deletes corrected intervals as they were corrected', async () => {
    const startMs = [...rehearsal.site.expected().values()][0]?.[5]?.startMs ?? 0;
    const { vtn, jobId } = await uploaded([
      { kind: 'refuse-rows', starts: [new Date(startMs).toISOString()] },
    ]);
    const { api } = rehearsal.engine;
    const list = path.join(rehearsal.folder, 'corrected.csv');
    await writeFile(list, `key,value\n${jobId}:S1I5,12345\n`);
    const ended = whenJob(rehearsal.engine, jobId, ({ active }) => !active);
    await api.retryJob({ jobId, correctionsPath: list });
    await ended;
    expect(stored(vtn)).toBe(planned - loads + 1);
    expect(await undo(jobId)).toMatchObject({ deleted: planned - loads + 1, left: 0 });
    expect(stored(vtn)).toBe(0);
    expect((await detail(jobId)).points).toMatchObject({ rejected: loads - 1, unsent: planned - loads + 1 });
  });

  it.each([
    ['resets after the write', { kind: 'reset-after-write', times: 3 }],
    ['server errors', { kind: 'server-error', times: 3 }],
    ['cut answers', { kind: 'cut-answer', times: 2 }],
    ['requests to slow down', { kind: 'rate-limited', times: 3, retryAfterSeconds: 2 }],
    ['counts that fall short', { kind: 'partial-count', times: 2 }],
    ['a limit of the body', { kind: 'too-large', maxBytes: 3000 }],
  ] as const)('comes to its end through %s', async (_, fault) => {
    const { vtn, jobId } = await uploaded();
    vtn.setFaults([fault]);
    const { deleted, left } = await undo(jobId);
    expect(deleted + left).toBe(planned);
    expect(stored(vtn)).toBe(0);
    expect(await detail(jobId)).toMatchObject({ state: 'cancelled', points: { unsent: planned } });
  });

  it('renews a token that has come to its end, and stops where nobody gives another one', async () => {
    const vtn = await rehearsal.startVtn({}, 'client');
    const { jobId } = await rehearsal.plan(vtn.baseUrl);
    await rehearsal.run(jobId);
    vtn.setFaults([{ kind: 'unauthorized', times: 1 }]);
    expect(await undo(jobId)).toMatchObject({ deleted: planned });
    const other = await uploaded();
    other.vtn.setFaults([{ kind: 'unauthorized', times: 9 }]);
    await expect(undo(other.jobId)).rejects.toMatchObject({ code: 'vtn/unauthorized' });
    expect(stored(other.vtn)).toBe(planned);
  });

  it('that the VTN does not answer stops, and goes on another time', async () => {
    const { vtn, jobId } = await uploaded();
    vtn.setFaults([{ kind: 'server-error', probability: 1 }]);
    await expect(undo(jobId)).rejects.toMatchObject({ code: 'vtn/server-error' });
    const halted = await detail(jobId);
    expect(halted).toMatchObject({ state: 'paused', active: false, points: { uncertain: rows } });
    vtn.setFaults([]);
    expect(await undo(jobId)).toEqual({ loads, deleted: planned, left: 0 });
    expect(stored(vtn)).toBe(0);
  });

  it('half done can be resumed instead: the job sends again what was deleted', async () => {
    const vtn = await rehearsal.startVtn();
    const { jobId } = await rehearsal.plan(vtn.baseUrl);
    await rehearsal.run(jobId);
    vtn.setFaults([
      { kind: 'server-error', resourceId: rehearsal.site.loads[1]?.vtnResourceId ?? '', probability: 1 },
    ]);
    await expect(undo(jobId)).rejects.toMatchObject({ code: 'vtn/server-error' });
    expect(stored(vtn)).toBe(planned - rows);
    vtn.setFaults([]);
    expect(await rehearsal.run(jobId)).toMatchObject({
      state: 'completed',
      points: { confirmed: planned },
      loads: { confirmed: loads },
    });
    expect(storeOf(vtn)).toEqual(expectedStore(rehearsal.site));
  });

  it('can be stopped between two requests, and nobody starts the job meanwhile', async () => {
    const gate = createGate();
    const vtn = await rehearsal.startVtn({ wait: gate.wait });
    const { jobId } = await rehearsal.plan(vtn.baseUrl);
    await rehearsal.run(jobId);
    const { api } = rehearsal.engine;
    vtn.setFaults([{ kind: 'latency', ms: 1 }]);
    const undoing = api.undoJob({ jobId, intervals: planned, workId: 'my-undo' });
    undoing.catch(() => {});
    await gate.held;
    expect(await api.getJob({ jobId })).toMatchObject({ active: true, points: { uncertain: rows } });
    await expect(api.startJob({ jobId })).rejects.toMatchObject({ code: 'job/wrong-state' });
    await expect(api.undoJob({ jobId, intervals: planned })).rejects.toMatchObject({
      code: 'job/wrong-state',
    });
    await api.stopWork({ workId: 'my-undo' });
    gate.open();
    await expect(undoing).rejects.toMatchObject({ code: 'engine/cancelled' });
    expect(await detail(jobId)).toMatchObject({
      state: 'paused',
      active: false,
      points: { unsent: rows, confirmed: planned - rows },
    });
  });

  it('is refused when another number of intervals was agreed to', async () => {
    const { jobId, vtn } = await uploaded();
    await expect(rehearsal.engine.api.undoJob({ jobId, intervals: planned - 1 })).rejects.toMatchObject({
      code: 'job/wrong-state',
    });
    expect(stored(vtn)).toBe(planned);
    expect((await detail(jobId)).state).toBe('completed');
  });

  it('of a cancelled job works too, and while another job sends to its resources it waits for that one', async () => {
    const vtn = await rehearsal.startVtn({ faults: [{ kind: 'refuse-rows', everyNth: 5 }] });
    const { jobId } = await rehearsal.plan(vtn.baseUrl);
    await rehearsal.run(jobId);
    const { api } = rehearsal.engine;
    await api.cancelJob({ jobId });
    const other = await rehearsal.plan(vtn.baseUrl);
    expect(await api.planUndo({ jobId })).toMatchObject({
      canUndo: false,
      text: expect.stringContaining(other.jobId) as string,
    });
    await api.cancelJob({ jobId: other.jobId });
    await undo(jobId);
    expect(stored(vtn)).toBe(0);
    expect((await detail(jobId)).state).toBe('cancelled');
  });
});
