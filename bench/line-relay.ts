import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { LineOrders } from './start-programs.ts';

/**
 * A line of a given speed between a sender and a VTN on this machine: a relay for TCP that lets so many bytes a second
 * through towards the VTN, all connections together, one after the other as a cable does. A program of its own. Orders
 * come as JSON in the first argument; says its port as one line of JSON.
 */
const { toPort, bytesPerSecond } = JSON.parse(process.argv[2] ?? '{}') as LineOrders;
const host = '127.0.0.1';
/** Timers are late by a few ms: what the line could have carried meanwhile is made up for. */
const madeUpMs = 10;
let freeAtMs = 0;

const server = createServer((near) => {
  const far = connect({ port: toPort, host, noDelay: true });
  near.setNoDelay(true);
  near.on('data', (part: Buffer) => {
    near.pause();
    afterLine(part.length, () => {
      if (far.write(part)) near.resume();
      else far.once('drain', () => near.resume());
    });
  });
  near.on('end', () => far.end());
  far.pipe(near);
  const breakOff = (): void => {
    near.destroy();
    far.destroy();
  };
  near.on('error', breakOff);
  far.on('error', breakOff);
  near.on('close', () => far.destroy());
});
server.listen(0, host);
await once(server, 'listening');
process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);

/** Calls once the line has carried so many bytes after all that it was given before. */
function afterLine(bytes: number, carried: () => void): void {
  const nowMs = performance.now();
  freeAtMs = Math.max(nowMs - madeUpMs, freeAtMs) + (bytes / bytesPerSecond) * 1000;
  const waitMs = freeAtMs - nowMs;
  if (waitMs <= 0) carried();
  else setTimeout(carried, waitMs);
}
