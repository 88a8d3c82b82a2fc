import { describe, expect, it } from 'vitest';
import { exitCodeOfJob } from '../../src/cli/exit-code.ts';
import type { Fault } from '../../src/practice-vtn/fault.ts';
import type { PracticeVtn } from '../../src/practice-vtn/start-practice-vtn.ts';
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

useRehearsal();

const hourMs = 3_600_000;
const isNth = (everyNth: number, startMs: number): boolean => (startMs / hourMs) % everyNth === 0;

/** What the site has without the rows that are refused, and how many these are. */
function kept(everyNth: number): { store: ReturnType<typeof storeOf>; refused: number } {
  const store = expectedStore(rehearsal.site, ({ startMs }) => !isNth(everyNth, startMs));
  const confirmed = [...store.values()].reduce((sum, intervals) => sum + intervals.length, 0);
  return { store, refused: planned - confirmed };
}

const statuses: readonly (readonly [string, Fault])[] = [
  ['422 with a text', { kind: 'refuse-whole', everyNth: 23, detail: 'value out of range' }],
  ['400 with a text', { kind: 'refuse-whole', everyNth: 23, status: 400, detail: 'value out of range' }],
];

describe('a VTN that refuses rows and does not say which', () => {
  it.each(statuses)(
    '%s: each is found and set aside with its words, the rest is confirmed',
    async (_name, fault) => {
      const { store, refused } = kept(23);
      const { job, vtn } = await send([fault]);
      expectSound({ job, vtn });
      expect(refused).toBeGreaterThan(20);
      expect(job).toMatchObject({
        state: 'incomplete',
        loads: { confirmed: loads, failed: 0 },
        points: { confirmed: planned - refused, rejected: refused, uncertain: 0, unsent: 0 },
        rejectCount: refused,
      });
      expect(exitCodeOfJob(job)).toBe(2);
      expect(storeOf(vtn)).toEqual(store);
      for (const reject of job.rejects) {
        expect(reject.reason).toContain('value out of range');
        expect(isNth(23, Date.parse(reject.start ?? ''))).toBe(true);
      }
      // Chunks of fifty: log2(50) + 2 requests a row, the chunks themselves, and three for the first of a load.
      expect(job.requests).toBeLessThanOrEqual(refused * 8 + planned / 50 + loads * 4);
      vtn.setFaults([]);
      expectAllConfirmed({ job: await rehearsal.run(job.id, 'retry'), vtn });
    },
  );

  it('in the canary too: it is found there, and the job goes on', async () => {
    const [first] = [...expectedStore(rehearsal.site).values()].map(
      (intervals) => intervals[10]?.startMs ?? 0,
    );
    const starts = [new Date(first ?? 0).toISOString()];
    const { job, vtn } = await send([{ kind: 'refuse-whole', starts }], { canaryPoints: 30 });
    expectSound({ job, vtn });
    expect(job).toMatchObject({
      state: 'incomplete',
      loads: { failed: 0 },
      points: { unsent: 0, uncertain: 0 },
    });
    expect(job.points.rejected).toBeGreaterThan(0);
    expect(job.points.confirmed + job.points.rejected).toBe(planned);
  });

  it('too many of them fail the load with words and a bounded number of requests, what was taken is kept', async () => {
    const { job, vtn } = await send([{ kind: 'refuse-whole', everyNth: 2 }], {
      canaryPoints: 0,
      chunkPoints: rows,
    });
    expectSound({ job, vtn });
    expect(job).toMatchObject({ state: 'incomplete', loads: { failed: loads } });
    expect(job.failed[0]).toMatchObject({ code: 'vtn/refused' });
    expect(job.failed[0]?.text).toMatch(/search ended after \d+ requests/);
    expect(job.points.confirmed).toBeGreaterThan(0);
    expect(job.requests).toBeLessThanOrEqual(loads * (20 * 10 + 4));
  });

  it('and a load that it refuses as a whole is told from that after three points', async () => {
    const { job, vtn } = await send([{ kind: 'refuse-whole', everyNth: 1, detail: 'meter is closed' }], {
      canaryPoints: 0,
    });
    expectSound({ job, vtn });
    expect(job).toMatchObject({
      state: 'incomplete',
      points: { unsent: planned, rejected: 0, uncertain: 0 },
    });
    expect(job.failed.map(({ code }) => code)).toEqual(Array(loads).fill('vtn/refused'));
    expect(job.failed[0]?.text).toContain('meter is closed');
    expect(vtn.observations().requests).toBe(loads * 4);
  });

  it('and a canary that it refuses as a whole blocks the job, with nothing stored', async () => {
    const { job, vtn } = await send([{ kind: 'refuse-whole', everyNth: 1 }]);
    expectSound({ job, vtn });
    expect(job).toMatchObject({ state: 'blocked', lastError: { code: 'vtn/canary-failed' } });
    expect(vtn.observations()).toMatchObject({ pointsStored: 0, requests: 4 });
  });

  it('goes on where it was after the job was stopped in the middle of the search', async () => {
    const { store, refused } = kept(23);
    const vtn: PracticeVtn = await rehearsal.startVtn({
      faults: [{ kind: 'refuse-whole', everyNth: 23 }],
    });
    const { jobId } = await rehearsal.plan(vtn.baseUrl, { pace });
    let stops = 0;
    const unsubscribe = rehearsal.engine.subscribe((event) => {
      if (event.type !== 'job-decision' || !event.text.includes('looking for the rows') || ++stops > 5)
        return;
      void rehearsal.engine.api.pauseJob({ jobId });
    });
    let job = await rehearsal.run(jobId);
    while (job.state === 'paused') job = await rehearsal.run(jobId);
    unsubscribe();
    expect(stops).toBeGreaterThan(4);
    expectSound({ job, vtn });
    expect(job).toMatchObject({
      state: 'incomplete',
      points: { rejected: refused, unsent: 0, uncertain: 0 },
    });
    expect(storeOf(vtn)).toEqual(store);
  });
});
