import { describe, expect, it } from 'vitest';
import { createPermits } from './permits.ts';
import type { Permit, PermitHolder, Permits } from './permits.ts';

const never = new AbortController().signal;
const anyNumber = (id: string): PermitHolder => ({ id, limit: () => Infinity });
const job = anyNumber('job');

function permitsOf(limit: () => number, now: () => number = () => 0): Permits {
  return createPermits({ limit, now, stuckAfterMs: () => 15_000, stuckAtMost: limit });
}

async function turns(): Promise<void> {
  await new Promise(setImmediate);
}

describe('permits', () => {
  it('let as many work at once as the limit says, the others in their order', async () => {
    const permits = permitsOf(() => 2);
    const order: number[] = [];
    const [first] = await Promise.all([permits.acquire(job, never), permits.acquire(job, never)]);
    const later = [3, 4].map(async (nth) => {
      const permit = await permits.acquire(job, never);
      order.push(nth);
      return permit;
    });
    await turns();
    expect(order).toEqual([]);
    first[Symbol.dispose]();
    const third = await later[0];
    expect(order).toEqual([3]);
    third?.[Symbol.dispose]();
    await later[1];
    expect(order).toEqual([3, 4]);
  });

  it('let more work when the limit has grown, and fewer when it has shrunk', async () => {
    let limit = 1;
    const permits = permitsOf(() => limit);
    const first = await permits.acquire(job, never);
    const second = permits.acquire(job, never);
    const third = permits.acquire(job, never);
    limit = 2;
    permits.reconsider();
    await second;
    limit = 1;
    first[Symbol.dispose]();
    const waits = await Promise.race([third.then(() => 'works'), turns().then(() => 'waits')]);
    expect(waits).toBe('waits');
  });

  it('stop waiting when they are aborted, and do not use up a place', async () => {
    const permits = permitsOf(() => 1);
    const stopping = new AbortController();
    const first = await permits.acquire(job, never);
    const aborted = permits.acquire(job, stopping.signal);
    stopping.abort(new Error('stopped'));
    await expect(aborted).rejects.toThrow('stopped');
    first[Symbol.dispose]();
    await expect(permits.acquire(job, never)).resolves.toBeDefined();
    await expect(permits.acquire(job, stopping.signal)).rejects.toThrow('stopped');
  });

  it('tell how many requests of a job may be stuck, and no more than may be left uncounted', async () => {
    let nowMs = 0;
    const permits = permitsOf(
      () => 2,
      () => nowMs,
    );
    for (const holder of [job, anyNumber('other')]) (await permits.acquire(holder, never)).sent();
    nowMs = 15_000;
    expect(permits.stuck(job)).toBe(0);
    nowMs = 15_001;
    expect(permits.stuck(job)).toBe(1);
    for (let more = 0; more < 2; more++) (await permits.acquire(job, never)).sent();
    nowMs = 40_000;
    expect(permits.stuck(job)).toBe(2);
  });

  it('are given to two jobs in turn, however many of one wait', async () => {
    const permits = permitsOf(() => 2);
    const held: Permit[] = [await permits.acquire(job, never), await permits.acquire(job, never)];
    const order: string[] = [];
    for (const id of ['one', 'one', 'one', 'two', 'two']) {
      void permits.acquire(anyNumber(id), never).then((permit) => {
        order.push(id);
        held.push(permit);
      });
    }
    while (held.length > 0) {
      held.shift()?.[Symbol.dispose]();
      await turns();
    }
    expect(order).toEqual(['one', 'two', 'one', 'two', 'one']);
  });

  it("keep to a job's own limit while others use the rest", async () => {
    const permits = permitsOf(() => 3);
    const modest: PermitHolder = { id: 'modest', limit: () => 1 };
    await permits.acquire(modest, never);
    const second = permits.acquire(modest, never);
    await permits.acquire(job, never);
    const waits = await Promise.race([second.then(() => 'works'), turns().then(() => 'waits')]);
    expect(waits).toBe('waits');
  });

  it('do not wait for a request that is stuck', async () => {
    let nowMs = 0;
    const permits = permitsOf(
      () => 1,
      () => nowMs,
    );
    const stuck = await permits.acquire(job, never);
    stuck.sent();
    const other = permits.acquire(job, never);
    nowMs = 15_001;
    permits.reconsider();
    await expect(other).resolves.toBeDefined();
  });
});
