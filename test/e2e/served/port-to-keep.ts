import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from '@playwright/test';

/** Below the ports that a system gives to whoever asks for any. */
const first = 20_000;
/** So many for each run of the tests, and of these so many for each of its workers. */
const [perRun, perWorker] = [100, 50];

let given = 0;

/**
 * A port of 127.0.0.1 for what is ended and started again at the same place: while it is down, no other program gets the
 * port by chance.
 */
export async function portToKeep(): Promise<number> {
  const port =
    first + (process.ppid % 100) * perRun + test.info().parallelIndex * perWorker + (given++ % perWorker);
  return (await isFree(port)) ? port : portToKeep();
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
