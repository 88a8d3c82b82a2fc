import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ask,
  contentOf,
  hourlyPoints,
  problemsOf,
  resourceA,
  resourceB,
  upload,
} from '../../test/suites/practice-vtn-client.ts';
import type { Answered } from '../../test/suites/practice-vtn-client.ts';
import { startPracticeVtn } from './start-practice-vtn.ts';
import type { PracticeVtn } from './start-practice-vtn.ts';

let vtn: PracticeVtn;

beforeEach(async () => {
  vtn = await startPracticeVtn({ databasePath: ':memory:' });
});

afterEach(() => vtn.close());

describe('a fault that keeps the points from being written', () => {
  it.each([
    ['rate-limited', 429, 'application/json'],
    ['unavailable', 503, 'application/json'],
    ['server-error', 500, 'text/plain; charset=utf-8'],
    ['bad-gateway', 502, 'text/html'],
    ['unauthorized', 401, 'application/json'],
  ] as const)('%s answers %i as %s once, and the next upload goes through', async (kind, status, type) => {
    vtn.setFaults([{ kind, times: 1 }]);
    const answered = await upload(vtn, hourlyPoints(2));
    expect([answered.status, answered.headers['content-type']]).toEqual([status, type]);
    expect(answered.headers['retry-after']).toBeUndefined();
    expect(vtn.observations()).toMatchObject({ pointsStored: 0, faultsFired: { [kind]: 1 } });
    expect((await upload(vtn, hourlyPoints(2))).status).toBe(201);
    expect(vtn.observations()).toMatchObject({
      pointsStored: 2,
      requestsByStatus: { [status]: 1, '201': 1 },
    });
  });

  it.each(['rate-limited', 'unavailable'] as const)(
    '%s says how long to wait when it is told to',
    async (kind) => {
      vtn.setFaults([{ kind, retryAfterSeconds: 4 }]);
      expect((await upload(vtn, hourlyPoints(1))).headers['retry-after']).toBe('4');
    },
  );

  it('reset-before-write breaks the connection and nothing is stored', async () => {
    vtn.setFaults([{ kind: 'reset-before-write', times: 1 }]);
    await expect(upload(vtn, hourlyPoints(2))).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(vtn.observations()).toMatchObject({ pointsStored: 0, requestsByStatus: { reset: 1 } });
  });

  it('hang never answers, and closing the practice VTN ends it', async () => {
    const hanging = await startPracticeVtn({ databasePath: ':memory:', faults: [{ kind: 'hang' }] });
    const ended = expect(upload(hanging, hourlyPoints(2))).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect.poll(() => hanging.observations().requestsByStatus).toEqual({ none: 1 });
    expect(hanging.observations().pointsStored).toBe(0);
    await hanging.close();
    await ended;
  });

  it('too-large answers 413 above its size, as nginx does, and takes what is below', async () => {
    const small = JSON.stringify(hourlyPoints(2));
    vtn.setFaults([{ kind: 'too-large', maxBytes: small.length }]);
    const answered = await upload(vtn, `${small} `);
    expect([answered.status, answered.headers['content-type']]).toEqual([413, 'text/html']);
    expect(answered.text).toContain('<h1>413 Request Entity Too Large</h1>');
    expect((await upload(vtn, small)).status).toBe(201);
    expect(vtn.observations()).toMatchObject({ pointsStored: 2, faultsFired: { 'too-large': 1 } });
  });

  it('unknown-resources answers 404 for those, and the others go on', async () => {
    vtn.setFaults([{ kind: 'unknown-resources', resourceIds: [resourceA] }]);
    const answered = await upload(vtn, hourlyPoints(1));
    expect([answered.status, answered.text]).toEqual([404, `{"detail":"Resource ${resourceA} not found"}`]);
    expect((await upload(vtn, hourlyPoints(1), `resource_id=${resourceB}`)).status).toBe(201);
    expect(vtn.storedResources()).toEqual([resourceB]);
  });
});

