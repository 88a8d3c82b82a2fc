import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGunzip } from 'node:zlib';
import type { StubCounts } from './stub-counts.ts';

/**
 * A VTN that only counts: it answers every upload with 201 and the number of points in it, and keeps nothing. A
 * program of its own, so that its work is not taken for the engine's. Says its base URL as one line of JSON; GET of
 * `/counts` tells what it has counted.
 */
const openingBrace = 0x7b;
const counts = { points: 0, pointsSeen: 0, requests: 0, bytes: 0, firstAtMs: 0, lastAtMs: 0 };
const server = createServer((request, response) => {
  if (request.url?.endsWith('/counts') === true) tellCounts(response);
  // A sender that was killed leaves a body that never ends.
  else takeUpload(request, response).catch(() => request.destroy());
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
process.stdout.write(`${JSON.stringify({ baseUrl: `http://127.0.0.1:${port}/openadr3` })}\n`);

function tellCounts(response: ServerResponse): void {
  const { user, system } = process.cpuUsage();
  const told: StubCounts = { ...counts, cpuSeconds: (user + system) / 1e6 };
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(told));
}

async function takeUpload(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (counts.firstAtMs === 0) counts.firstAtMs = performance.now();
  const points = await countPoints(request);
  counts.points += points;
  counts.requests++;
  counts.lastAtMs = performance.now();
  response.writeHead(201, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ entries_created: points, storage: 'none', mode: 'bulk' }));
}

/** Each point is one object: its brace is found whichever way the body was cut into parts. */
async function countPoints(request: IncomingMessage): Promise<number> {
  let points = 0;
  request.on('data', (part: Buffer) => (counts.bytes += part.length));
  for await (const part of bodyOf(request)) {
    const before = points;
    for (let at = part.indexOf(openingBrace); at >= 0; at = part.indexOf(openingBrace, at + 1)) points++;
    counts.pointsSeen += points - before;
  }
  return points;
}

function bodyOf(request: IncomingMessage): AsyncIterable<Buffer> {
  if (request.headers['content-encoding'] !== 'gzip') return request;
  const plain = createGunzip();
  request.once('close', () => {
    if (!request.complete) plain.destroy(new Error('The body broke off.'));
  });
  return request.pipe(plain);
}
