import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createPlainServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpClient } from './http-client.ts';
import type { HttpClient, HttpRequest } from './http-client.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serve(
  listener: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that speaks no HTTP of itself. */
async function listen(connected: (socket: Socket) => void): Promise<string> {
  const sockets: Socket[] = [];
  const server = createPlainServer((socket) => {
    sockets.push(socket.on('error', () => {}));
    connected(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function connect(): HttpClient {
  const client = createHttpClient();
  closing.push(() => client.close());
  return client;
}

function get(url: string, changes: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'GET', url, headers: {}, timeoutMs: 20_000, ...changes };
}

describe('the HTTP client', () => {
  it('gives back status, Retry-After, location and body as they came', async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(429, { 'retry-after': '7', location: '/there' }).end('Blåbærgrød');
    });
    expect(await connect().send(get(origin))).toEqual({
      kind: 'response',
      status: 429,
      retryAfter: '7',
      location: '/there',
      practice: false,
      body: 'Blåbærgrød',
      bodyCut: false,
    });
  });

  it('sends method, headers and body as they were given', async () => {
    const seen = Promise.withResolvers<unknown>();
    const origin = await serve((request, response) => {
      void request.toArray().then((parts) => {
        const { method, url, headers } = request;
        seen.resolve([method, url, headers.authorization, headers['content-length'], parts.join('')]);
        response.end();
      });
    });
    const body = Buffer.from('[1,2]');
    await connect().send(
      get(`${origin}/a?b=c`, { method: 'POST', headers: { authorization: 'Bearer t' }, body }),
    );
    expect(await seen.promise).toEqual(['POST', '/a?b=c', 'Bearer t', '5', '[1,2]']);
  });

  it('never follows a redirect, so credentials go nowhere else', async () => {
    let requests = 0;
    const origin = await serve((_request, response) => {
      requests++;
      response.writeHead(307, { location: '/again' }).end();
    });
    expect(await connect().send(get(origin))).toMatchObject({ status: 307, location: '/again' });
    expect(requests).toBe(1);
  });

  it('takes no credentials to another origin that a server points to', async () => {
    const seen: unknown[] = [];
    const other = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end();
    });
    const origin = await serve(
      (_request, response) => void response.writeHead(308, { location: other }).end(),
    );
    const headers = { authorization: 'Bearer secret' };
    expect(await connect().send(get(origin, { headers }))).toMatchObject({ status: 308, location: other });
    expect(seen).toEqual([]);
  });

  it('sends no request whose header holds another line', async () => {
    let requests = 0;
    const origin = await serve((_request, response) => {
      requests++;
      response.end();
    });
    const headers = { authorization: 'Bearer a\r\nX-Admin: 1' };
    await expect(connect().send(get(origin, { headers }))).rejects.toThrow('invalid authorization header');
    expect(requests).toBe(0);
  });

  it('takes an answer whose headers have no end for lost', async () => {
    const origin = await serve((request) => {
      request.socket.write(`HTTP/1.1 200 OK\r\nx-long: ${'x'.repeat(100_000)}`);
    });
    expect(await connect().send(get(origin, { timeoutMs: 10_000 }))).toMatchObject({ how: 'lost' });
  });

  it('reads no more of an answer than it was told to, and says that it was cut', async () => {
    const origin = await serve((_request, response) => void response.end('x'.repeat(3_000_000)));
    const client = connect();
    const cut = await client.send(get(origin, { maxBytes: 1000 }));
    expect(cut).toMatchObject({ status: 200, bodyCut: true, body: 'x'.repeat(1000) });
    const capped = await client.send(get(origin));
    expect(capped).toMatchObject({ bodyCut: true });
    expect(capped.kind === 'response' && capped.body.length).toBe(1024 * 1024);
  });

  it('gives up on an answer that never comes, which is uncertain', async () => {
    const origin = await serve(() => {});
    expect(await connect().send(get(origin, { timeoutMs: 60 }))).toMatchObject({
      kind: 'break',
      how: 'timeout',
      text: expect.stringContaining('0.06 s') as string,
    });
  });

  it('gives up on an answer that drips for ever: the limit is over the whole exchange', async () => {
    const origin = await serve((_request, response) => {
      response.write('a');
      const drip = setInterval(() => response.write('a'), 10);
      response.once('close', () => clearInterval(drip));
    });
    expect(await connect().send(get(origin, { timeoutMs: 150 }))).toMatchObject({ how: 'timeout' });
  });

  it('tells a connection that was never made from one that broke', async () => {
    const origin = await serve((request) => request.socket.destroy());
    expect(await connect().send(get(origin))).toMatchObject({ kind: 'break', how: 'lost' });
    for (const close of closing.splice(0)) await close();
    expect(await connect().send(get(origin))).toMatchObject({ kind: 'break', how: 'unreachable' });
  });

  it('takes an answer that ends before its announced length for lost', async () => {
    const origin = await serve((request, response) => {
      response
        .writeHead(201, { 'content-length': '100' })
        .write('{"entries_created":', () => request.socket.destroySoon());
    });
    expect(await connect().send(get(origin))).toMatchObject({ kind: 'break', how: 'lost' });
  });

  it('says tls when an https address answers without', async () => {
    const origin = (await serve((_request, response) => void response.end())).replace('http:', 'https:');
    expect(await connect().send(get(origin))).toMatchObject({ kind: 'break', how: 'tls' });
  });

  it('tells for how long nothing has come of the answers that are due', async () => {
    let passedMs = 0;
    const client = createHttpClient(undefined, () => passedMs);
    closing.push(() => client.close());
    const arrived = Promise.withResolvers<ServerResponse>();
    const origin = await serve((_request, response) => arrived.resolve(response));
    expect(client.quietMs()).toBeNull();
    const sent = client.send(get(origin));
    const response = await arrived.promise;
    passedMs = 9000;
    expect(client.quietMs()).toBe(9000);
    response.end();
    await sent;
    expect(client.quietMs()).toBeNull();
  });

  it('says that a body may still be leaving when the answer came before all of it was taken', async () => {
    const client = connect();
    const body = new Uint8Array(40_000_000);
    const eager = await listen((socket) => {
      socket.once('data', () => {
        socket.pause();
        socket.write('HTTP/1.1 201 Created\r\ncontent-length: 2\r\n\r\n{}');
      });
    });
    const patient = await serve((request, response) => void request.resume().on('end', () => response.end()));
    await client.send({ ...get(patient), method: 'POST', body });
    expect(client.mayBeLeaving()).toBe(false);
    expect(await client.send({ ...get(eager), method: 'POST', body })).toMatchObject({ status: 201 });
    expect(client.mayBeLeaving()).toBe(true);
  });

  it('gives up what is under way when it is to connect anew, and the next request goes another way', async () => {
    const ports: (number | undefined)[] = [];
    const arrived = Promise.withResolvers<undefined>();
    const origin = await serve((request, response) => {
      ports.push(request.socket.remotePort);
      if (request.url === '/hang') arrived.resolve(undefined);
      else response.end();
    });
    const client = connect();
    await client.send(get(origin));
    const hanging = client.send(get(`${origin}/hang`));
    await arrived.promise;
    client.reconnect('the computer slept');
    expect(await hanging).toEqual({ kind: 'break', how: 'lost', text: 'the computer slept', byUs: true });
    expect(await client.send(get(origin))).toMatchObject({ status: 200 });
    expect(ports.slice(0, 2)).not.toContain(ports[2]);
  });

  it('sends what was about to go when it is to connect anew over the new connections', async () => {
    const origin = await serve((_request, response) => void response.end());
    const client = connect();
    const first = client.send(get(origin));
    client.reconnect('the computer slept');
    expect(await first).toMatchObject({ status: 200 });
    const second = client.send(get(origin));
    client.reconnect('the computer slept');
    expect(await second).toMatchObject({ status: 200 });
  });

  it('tells of a request that had no connection yet that it was given up', async () => {
    const origin = await serve((_request, response) => void response.end());
    const client = connect();
    await client.send(get(origin));
    const onItsWay = client.send(get(origin.replace('127.0.0.1', 'localhost')));
    // As far as the library goes by itself: it looks for the address.
    for (let turn = 0; turn < 3; turn++) await Promise.resolve();
    client.reconnect('the computer slept');
    expect(await onItsWay).toMatchObject({ text: 'the computer slept', byUs: true });
  });
});
