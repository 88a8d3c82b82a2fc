import { describe, expect, it } from 'vitest';
import { createPermits } from './permits.ts';

const never = new AbortController().signal;

/** What has been admitted by the end of this turn of the event loop. */
async function settled(): Promise<void> {
  await new Promise(setImmediate);
}

describe('permits', () => {
  it('let so many work at once, and the next one in line when one is done', async () => {
    const permits = createPermits(() => 2);
    const admitted: number[] = [];
    const held: Disposable[] = [];
    for (const number of [1, 2, 3, 4]) {
      void permits.acquire(never).then((permit) => {
        admitted.push(number);
        held.push(permit);
      });
    }
    await settled();
    expect(admitted).toEqual([1, 2]);
    held[0]?.[Symbol.dispose]();
    await settled();
    expect(admitted).toEqual([1, 2, 3]);
  });

  it('follow a limit that falls and rises while they are held', async () => {
    let limit = 3;
    const permits = createPermits(() => limit);
    const held = await Promise.all([1, 2, 3].map(() => permits.acquire(never)));
    limit = 1;
    let isAdmitted = false;
    const waiting = permits.acquire(never).then((permit) => {
      isAdmitted = true;
      return permit;
    });
    held[0]?.[Symbol.dispose]();
    held[1]?.[Symbol.dispose]();
    await settled();
    expect(isAdmitted).toBe(false);
    limit = 2;
    permits.reconsider();
    await waiting;
  });

  it('leave nobody waiting when the run stops, and give no place away', async () => {
    const permits = createPermits(() => 1);
    const first = await permits.acquire(never);
    const stopping = new AbortController();
    const stopped = permits.acquire(stopping.signal);
    const next = permits.acquire(never);
    stopping.abort(new Error('stopped'));
    await expect(stopped).rejects.toThrow('stopped');
    await expect(permits.acquire(stopping.signal)).rejects.toThrow('stopped');
    first[Symbol.dispose]();
    await next;
  });
});
