import { once } from 'node:events';
import { createServer } from 'node:net';
import { startPracticeVtn } from '../../src/practice-vtn/start-practice-vtn.ts';
import type { PracticeVtn, PracticeVtnOptions } from '../../src/practice-vtn/start-practice-vtn.ts';

/** Below the ports that systems give to whoever asks for any. */
const firstPort = 20_000;
const ports = 10_000;
/** Processes that start one after the other begin so far apart. */
const portsOfOne = 50;

let begun = 0;

/**
 * A port of 127.0.0.1 for what is ended and started again at the same place, and that this process does not give again
 * before it has given all others: while it is down, nobody else gets the port by chance.
 */
export async function portToKeep(): Promise<number> {
  const port = firstPort + ((process.pid * portsOfOne + begun++) % ports);
  return (await isFree(port)) ? port : portToKeep();
}

/** A practice VTN on such a port: it can be stopped and started again. */
export async function startVtnOnKeptPort(options: PracticeVtnOptions): Promise<PracticeVtn> {
  return startPracticeVtn({ ...options, port: await portToKeep() });
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