describe('a fault that hides from the client that the points were written', () => {
  it('gateway-timeout answers 504 as HTML after writing', async () => {
    vtn.setFaults([{ kind: 'gateway-timeout' }]);
    const answered = await upload(vtn, hourlyPoints(2));
    expect([answered.status, answered.headers['content-type']]).toEqual([504, 'text/html']);
    expect(vtn.observations().pointsStored).toBe(2);
  });

  it('reset-after-write breaks the connection after writing', async () => {
    vtn.setFaults([{ kind: 'reset-after-write' }]);
    await expect(upload(vtn, hourlyPoints(2))).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(vtn.observations().pointsStored).toBe(2);
  });

  it('cut-answer promises a whole 201 and breaks off in its middle', async () => {
    vtn.setFaults([{ kind: 'cut-answer' }]);
    await expect(upload(vtn, hourlyPoints(2))).rejects.toMatchObject({ message: 'aborted' });
    expect(vtn.observations()).toMatchObject({ pointsStored: 2, requestsByStatus: { '201': 1 } });
  });

  it('partial-count reports too few of what it wrote, or writes as few as it reports', async () => {
    vtn.setFaults([{ kind: 'partial-count', times: 1, missing: 2 }]);
    expect(contentOf(await upload(vtn, hourlyPoints(5)))).toMatchObject({ entries_created: 3 });
    expect(vtn.storedIntervals(resourceA)).toHaveLength(5);
    vtn.setFaults([{ kind: 'partial-count', times: 1, missing: 2, writes: 'part' }]);
    const answered = await upload(vtn, hourlyPoints(5), `resource_id=${resourceB}`);
    expect(contentOf(answered)).toMatchObject({ entries_created: 3 });
    expect(vtn.storedIntervals(resourceB)).toHaveLength(3);
  });

  it('waits for an upload that would have been written, so that a refused one does not use it up', async () => {
    vtn.setFaults([{ kind: 'gateway-timeout', times: 1 }]);
    expect((await upload(vtn, [{}])).status).toBe(422);
    expect((await upload(vtn, hourlyPoints(1))).status).toBe(504);
  });
});

describe('a fault of single rows', () => {
  it('refuses every nth hour by its start, the same ones again, and takes the rest', async () => {
    vtn.setFaults([{ kind: 'refuse-rows', everyNth: 3 }]);
    const points = hourlyPoints(9);
    const refused = points.flatMap(({ interval_start: start }, row) =>
      (Date.parse(start) / 3_600_000) % 3 === 0 ? [`value_error body.${row}.value`] : [],
    );
    const first = await upload(vtn, points);
    expect(first.status).toBe(422);
    expect(problemsOf(first)).toEqual(refused);
    expect(problemsOf(await upload(vtn, points))).toEqual(refused);
    const rest = points.filter(({ interval_start: start }) => (Date.parse(start) / 3_600_000) % 3 !== 0);
    expect(contentOf(await upload(vtn, rest))).toMatchObject({ entries_created: 6 });
    expect(vtn.observations()).toMatchObject({ pointsStored: 6, faultsFired: { 'refuse-rows': 2 } });
  });

  it('refuses the starts that are listed, however they are spelt', async () => {
    vtn.setFaults([{ kind: 'refuse-rows', starts: ['2025-01-15T10:00:00+01:00'] }]);
    expect(problemsOf(await upload(vtn, hourlyPoints(4)))).toEqual(['value_error body.1.value']);
  });
});

describe('a fault of a whole request', () => {
  it('refuses a request with one bad row in words only, writes nothing of it, and takes the rest', async () => {
    vtn.setFaults([{ kind: 'refuse-whole', starts: ['2025-01-15T10:00:00Z'], detail: 'Bad data' }]);
    const points = hourlyPoints(4);
    const answered = await upload(vtn, points);
    expect([answered.status, answered.text]).toEqual([422, '{"detail":"Bad data"}']);
    expect((await upload(vtn, points.slice(2, 3))).status).toBe(422);
    expect(vtn.observations()).toMatchObject({ pointsStored: 0, faultsFired: { 'refuse-whole': 2 } });
    expect((await upload(vtn, points.toSpliced(2, 1))).status).toBe(201);
  });

  it('does so for every nth hour, with the status it is told', async () => {
    vtn.setFaults([{ kind: 'refuse-whole', everyNth: 3, status: 400 }]);
    expect((await upload(vtn, hourlyPoints(3))).status).toBe(400);
  });
});

describe('a token server that refuses', () => {
  it('gives no token to a client it knew, until it knows it again; tokens given before go on', async () => {
    const askToken = (): Promise<Answered> =>
      ask(vtn, {
        method: 'POST',
        path: '/openadr3/auth/token',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          authorization: `Basic ${Buffer.from(`${vtn.clientId}:${vtn.clientSecret}`).toString('base64')}`,
        },
        body: 'grant_type=client_credentials',
      });
    const before = contentOf<{ access_token_jwt: string }>(await askToken());
    vtn.setFaults([{ kind: 'token-refused' }]);
    const refused = await askToken();
    expect([refused.status, refused.text]).toEqual([401, '{"error":"invalid_client"}']);
    const headers = { authorization: `Bearer ${before.access_token_jwt}` };
    expect((await upload(vtn, hourlyPoints(1), undefined, { headers })).status).toBe(201);
    vtn.setFaults([]);
    expect((await askToken()).status).toBe(200);
  });
});

