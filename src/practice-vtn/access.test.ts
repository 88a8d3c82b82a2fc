import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask, contentOf, hourlyPoints, resourceA, upload } from '../../test/suites/practice-vtn-client.ts';
import type { Answered } from '../../test/suites/practice-vtn-client.ts';
import { startPracticeVtn } from './start-practice-vtn.ts';
import type { PracticeVtn } from './start-practice-vtn.ts';

let vtn: PracticeVtn;
let nowMs: number;

beforeEach(async () => {
  nowMs = Date.UTC(2026, 0, 1);
  vtn = await startPracticeVtn({ databasePath: ':memory:', tokenLifetimeMs: 60_000, clock: () => nowMs });
});

afterEach(() => vtn.close());

const guarded = [
  ['GET', '/openadr3/practice'],
  ['GET', '/openadr3/practice/faults'],
  ['PUT', '/openadr3/practice/faults'],
  ['GET', '/openadr3/practice/observations'],
  ['GET', `/openadr3/report_data?resource_id=${resourceA}`],
  ['GET', `/openadr3/report_data/count?resource_id=${resourceA}`],
] as const;

function askToken(
  form: string,
  headers: Record<string, string | null> = {},
  path = vtn.tokenUrl,
): Promise<Answered> {
  return ask(vtn, {
    method: 'POST',
    path: new URL(path, vtn.origin).pathname,
    body: form,
    headers: { authorization: null, 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
}

describe('a web page that tries to reach the practice VTN', () => {
  it.each(guarded)('gets nothing from %s %s without the token', async (method, path) => {
    const answered = await ask(vtn, { method, path, body: '[]', headers: { authorization: null } });
    expect([answered.status, answered.text]).toEqual([401, '{"detail":"Not authenticated"}']);
  });

  it.each(guarded)(
    'gets nothing from %s %s with a content type a page may send unasked',
    async (method, path) => {
      for (const type of [null, 'text/plain', 'application/x-www-form-urlencoded']) {
        const answered = await ask(vtn, { method, path, body: '[]', headers: { 'content-type': type } });
        expect([answered.status, answered.text]).toEqual([
          415,
          '{"detail":"The content type must be application/json."}',
        ]);
      }
    },
  );

  it.each(guarded)(
    'gets nothing from %s %s under a name that was made to point here',
    async (method, path) => {
      for (const host of [
        'evil.example',
        '127.0.0.1.evil.example:80',
        'localhost@evil.example',
        '0.0.0.0:80',
      ]) {
        const answered = await ask(vtn, { method, path, body: '[]', headers: { host } });
        expect(answered.status).toBe(421);
      }
    },
  );

  it.each(guarded)('gets nothing from %s %s with the origin of another server', async (method, path) => {
    for (const origin of ['https://evil.example', 'http://127.0.0.1:1', 'null', 'http://localhost']) {
      const answered = await ask(vtn, { method, path, body: '[]', headers: { origin } });
      expect(answered.status).toBe(403);
    }
  });

  it('is not let in by a preflight, and no answer carries a CORS header', async () => {
    const preflight = await ask(vtn, {
      method: 'OPTIONS',
      path: '/openadr3/practice/faults',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'PUT' },
    });
    const own = await ask(vtn, { path: '/openadr3/practice', headers: { origin: vtn.origin } });
    expect([preflight.status, own.status]).toEqual([403, 200]);
    const names = [...Object.keys(preflight.headers), ...Object.keys(own.headers)];
    expect(names.filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  it('cannot upload or ask for tokens either', async () => {
    const headers = { origin: 'https://evil.example' };
    expect((await upload(vtn, hourlyPoints(1), undefined, { headers })).status).toBe(403);
    expect((await askToken('grant_type=client_credentials', headers)).status).toBe(403);
    expect(vtn.observations()).toMatchObject({ pointsStored: 0, tokensIssued: 0 });
  });
});

describe('a local client', () => {
  it.each(['127.0.0.1', 'localhost:9999', 'LOCALHOST', '[::1]:8444'])(
    'is served under the loopback name %s, so that a tunnel works',
    async (host) => {
      expect((await ask(vtn, { path: '/openadr3/practice', headers: { host } })).status).toBe(200);
    },
  );

  it('learns that this is a rehearsal and where to read back', async () => {
    const answered = await ask(vtn, { path: '/openadr3/practice' });
    expect(contentOf(answered)).toEqual({
      rehearsal: true,
      read_back: '/report_data',
      count: '/report_data/count',
      delete: '/report_data/delete',
    });
  });

  it.each([
    ['GET', '/openadr3/nothing', 404],
    ['GET', '//', 404],
    ['DELETE', '/openadr3/vens', 405],
    ['POST', '/openadr3/resources/', 307],
    ['GET', '/openadr3/resources', 200],
    ['POST', '/openadr3/vens', 422],
  ] as const)('is told with every answer that it is a rehearsal: %s %s, %i', async (method, path, status) => {
    const answered = await ask(vtn, { method, path, body: method === 'POST' ? '{}' : '' });
    expect([answered.status, answered.headers['x-meterhaul-practice-vtn']]).toEqual([status, 'rehearsal']);
  });

  it.each(['nonsense\r\n\r\n', 'GET /openadr3/practice HTTP/1.1\r\nConnection: close\r\n\r\n'])(
    'is told so even when it speaks no proper HTTP: %j',
    async (request) => {
      const socket = connect(Number(new URL(vtn.origin).port), '127.0.0.1');
      socket.write(request);
      expect(await text(socket)).toMatch(
        /^HTTP\/1\.1 4(?:00|21) .*\r\n(?:.*\r\n)*x-meterhaul-practice-vtn: rehearsal/,
      );
    },
  );

  it('that ends its path with a slash is sent to the same server, query and all', async () => {
    const answered = await upload(vtn, [], undefined, {
      path: `/openadr3/report_data/bulk/?resource_id=${resourceA}`,
    });
    expect(answered.status).toBe(307);
    expect(answered.headers.location).toBe(`${vtn.baseUrl}/report_data/bulk?resource_id=${resourceA}`);
  });
});

describe('tokens', () => {
  const grant = 'grant_type=client_credentials';
  const basic = (id: string, secret: string): Record<string, string> => ({
    authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
  });

  it('are issued for HTTP Basic and for a form, at both addresses, and open the API', async () => {
    const form = `${grant}&client_id=${vtn.clientId}&client_secret=${vtn.clientSecret}`;
    const answers = [
      await askToken(grant, basic(vtn.clientId, vtn.clientSecret)),
      await askToken(form),
      await askToken(form, {}, `${vtn.origin}/oauth/token`),
    ];
    for (const answered of answers) {
      const issued = contentOf<Record<string, string>>(answered);
      expect(issued).toMatchObject({ token_type: 'Bearer', expires_in: 60 });
      const headers = { authorization: `Bearer ${issued.access_token_jwt}` };
      expect((await upload(vtn, [], undefined, { headers })).status).toBe(201);
    }
    expect(vtn.observations().tokensIssued).toBe(3);
  });

  it('in their opaque form open nothing, so that a client must take the JWT', async () => {
    const answered = await askToken(grant, basic(vtn.clientId, vtn.clientSecret));
    const headers = { authorization: `Bearer ${contentOf<Record<string, string>>(answered).access_token}` };
    expect((await upload(vtn, [], undefined, { headers })).status).toBe(401);
  });

  it('end by the clock, while the static token goes on', async () => {
    const answered = await askToken(grant, basic(vtn.clientId, vtn.clientSecret));
    const headers = {
      authorization: `Bearer ${contentOf<Record<string, string>>(answered).access_token_jwt}`,
    };
    nowMs += 59_999;
    expect((await upload(vtn, [], undefined, { headers })).status).toBe(201);
    nowMs += 1;
    expect((await upload(vtn, [], undefined, { headers })).status).toBe(401);
    expect((await upload(vtn, [])).status).toBe(201);
  });

  it('end sooner than promised under short-tokens, so that a refresh on 401 can be rehearsed', async () => {
    vtn.setFaults([{ kind: 'short-tokens', lifetimeMs: 1000 }]);
    const issued = contentOf<Record<string, unknown>>(
      await askToken(grant, basic(vtn.clientId, vtn.clientSecret)),
    );
    expect(issued.expires_in).toBe(60);
    nowMs += 1000;
    const headers = { authorization: `Bearer ${String(issued.access_token_jwt)}` };
    expect((await upload(vtn, [], undefined, { headers })).status).toBe(401);
  });

  it.each([
    [grant, 401, 'invalid_client'],
    [`${grant}&client_id=x&client_secret=y`, 401, 'invalid_client'],
    ['grant_type=password', 400, 'unsupported_grant_type'],
    ['', 400, 'invalid_request'],
  ])('are refused for the form %j', async (form, status, error) => {
    const answered = await askToken(form);
    expect([answered.status, contentOf(answered)]).toEqual([status, { error }]);
  });

  it('come without expires_in unless a lifetime was asked for, as the original may leave it out', async () => {
    const plain = await startPracticeVtn({
      databasePath: ':memory:',
      clientId: 'id',
      clientSecret: 's+c%r:et',
    });
    try {
      const answered = await ask(plain, {
        method: 'POST',
        path: '/oauth/token',
        body: grant,
        headers: {
          ...basic('id', encodeURIComponent('s+c%r:et')),
          'content-type': 'application/x-www-form-urlencoded',
        },
      });
      expect(Object.keys(contentOf<object>(answered))).toEqual([
        'access_token',
        'access_token_jwt',
        'token_type',
      ]);
    } finally {
      await plain.close();
    }
  });
});
