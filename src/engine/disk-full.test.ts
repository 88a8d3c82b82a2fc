import { afterEach, beforeEach, expect, it } from 'vitest';
import { expectedStore, startRehearsal, storeOf } from '../../test/faults/rehearsal.ts';
import type { Rehearsal } from '../../test/faults/rehearsal.ts';

/** What SQLite says at a write when the disk has no room. */
const diskFull = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });

let isFull: (write: string) => boolean;
let rehearsal: Rehearsal;
beforeEach(async () => {
  isFull = () => false;
  rehearsal = await startRehearsal(
    { vens: 1, resources: 1, loadsPerResource: 3, rows: 100 },
    {
      ledgerObserver: {
        beforeCommit: (write) => {
          if (isFull(write)) throw diskFull;
        },
      },
    },
  );
});
afterEach(() => rehearsal.close());

it.each(['sending', 'outcome', 'canary', 'decision', 'end'])(
  'a disk that is full from a write of "%s" on stops the job, loses nothing, and resume completes it',
  async (from) => {
    const vtn = await rehearsal.startVtn();
    const { jobId } = await rehearsal.plan(vtn.baseUrl, { pace: { chunkPoints: 30, canaryPoints: 30 } });
    let writes = 0;
    isFull = (write) => {
      writes += write.split('+').includes(from) ? 1 : 0;
      return writes >= (from === 'sending' || from === 'outcome' ? 3 : 1);
    };
    const stopped = await rehearsal.run(jobId);
    expect(stopped).toMatchObject({ active: false, lastError: { code: 'ledger/disk-full' } });
    expect(stopped.state).not.toBe('completed');
    expect(stopped.points.confirmed).toBeLessThanOrEqual(vtn.observations().pointsStored);
    isFull = () => false;
    expect(await rehearsal.run(jobId)).toMatchObject({
      state: 'completed',
      points: { planned: 300, confirmed: 300 },
      lastError: null,
    });
    expect(storeOf(vtn)).toEqual(expectedStore(rehearsal.site));
    expect(vtn.observations()).toMatchObject({ changedRewrites: 0, maxInFlightPerResource: 1 });
  },
);

it('a disk that is full at the nth write, for every n, stops the job there, and it goes on when there is room', async () => {
  const vtn = await rehearsal.startVtn();
  const failed = new Set<string>();
  let { jobId } = await rehearsal.plan(vtn.baseUrl, { pace: { chunkPoints: 60, canaryPoints: 30 } });
  for (let nth = 1; ; nth++) {
    let writes = 0;
    isFull = (write) => {
      writes++;
      if (writes < nth) return false;
      failed.add(write);
      return true;
    };
    const started = await rehearsal.run(jobId).catch((thrown: unknown) => thrown as { code: string });
    if (writes < nth) break;
    if ('code' in started) expect(started).toMatchObject({ code: 'ledger/disk-full' });
    else {
      expect(started).toMatchObject({ active: false, lastError: { code: 'ledger/disk-full' } });
      expect(started.points.confirmed).toBeLessThanOrEqual(vtn.observations().pointsStored);
    }
    isFull = () => false;
    const job = await rehearsal.run(jobId);
    expect(job).toMatchObject({ state: 'completed', points: { planned: 300, confirmed: 300, uncertain: 0 } });
    expect(storeOf(vtn)).toEqual(expectedStore(rehearsal.site));
    expect(vtn.observations()).toMatchObject({ changedRewrites: 0, maxInFlightPerResource: 1 });
    await rehearsal.engine.api.removeJob({ jobId });
    ({ jobId } = await rehearsal.plan(vtn.baseUrl, { pace: { chunkPoints: 60, canaryPoints: 30 } }));
  }
  const kinds = [...failed].flatMap((write) => write.split('+'));
  expect(kinds).toEqual(
    expect.arrayContaining(['take-lease', 'sources-checked', 'sending', 'outcome', 'end']),
  );
});

it('a disk that is full before the start refuses the job with the same words and sends nothing', async () => {
  const vtn = await rehearsal.startVtn();
  const { jobId } = await rehearsal.plan(vtn.baseUrl);
  isFull = () => true;
  await expect(rehearsal.engine.api.startJob({ jobId })).rejects.toMatchObject({ code: 'ledger/disk-full' });
  await expect(rehearsal.plan(vtn.baseUrl)).rejects.toMatchObject({ code: 'ledger/disk-full' });
  isFull = () => false;
  expect(vtn.observations().requests).toBe(0);
  expect(await rehearsal.run(jobId)).toMatchObject({ state: 'completed' });
});
