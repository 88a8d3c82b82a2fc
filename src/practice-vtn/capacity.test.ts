import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ask,
  contentOf,
  hourlyPoints,
  resourceA,
  resourceB,
  upload,
} from '../../test/suites/practice-vtn-client.ts';
import type { Capacity } from './fault.ts';
import { startPracticeVtn } from './start-practice-vtn.ts';
import type { PracticeVtn } from './start-practice-vtn.ts';

interface Wait {
  readonly ms: number;
  readonly end: () => void;
}

let vtn: PracticeVtn;
let nowMs: number;
let waits: Wait[];

beforeEach(async () => {
  nowMs = 1_000_000;
  waits = [];
  vtn = await startPracticeVtn({
    databasePath: ':memory:',
    clock: () => nowMs,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        waits.push({ ms, end: resolve });
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      }),
  });
});

afterEach(() => vtn.close());

function limit(capacity: Omit<Capacity, 'kind'>): void {
  vtn.setFaults([{ kind: 'capacity', ...capacity }]);
}

async function sizeAndStatus(count: number, from = 0): Promise<number> {
  return (await upload(vtn, hourlyPoints(count, from))).status;
}

describe('a capacity in points a second', () => {
  it.each([
    ['rate-limited', 429],
    ['unavailable', 503],
  ] as const)(
    'refuses what is beyond a second of it with %s, until time has passed',
    async (answer, status) => {
      limit({ pointsPerSecond: 100, answer });
      expect(await sizeAndStatus(60)).toBe(201);
      expect(await sizeAndStatus(60, 60)).toBe(status);
      nowMs += 200;
      expect(await sizeAndStatus(60, 60)).toBe(201);
      expect(await sizeAndStatus(1, 120)).toBe(status);
      expect(vtn.observations()).toMatchObject({ pointsStored: 120, faultsFired: { capacity: 2 } });
    },
  );

  it('saves up no more than a second', async () => {
    limit({ pointsPerSecond: 100, answer: 'rate-limited' });
    nowMs += 60_000;
    expect(await sizeAndStatus(100)).toBe(201);
    expect(await sizeAndStatus(1, 100)).toBe(429);
  });

  it('takes a request of more than a second when nothing was sent before it, and is then in debt', async () => {
    limit({ pointsPerSecond: 100, answer: 'rate-limited' });
    expect(await sizeAndStatus(250)).toBe(201);
    nowMs += 1400;
    expect(await sizeAndStatus(1, 250)).toBe(429);
    nowMs += 110;
    expect(await sizeAndStatus(1, 250)).toBe(201);
  });

  it('says how long to wait only when it is told to', async () => {
    limit({ pointsPerSecond: 1, answer: 'rate-limited' });
    await sizeAndStatus(1);
    expect((await upload(vtn, hourlyPoints(1, 1))).headers['retry-after']).toBeUndefined();
    limit({ pointsPerSecond: 1, answer: 'unavailable', retryAfterSeconds: 2 });
    await sizeAndStatus(1);
    expect((await upload(vtn, hourlyPoints(1, 1))).headers['retry-after']).toBe('2');
  });

  it('lets uploads wait when it is slow, the longer the more there are', async () => {
    limit({ pointsPerSecond: 100, answer: 'slow' });
    expect(await sizeAndStatus(100)).toBe(201);
    const first = sizeAndStatus(50, 100);
    await expect.poll(() => waits.length).toBe(1);
    const second = sizeAndStatus(50, 150);
    await expect.poll(() => waits.map(({ ms }) => ms)).toEqual([500, 1000]);
    expect(vtn.observations().pointsStored).toBe(100);
    for (const { end } of waits) end();
    expect(await Promise.all([first, second])).toEqual([201, 201]);
  });

  it('lets those go on who wait, once it is not slow any more', async () => {
    limit({ pointsPerSecond: 1, requestsAtOnce: 1, answer: 'slow' });
    expect(await sizeAndStatus(1)).toBe(201);
    const waiting = [sizeAndStatus(50, 1), sizeAndStatus(50, 51)];
    await expect.poll(() => [vtn.traffic().requests, waits.length]).toEqual([3, 1]);
    vtn.setFaults([]);
    expect(await Promise.all(waiting)).toEqual([201, 201]);
    expect(vtn.observations().pointsStored).toBe(101);
  });

  it('starts anew with new faults', async () => {
    limit({ pointsPerSecond: 10, answer: 'rate-limited' });
    await sizeAndStatus(10);
    limit({ pointsPerSecond: 10, answer: 'rate-limited' });
    expect(await sizeAndStatus(10, 10)).toBe(201);
    vtn.setFaults([]);
    expect(await sizeAndStatus(1000)).toBe(201);
  });
});

describe('a capacity in requests at once', () => {
  it('refuses one more, and takes it when a place is free again', async () => {
    limit({ requestsAtOnce: 1, pointsPerSecondEach: 100, answer: 'unavailable' });
    const first = sizeAndStatus(50);
    await expect.poll(() => waits.map(({ ms }) => ms)).toEqual([500]);
    expect(await sizeAndStatus(50, 50)).toBe(503);
    waits[0]?.end();
    expect(await first).toBe(201);
    const again = sizeAndStatus(50, 50);
    await expect.poll(() => waits.length).toBe(2);
    waits[1]?.end();
    expect(await again).toBe(201);
  });

  it('lets them stand in line when it is slow', async () => {
    limit({ requestsAtOnce: 1, pointsPerSecondEach: 100, answer: 'slow' });
    const both = [sizeAndStatus(50), upload(vtn, hourlyPoints(10), `resource_id=${resourceB}`)];
    await expect.poll(() => vtn.traffic().requests).toBe(2);
    await expect.poll(() => waits.length).toBe(1);
    waits[0]?.end();
    await expect.poll(() => waits.length).toBe(2);
    expect(vtn.storedResources()).toHaveLength(1);
    waits[1]?.end();
    await Promise.all(both);
    expect(vtn.observations().pointsStored).toBe(60);
  });

  it('drops those in line when it stops, and has its places again afterwards', async () => {
    limit({ requestsAtOnce: 1, pointsPerSecondEach: 100, answer: 'slow' });
    const broken = [sizeAndStatus(50), sizeAndStatus(50, 50)].map((sent) =>
      expect(sent).rejects.toMatchObject({ code: 'ECONNRESET' }),
    );
    await expect.poll(() => vtn.traffic().requests).toBe(2);
    await vtn.stop();
    await Promise.all(broken);
    await vtn.startAgain();
    const waited = waits.length;
    const next = sizeAndStatus(10);
    await expect.poll(() => waits.length).toBe(waited + 1);
    waits.at(-1)?.end();
    expect(await next).toBe(201);
    expect(vtn.storedIntervals(resourceA)).toHaveLength(10);
  });
});

it('a capacity in bytes answers 413 to a larger body', async () => {
  const body = JSON.stringify(hourlyPoints(2));
  limit({ bodyBytes: body.length, answer: 'rate-limited' });
  expect((await upload(vtn, `${body} `)).status).toBe(413);
  expect((await upload(vtn, body)).status).toBe(201);
});

it('a capacity set over HTTP is told again as it was said', async () => {
  const faults = [{ kind: 'capacity', pointsPerSecond: 20_000, requestsAtOnce: 4, answer: 'slow' }];
  const path = '/openadr3/practice/faults';
  const put = await ask(vtn, { method: 'PUT', path, body: JSON.stringify(faults) });
  expect([put.status, contentOf(put)]).toEqual([200, faults]);
});
