import { describe, expect, it } from 'vitest';
import { classify, nowMs, response } from '../../../../test/suites/bulk-answers.ts';
import { startThreadTime } from '../../../../test/suites/thread-time.ts';
import type { HttpBreak } from '../http-answer.ts';

const nginxPage = '<html>\r\n<head><title>Too Large</title></head>\r\n<body><h1>Too Large</h1></body></html>';
const created = (entries: unknown): object => ({ message: 'ok', entries_created: entries, mode: 'bulk' });

describe('a 201', () => {
  it('confirms when it counts every point that was sent', () => {
    expect(classify(response(201, created(100)))).toEqual({ kind: 'confirmed' });
  });

  it.each([0, 99, 101])('that counts %i of 100 points is uncertain, so they are sent again', (entries) => {
    expect(classify(response(201, created(entries)))).toMatchObject({
      kind: 'uncertain',
      code: 'vtn/count-mismatch',
      text: `The VTN counted ${entries} of 100 points`,
    });
  });

  it.each([
    ['cut in its middle', '{"message":"ok","entries_cre'],
    ['empty', ''],
    ['of HTML', nginxPage],
    ['with the count as text', JSON.stringify(created('100'))],
    ['without a count', '{}'],
    ['that is null', 'null'],
  ])('%s confirms nothing', (_name, body) => {
    expect(classify(response(201, body))).toMatchObject({
      kind: 'uncertain',
      code: 'vtn/answer-unreadable',
    });
  });

  it.each([200, 202, 204])('in the shape of a %i confirms nothing, whatever it counts', (status) => {
    expect(classify(response(status, created(100)))).toMatchObject({
      kind: 'uncertain',
      code: 'vtn/answer-unreadable',
    });
  });
});

describe('a refusal as a whole', () => {
  it('404 fails this resource only', () => {
    expect(classify(response(404, { detail: 'Resource not found' }))).toEqual({
      kind: 'load-refused',
      code: 'vtn/resource-unknown',
      text: 'HTTP 404: Resource not found',
    });
  });

  it.each([400, 402, 405, 409, 410, 415, 451])('%i fails the load with the words of the VTN', (status) => {
    expect(classify(response(status, { detail: 'no' }))).toEqual({
      kind: 'load-refused',
      code: 'vtn/refused',
      text: `HTTP ${status}: no`,
      ...(status === 400 ? { rowsUnnamed: true } : {}),
    });
  });

  it.each([400, 415])('%i to a compressed request turns compression off', (status) => {
    const answer = response(status, { detail: 'There was an error parsing the body' });
    expect(classify(answer, { gzip: true })).toMatchObject({ kind: 'compression-refused' });
  });

  it('is told without the tags of an HTML page, and short', () => {
    const answer = response(400, `<style>b{}</style><h1>Bad   Request</h1>${'x'.repeat(1000)}`);
    const { text } = classify(answer) as { text: string };
    expect(text).toMatch(/^HTTP 400: Bad Request x+$/);
    expect(text.length).toBeLessThan(320);
  });
});

describe('a request that is too large', () => {
  it.each([
    ['413 of nginx', response(413, nginxPage)],
    ['400 of axum', response(400, 'Failed to buffer the request body: length limit exceeded')],
    ['400 with a detail', response(400, { detail: 'Length limit exceeded' })],
  ])('is known by %s and halved', (_name, answer) => {
    expect(classify(answer)).toMatchObject({ kind: 'too-large' });
    expect(classify(answer, { gzip: true })).toMatchObject({ kind: 'too-large' });
  });
});

describe('a VTN that wants a pause', () => {
  it.each([429, 503])('%i without Retry-After slows down', (status) => {
    expect(classify(response(status))).toMatchObject({
      kind: 'slow-down',
      code: 'vtn/rate-limited',
      retryAfterMs: null,
    });
  });

  it.each([
    ['120', 120_000],
    ['0.5', 500],
    ['0', 0],
    [new Date(nowMs + 30_000).toUTCString(), 30_000],
    [new Date(nowMs - 30_000).toUTCString(), 0],
    ['soon', null],
  ])('with Retry-After %j gets %j ms', (retryAfter, retryAfterMs) => {
    for (const status of [429, 503]) {
      expect(classify(response(status, '', { retryAfter }))).toMatchObject({
        kind: 'slow-down',
        retryAfterMs,
      });
    }
  });
});

describe('a passing fault of the VTN', () => {
  it.each([500, 502, 504, 408, 425, 501, 507, 599])(
    '%i is uncertain: the points are sent again after a while',
    (status) => {
      expect(classify(response(status, 'Internal Server Error', { retryAfter: '3' }))).toEqual({
        kind: 'uncertain',
        code: 'vtn/server-error',
        text: `HTTP ${status}: Internal Server Error`,
        retryAfterMs: 3000,
      });
    },
  );
});