describe('latency', () => {
  it('waits by the timer it is given and then writes, even for a client that has left', async () => {
    const waits: (() => void)[] = [];
    const asked: number[] = [];
    const slow = await startPracticeVtn({
      databasePath: ':memory:',
      faults: [{ kind: 'latency', ms: 30_000 }],
      wait: (ms) => {
        asked.push(ms);
        return new Promise((resolve) => waits.push(resolve));
      },
    });
    try {
      const leaving = new AbortController();
      const left = expect(
        upload(slow, hourlyPoints(1), undefined, { signal: leaving.signal }),
      ).rejects.toThrow();
      const patient = upload(slow, hourlyPoints(2), `resource_id=${resourceB}`);
      await expect.poll(() => waits.length).toBe(2);
      leaving.abort();
      await left;
      expect(asked).toEqual([30_000, 30_000]);
      expect(slow.observations().pointsStored).toBe(0);
      for (const end of waits) end();
      expect((await patient).status).toBe(201);
      await expect.poll(() => slow.observations().pointsStored).toBe(3);
    } finally {
      await slow.close();
    }
  });

  it('does not hold up the end of the practice VTN', async () => {
    const slow = await startPracticeVtn({
      databasePath: ':memory:',
      faults: [{ kind: 'latency', ms: 600_000 }],
    });
    const ended = expect(upload(slow, hourlyPoints(1))).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect.poll(() => slow.observations().faultsFired).toEqual({ latency: 1 });
    await slow.close();
    await ended;
  });

  it('lets uploads to one resource pile up, and their number is seen', async () => {
    const waits: (() => void)[] = [];
    const slow = await startPracticeVtn({
      databasePath: ':memory:',
      faults: [{ kind: 'latency', ms: 1 }],
      wait: () => new Promise((resolve) => waits.push(resolve)),
    });
    try {
      const uploads = [
        upload(slow, hourlyPoints(1)),
        upload(slow, hourlyPoints(1, 1)),
        upload(slow, hourlyPoints(1), `resource_id=${resourceB}`),
      ];
      await expect.poll(() => waits.length).toBe(3);
      for (const end of waits) end();
      await Promise.all(uploads);
      expect(slow.observations().maxInFlightPerResource).toBe(2);
    } finally {
      await slow.close();
    }
  });
});

describe('faults set over HTTP', () => {
  const path = '/openadr3/practice/faults';

  it('replace the present ones, work, and can be looked at while they run out', async () => {
    const faults = [{ kind: 'server-error', times: 2, resourceId: resourceA }];
    const put = await ask(vtn, { method: 'PUT', path, body: JSON.stringify(faults) });
    expect([put.status, contentOf(put)]).toEqual([200, faults]);
    expect((await upload(vtn, hourlyPoints(1), `resource_id=${resourceB}`)).status).toBe(201);
    expect((await upload(vtn, hourlyPoints(1))).status).toBe(500);
    expect(contentOf(await ask(vtn, { path }))).toEqual([{ ...faults[0], times: 1 }]);
  });

  it('that are unknown are refused by name, and the present ones stay', async () => {
    vtn.setFaults([{ kind: 'hang', times: 1 }]);
    const body = JSON.stringify([{ kind: 'latency', ms: 1, delay: 2 }, { kind: 'slow' }]);
    const put = await ask(vtn, { method: 'PUT', path, body });
    expect(put.status).toBe(422);
    expect(problemsOf(put)).toEqual(['extra_forbidden body.0.delay', 'value_error body.1.kind']);
    expect(contentOf(await ask(vtn, { path }))).toEqual([{ kind: 'hang', times: 1 }]);
  });

  it('leave read-back and fault control alone, so that a rehearsal can always be ended', async () => {
    vtn.setFaults([{ kind: 'unauthorized' }, { kind: 'hang' }]);
    expect((await ask(vtn, { path: '/openadr3/practice' })).status).toBe(200);
    expect((await ask(vtn, { path: `/openadr3/report_data?resource_id=${resourceA}` })).status).toBe(200);
    expect((await ask(vtn, { method: 'PUT', path, body: '[]' })).status).toBe(200);
    expect((await upload(vtn, hourlyPoints(1))).status).toBe(201);
  });
});
