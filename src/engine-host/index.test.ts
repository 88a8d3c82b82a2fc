import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sampleEngine } from '../../test/suites/sample-engine.ts';
import { connectEngine } from '../transport/connect-engine.ts';
import type { ConnectedEngine } from '../transport/connect-engine.ts';
import { messagePortWire } from '../transport/message-port-wire.ts';

const createEngine = vi.hoisted(() => vi.fn());
vi.mock('../engine/create-engine.ts', () => ({ createEngine }));
vi.mock('../engine/ports/file-log.ts', () => ({ openFileLog: () => 'the log' }));

const parentPort = new EventEmitter();
const argv = process.argv;

beforeEach(() => {
  vi.resetModules();
  parentPort.removeAllListeners();
  Object.assign(process, { parentPort });
  process.argv = ['node', 'engine-host', '1.2.3'];
  vi.stubEnv('METERHAUL_STATE_DIR', '/state');
});

afterEach(() => {
  Reflect.deleteProperty(process, 'parentPort');
  process.argv = argv;
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

function connectPage(): ConnectedEngine {
  const { port1, port2 } = new MessageChannel();
  parentPort.emit('message', { data: { type: 'page' }, ports: [port1] });
  return connectEngine(messagePortWire(port2));
}

it('answers each page over the port that main brought', async () => {
  createEngine.mockReturnValue(sampleEngine());
  await import('./index.ts');
  expect(createEngine.mock.lastCall?.[0]).toMatchObject({
    stateDir: '/state',
    version: '1.2.3',
    log: 'the log',
  });
  for (const page of [connectPage(), connectPage()]) {
    await expect(page.api.listJobs({})).resolves.toEqual([]);
    page.close();
  }
});

it('tells the page why the engine cannot start, instead of crashing over and over', async () => {
  // The host's own, since its modules are loaded afresh for each test.
  const { AppError } = await import('../contract/app-error.ts');
  createEngine.mockImplementation(() => {
    throw new AppError('ledger/newer-schema', 'The ledger is of version 9.');
  });
  await import('./index.ts');
  const page = connectPage();
  await expect(page.api.listJobs({})).rejects.toMatchObject({ code: 'ledger/newer-schema' });
  page.close();
});

it('ends only when the engine has paused its jobs', async () => {
  const closed = Promise.withResolvers<undefined>();
  createEngine.mockReturnValue({ ...sampleEngine(), close: () => closed.promise.then(() => {}) });
  const exited = new Promise((resolve) => {
    vi.spyOn(process, 'exit').mockImplementation((code) => resolve(code) as never);
  });
  await import('./index.ts');
  parentPort.emit('message', { data: { type: 'close' }, ports: [] });
  expect(process.exit).not.toHaveBeenCalled();
  closed.resolve(undefined);
  await expect(exited).resolves.toBe(0);
});
