import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { sampleEngine, sampleJob } from '../../test/suites/sample-engine.ts';
import { connectEngine } from '../transport/connect-engine.ts';
import { webSocketWire } from '../transport/web-socket-wire.ts';
import { startServer } from './start-server.ts';
import type { PageServer } from './start-server.ts';

let folder: string;
let server: PageServer;
const engine = sampleEngine({ listJobs: () => Promise.resolve([sampleJob()]) });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'meterhaul-server-'));
  await mkdir(join(folder, 'pages', 'assets'), { recursive: true });
  await writeFile(join(folder, 'pages', 'index.html'), '<!doctype html><title>pages</title>');
  await writeFile(join(folder, 'pages', 'assets', 'index-abc.js'), 'export {};');
  await writeFile(join(folder, 'secret.json'), '{"secret":true}');
  await symlink(join(folder, 'secret.json'), join(folder, 'pages', 'link.json'));
  server = await startServer({ engine, rendererDir: join(folder, 'pages') });
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request with exactly these headers and path; fetch would tidy both. */
function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Reply> {
  const { method = 'GET', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: new URL(server.origin).port, path, method, headers },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const exchange = (token: string, headers: Record<string, string> = {}): Promise<Reply> =>
  ask('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.origin, ...headers },
    body: JSON.stringify({ token }),
  });

async function openSession(): Promise<string> {
  const reply = await exchange(new URL(server.url).hash.slice('#token='.length));
  return (JSON.parse(reply.body) as { sessionToken: string }).sessionToken;
}

/** The status with which a WebSocket is refused, or the subprotocol it was accepted with. */
function knock(
  protocols: string[],
  headers: Record<string, string>,
  path = '/engine',
): Promise<number | string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${server.origin.replace('http', 'ws')}${path}`, protocols, { headers });
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    socket.on('open', () => {
      resolve(socket.protocol);
      socket.terminate();
    });
    socket.on('error', () => {});
  });
}

describe('the pages', () => {
  it('come with a policy that lets nothing in from outside, and are never kept in a cache', async () => {
    const { status, headers, body } = await ask('/');
    expect(status).toBe(200);
    expect(body).toContain('<title>pages</title>');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toContain(
      "default-src 'none'; script-src 'self'; style-src 'self'",
    );
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['set-cookie']).toBeUndefined();
  });

  it('may be kept where their name holds their hash', async () => {
    const { status, headers } = await ask('/assets/index-abc.js?v=1');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(headers['cache-control']).toContain('immutable');
  });

  it.each([
    '/../secret.json',
    '/assets/../../secret.json',
    '/..%2fsecret.json',
    '/%2e%2e/secret.json',
    '/..%5csecret.json',
    '/link.json',
    '//etc/hosts.json',
    '/index.html%00.json',
    '/%',
    '/assets',
    '/nothing.html',
  ])('end at their folder: %s is not found', async (path) => {
    const { status, body } = await ask(path);
    expect(status).toBe(404);
    expect(body).not.toContain('secret');
  });

  it('answer to no other method', async () => {
    expect((await ask('/', { method: 'PUT', headers: { origin: server.origin } })).status).toBe(405);
    expect((await ask('/', { method: 'HEAD' })).body).toBe('');
  });
});

describe('who is answered', () => {
  it.each(['localhost:9', '127.0.0.1:9000', '[::1]:80', 'LOCALHOST'])(
    'a browser that came by %s',
    async (host) => {
      expect((await ask('/', { headers: { host } })).status).toBe(200);
      expect((await ask('/', { headers: { host, origin: `http://${host}` } })).status).toBe(200);
    },
  );

  it.each([
    'example.com',
    'localhost.example.com',
    '127.0.0.1.nip.io',
    '192.168.1.7:80',
    '127.0.0.1:80@evil',
  ])('nobody whose Host is "%s", so no foreign name can be pointed here', async (host) => {
    expect((await ask('/', { headers: { host } })).status).toBe(403);
  });

  it.each(['http://example.com', 'http://localhost:1', 'null', 'https://127.0.0.1'])(
    'no page of %s',
    async (origin) => {
      expect((await ask('/', { headers: { origin } })).status).toBe(403);
      expect((await exchange('x', { origin })).status).toBe(403);
    },
  );

  it('no POST without an Origin', async () => {
    expect((await ask('/session', { method: 'POST', body: '{}' })).status).toBe(403);
  });
});