describe('a refused token', () => {
  it.each([
    response(401, { detail: 'Could not validate credentials' }),
    response(403, { detail: 'Not authenticated' }),
  ])('is renewed before anything else is thought of it', (answer) => {
    expect(classify(answer)).toMatchObject({ kind: 'unauthorized' });
  });

  it('is told from a right that the credentials do not have, which no new token would give', () => {
    expect(classify(response(403, { detail: 'Only VENs may upload' }))).toMatchObject({
      kind: 'blocked',
      code: 'vtn/unauthorized',
    });
  });
});

it.each([301, 302, 307, 308])('a %i is never followed with credentials: the job stops', (status) => {
  const location = 'http://elsewhere.example/openadr3';
  const outcome = classify(response(status, '', { location }));
  expect(outcome).toMatchObject({ kind: 'blocked', code: 'vtn/redirected' });
  expect(outcome).toHaveProperty('text', expect.stringContaining(location));
});

it.each([
  ['unreachable', { kind: 'offline', text: 'why' }],
  ['tls', { kind: 'blocked', code: 'vtn/tls', text: 'No trusted connection: why' }],
  ['timeout', { kind: 'uncertain', code: 'vtn/timeout', text: 'why', retryAfterMs: null }],
  ['lost', { kind: 'uncertain', code: 'vtn/connection-lost', text: 'why', retryAfterMs: null }],
] as const)('a break of kind %s ends as what is known of the points', (how, outcome) => {
  const broken: HttpBreak = { kind: 'break', how, text: 'why' };
  expect(classify(broken)).toEqual(outcome);
});

it('only a full count ever confirms, whatever the status and the body', () => {
  for (let status = 100; status < 600; status++) {
    for (const body of [created(100), created(99), {}, nginxPage]) {
      const isConfirmed = classify(response(status, body)).kind === 'confirmed';
      const isFull =
        status === 201 && 'entries_created' in Object(body) && JSON.stringify(body).includes('100');
      expect([status, isConfirmed]).toEqual([status, isFull]);
    }
  }
});

describe('a hostile answer', () => {
  it.each([
    ['100,000 lists in each other', `{"detail":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['100,000 objects in each other', `${'{"detail":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['lists that are never closed', '['.repeat(1_000_000)],
    ['a million tags that are never closed', '<style'.repeat(170_000)],
    ['a million angle brackets', '<'.repeat(1_000_000)],
    ['a million blanks', ' '.repeat(1_000_000)],
  ])('of %s is judged at once, as any other that nobody can read', (_name, body) => {
    for (const status of [201, 401, 400, 403, 404, 413, 422, 429, 500]) {
      const workedMs = startThreadTime();
      const classified = classify(response(status, body));
      // It would take minutes otherwise.
      expect(workedMs()).toBeLessThan(5000);
      expect(classified.kind).not.toBe('confirmed');
      expect(() => JSON.stringify(classified)).not.toThrow();
    }
  });

  it.each([
    ['a number beyond all numbers', '{"entries_created":1e999}'],
    ['a number with a million digits', `{"entries_created":${'9'.repeat(1_000_000)}}`],
    ['two counts, the second of which is right', '{"entries_created":3,"entries_created":100}'],
    ['a count in the prototype', '{"__proto__":{"entries_created":100}}'],
    ['a count in the constructor', '{"constructor":{"prototype":{"entries_created":100}}}'],
  ])('with %s confirms nothing', (_name, body) => {
    expect(classify(response(201, body)).kind).toBe('uncertain');
    expect(({} as { entries_created?: number }).entries_created).toBeUndefined();
  });

  it('commands no terminal by its words, and says no more than fits a line', () => {
    const detail = `\u001b[2J\u001b]0;owned\u0007\u202eevil\r\nX-Injected: 1${'x'.repeat(900_000)}`;
    for (const status of [400, 401, 403, 404, 413, 429, 500]) {
      const told = JSON.stringify(classify(response(status, { detail })));
      expect(told).not.toMatch(/\\u001b|\\u0007|\\r|\\n|\u202e/);
      expect(told.length).toBeLessThan(600);
    }
    const moved = classify(response(307, '', { location: `http://evil/\u001b[2J${'x'.repeat(9000)}` }));
    expect(JSON.stringify(moved).length).toBeLessThan(700);
    expect(JSON.stringify(moved)).not.toContain('\\u001b');
  });

  it.each(['9'.repeat(400), '1e9', '-5', 'Fri, 31 Dec 9999 23:59:59 GMT', '12\u0000', 'NaN'])(
    'with a Retry-After beyond sense (case %#) makes nobody wait for more than a day',
    (retryAfter) => {
      const slow = classify(response(503, '', { retryAfter }));
      const { retryAfterMs } = slow as { retryAfterMs: number | null };
      expect(retryAfterMs === null || (retryAfterMs >= 0 && retryAfterMs <= 86_400_000)).toBe(true);
    },
  );
});
