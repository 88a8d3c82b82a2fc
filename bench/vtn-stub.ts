import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A VTN that only counts: it answers every upload with 201 and the number of points in it, and keeps nothing. A
 * program of its own, so that its work is not taken for the engine's. Says its base URL as one line of JSON.
 */
const openingBrace = 0x7b;
const server = createServer((request, response) => {
  void countPoints(request).then((points) => {
    response.writeHead(201, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ entries_created: points, storage: 'none', mode: 'bulk' }));
  });
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
process.stdout.write(`${JSON.stringify({ baseUrl: `http://127.0.0.1:${port}/openadr3` })}\n`);

/** Each point is one object: its brace is found whichever way the body was cut into parts. */
async function countPoints(request: IncomingMessage): Promise<number> {
  let points = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    for (let at = part.indexOf(openingBrace); at >= 0; at = part.indexOf(openingBrace, at + 1)) points++;
  }
  return points;
}
