import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { plainLine } from './line.ts';
import type { Line } from './line.ts';
import { tryLine } from './try-line.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const never = new AbortController().signal;

async function serve(talk: (socket: Socket) => void = () => {}): Promise<number> {
  const server = createServer(talk);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

it('a server that takes a connection is there, also when it is too busy to say a word', async () => {
  const port = await serve();
  expect(await tryLine(`https://127.0.0.1:${port}/openadr3`, plainLine, 4000, never)).toBeNull();
});

it('a server that refuses connections is away, in words', async () => {
  const port = await serve();
  for (const server of servers.splice(0)) server.close();
  const why = await tryLine(`http://127.0.0.1:${port}`, plainLine, 4000, never);
  expect(why).toContain('the connection was refused');
});

it('behind a proxy the server counts, not the proxy', async () => {
  let answer = 'HTTP/1.1 200 OK\r\n\r\n';
  const port = await serve((socket) => socket.once('data', () => socket.write(answer)));
  const proxy: Line['proxy'] = { kind: 'address', address: `http://127.0.0.1:${port}`, credentials: null };
  const line: Line = { ...plainLine, proxy };
  expect(await tryLine('https://vtn.example', line, 4000, never)).toBeNull();
  answer = 'HTTP/1.1 504 Gateway Timeout\r\n\r\n';
  expect(await tryLine('https://vtn.example', line, 4000, never)).toContain('HTTP 504');
});

it('a way on which nothing comes back is away after our patience', async () => {
  const port = await serve();
  const proxy: Line['proxy'] = { kind: 'address', address: `http://127.0.0.1:${port}`, credentials: null };
  const why = await tryLine('https://vtn.example', { ...plainLine, proxy }, 50, never);
  expect(why).toBe('No connection to vtn.example within 0.05 s');
});
