import { expect, it } from 'vitest';
import { createTimeShares } from './time-shares.ts';

const forEver = (): Promise<never> => new Promise(() => {});

it('tells how many senders were in each phase over the last seconds, those of long ago forgotten', async () => {
  let nowMs = 1_000_000;
  const shares = createTimeShares(() => nowMs);
  expect(shares.senders()).toEqual({ reading: 0, pace: 0, 'vtn-pace': 0, ledger: 0, answer: 0, retry: 0 });
  const answered = Promise.withResolvers<undefined>();
  const answers = [1, 2].map(() => shares.within('answer', () => answered.promise));
  void shares.within('reading', forEver);
  nowMs += 30_000;
  expect(shares.now('answer')).toBe(2);
  expect(shares.senders().answer).toBeCloseTo(2, 3);
  expect(shares.senders().reading).toBeCloseTo(1, 3);
  answered.resolve(undefined);
  await Promise.all(answers);
  expect(shares.now('answer')).toBe(0);
  expect(shares.meanMs('answer')).toBe(30_000);
  nowMs += 30_000;
  expect(shares.senders().answer).toBeCloseTo(0, 3);
});

it('counts the time of a work that fails, and lets it fail', async () => {
  let nowMs = 0;
  const shares = createTimeShares(() => nowMs);
  expect(shares.meanMs('ledger')).toBeNull();
  const failing = shares.within('ledger', async () => {
    await Promise.resolve();
    nowMs += 200;
    throw new Error('the disk is full');
  });
  await expect(failing).rejects.toThrow('the disk is full');
  expect(shares.meanMs('ledger')).toBe(200);
  expect(shares.now('ledger')).toBe(0);
});

it('gives the latest works the most weight in their mean', async () => {
  let nowMs = 0;
  const shares = createTimeShares(() => nowMs);
  for (const tookMs of [1000, ...Array<number>(20).fill(100)]) {
    await shares.within('answer', () => {
      nowMs += tookMs;
      return Promise.resolve();
    });
  }
  expect(shares.meanMs('answer')).toBeCloseTo(100, -1);
});
