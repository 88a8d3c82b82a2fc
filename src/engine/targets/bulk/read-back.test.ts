import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { StoredInterval, Target } from '../target.ts';
import { createBulkTarget } from './bulk-target.ts';

let server: Server | null = null;
let target: Target | null = null;
let asked: URL[] = [];

afterEach(async () => {
  await target?.close();
  server?.closeAllConnections();
  server?.close();
  asked = [];
});

type Answer = object | string | number;

/** A VTN that answers each reading back with the next of these: JSON, text as it stands, or a status. */
async function open(path: string | null, ...answers: Answer[]): Promise<Target> {
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://vtn');
    asked.push(url);
    const answer = url.pathname === '/api/practice' ? 404 : (answers.shift() ?? 500);
    response.writeHead(typeof answer === 'number' ? answer : 200);
    response.end(
      typeof answer === 'object' ? JSON.stringify(answer) : typeof answer === 'string' ? answer : '',
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  const credentials = { kind: 'token', token: 'secret' } as const;
  target = createBulkTarget({ baseUrl, credentials, readBackPath: path, now: () => 0 });
  return target;
}

async function read(from: Target): Promise<StoredInterval[]> {
  const all: StoredInterval[] = [];
  const pages = await from.readBack('r 1', { fromMs: 0, toMs: 3_600_000 });
  for await (const page of pages ?? []) all.push(...page);
  return all;
}

const interval = (minute: number) => ({
  interval_start: `1970-01-01T00:${String(minute).padStart(2, '0')}:00Z`,
  interval_end: `1970-01-01T00:${String(minute + 1).padStart(2, '0')}:00Z`,
  value: minute,
  quality_code: 'GOOD',
});

describe('reading back by the path that a destination names', () => {
  it('goes through all pages, asks for the range only, and does not ask whether it is a rehearsal', async () => {
    const vtn = await open(
      '/history',
      { intervals: [interval(0), interval(1)], next: 'x' },
      { intervals: [interval(2)], next: null },
    );
    expect((await read(vtn)).map(({ startMs, value }) => [startMs, value])).toEqual([
      [0, 0],
      [60_000, 1],
      [120_000, 2],
    ]);
    expect(asked.map(({ pathname }) => pathname)).toEqual(['/api/history', '/api/history']);
    expect(Object.fromEntries(asked[1]?.searchParams ?? [])).toEqual({
      resource_id: 'r 1',
      start: '1970-01-01T00:00:00.000Z',
      end: '1970-01-01T01:00:00.000Z',
      limit: '20000',
      after: 'x',
    });
  });

  it.each<[string, Answer]>([
    ['says the same again and again', { intervals: [interval(5), interval(5)], next: null }],
    ['goes back in time', { intervals: [interval(5), interval(4)], next: null }],
    ['says that more follows after nothing', { intervals: [], next: 'x' }],
    ['lacks values', { intervals: [{ ...interval(5), value: null }], next: null }],
    ['has times that are none', { intervals: [{ ...interval(5), interval_end: 'soon' }], next: null }],
    ['is no list', { intervals: null }],
    ['is no JSON', '<html>'],
    ['is nested beyond all reason', '['.repeat(100_000)],
    ['has no end', `{"intervals":[${JSON.stringify(interval(5))}${' '.repeat(17_000_000)}`],
  ])('ends with vtn/answer-unreadable when the answer %s', async (_name, answer) => {
    await expect(read(await open('/history', answer))).rejects.toMatchObject({
      code: 'vtn/answer-unreadable',
    });
  });

  it.each([
    [401, 'vtn/unauthorized'],
    [403, 'vtn/unauthorized'],
    [404, 'vtn/refused'],
    [429, 'vtn/rate-limited'],
    [503, 'vtn/server-error'],
  ])('answered with %i ends with %s', async (status, code) => {
    await expect(read(await open('/history', status))).rejects.toMatchObject({ code });
  });
});

it('a VTN that offers no way is asked once, whatever the number of resources', async () => {
  const vtn = await open(null);
  expect([await vtn.readBack('a'), await vtn.readBack('b'), await vtn.readBack('c')]).toEqual([
    null,
    null,
    null,
  ]);
  expect(asked.map(({ pathname }) => pathname)).toEqual(['/api/practice']);
});