describe('a session', () => {
  it('is opened once by the printed URL, and its token goes on working', async () => {
    const token = await openSession();
    const good = await ask('/session', { headers: { authorization: `Bearer ${token}` } });
    expect(good.status).toBe(204);
    const again = await exchange(new URL(server.url).hash.slice('#token='.length));
    expect(again.status).toBe(403);
    expect(JSON.parse(again.body)).toEqual({ outcome: 'used' });
  });

  it('is opened for a second browser by a fresh URL', async () => {
    await openSession();
    const reply = await exchange(new URL(server.newUrl()).hash.slice('#token='.length));
    expect(reply.status).toBe(201);
  });

  it('is not opened by a guess, another content type or a body that is too long', async () => {
    expect((await exchange('guess')).status).toBe(403);
    expect((await exchange('guess', { 'content-type': 'text/plain' })).status).toBe(400);
    expect((await exchange('x'.repeat(2000))).status).toBe(400);
    expect((await ask('/session')).status).toBe(401);
    expect((await ask('/session', { headers: { authorization: 'Bearer guess' } })).status).toBe(401);
  });
});

describe('the socket to the engine', () => {
  it('answers a page with a session token and tells the token to nobody', async () => {
    const token = await openSession();
    const headers = { origin: server.origin };
    expect(await knock(['meterhaul.v1', `meterhaul.token.${token}`], headers)).toBe('meterhaul.v1');

    const socket = new WebSocket(
      `${server.origin.replace('http', 'ws')}/engine`,
      ['meterhaul.v1', `meterhaul.token.${token}`],
      {
        headers,
      },
    );
    await once(socket, 'open');
    const connected = connectEngine(webSocketWire(socket));
    await expect(connected.api.listJobs({})).resolves.toEqual([sampleJob()]);
    connected.close();
  });

  it('refuses a page without the right token, Origin, Host or path', async () => {
    const token = await openSession();
    const protocols = ['meterhaul.v1', `meterhaul.token.${token}`];
    const { origin } = server;
    expect(await knock(['meterhaul.v1'], { origin })).toBe(401);
    expect(await knock(['meterhaul.v1', 'meterhaul.token.guess'], { origin })).toBe(401);
    expect(await knock([`meterhaul.token.${token}`], { origin })).toBe(401);
    expect(await knock(protocols, {})).toBe(403);
    expect(await knock(protocols, { origin: 'http://example.com' })).toBe(403);
    expect(await knock(protocols, { host: 'example.com', origin: 'http://example.com' })).toBe(403);
    expect(await knock(protocols, { origin }, '/')).toBe(404);
  });

  it('is closed with the server, so that the program can end', async () => {
    const token = await openSession();
    const socket = new WebSocket(
      `${server.origin.replace('http', 'ws')}/engine`,
      ['meterhaul.v1', `meterhaul.token.${token}`],
      {
        headers: { origin: server.origin },
      },
    );
    await once(socket, 'open');
    const closed = once(socket, 'close');
    await server.close();
    await closed;
  });
});

it('says which port is taken and what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const started = startServer({ engine, rendererDir: join(folder, 'pages'), port });
  await expect(started).rejects.toMatchObject({
    code: 'usage/invalid',
    message: expect.stringContaining('--port') as string,
  });
  other.close();
});

it('says how to build the pages when they are missing', async () => {
  const started = startServer({ engine, rendererDir: join(folder, 'nowhere') });
  await expect(started).rejects.toMatchObject({
    code: 'usage/invalid',
    message: expect.stringContaining('npm run build') as string,
  });
});
