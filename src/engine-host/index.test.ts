import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sampleEngine, sampleJob } from '../../test/suites/sample-engine.ts';
import { connectEngine } from '../transport/connect-engine.ts';
import type { ConnectedEngine } from '../transport/connect-engine.ts';
import { messagePortWire } from '../transport/message-port-wire.ts';

const createEngine = vi.hoisted(() => vi.fn());
const log = vi.hoisted(() => ({ debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() }));
vi.mock('../engine/create-engine.ts', () => ({ createEngine }));
vi.mock('../engine/ports/file-log.ts', () => ({ openFileLog: () => log }));

const parentPort = Object.assign(new EventEmitter(), { postMessage: vi.fn() });
const argv = process.argv;

beforeEach(() => {
  vi.resetModules();
  vi.clearAllMocks();
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
    log,
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

it('tells main where the logs are first of all, and what runs once the engine works', async () => {
  createEngine.mockReturnValue(sampleEngine());
  await import('./index.ts');
  await vi.waitFor(() => expect(parentPort.postMessage).toHaveBeenCalledTimes(2));
  expect(parentPort.postMessage.mock.calls).toEqual([
    [{ type: 'started', stateDir: '/state' }],
    [expect.objectContaining({ type: 'jobs', running: [], news: [] })],
  ]);
});

it('an engine that cannot work tells of no jobs, so that those that wait keep waiting', async () => {
  createEngine.mockImplementation(() => {
    throw new Error('no ledger');
  });
  await import('./index.ts');
  parentPort.emit('message', {
    data: { type: 'resume', jobIds: ['job-1'], because: 'quit' },
    ports: [],
  });
  expect(parentPort.postMessage).toHaveBeenCalledExactlyOnceWith({ type: 'started', stateDir: '/state' });
});

it('starts again what quitting had paused, and writes it into the log', async () => {
  const engine = sampleEngine({ listJobs: () => Promise.resolve([sampleJob({ state: 'paused' })]) });
  createEngine.mockReturnValue(engine);
  await import('./index.ts');
  parentPort.emit('message', {
    data: { type: 'resume', jobIds: ['job-1'], because: 'quit' },
    ports: [],
  });
  await vi.waitFor(() =>
    expect(engine.calls).toContainEqual({ method: 'startJob', input: { jobId: 'job-1' } }),
  );
  expect(log.info).toHaveBeenCalledExactlyOnceWith('a job goes on by itself: quitting had paused it', {
    jobId: 'job-1',
    state: 'paused',
  });
});

it('leaves out what main never says', async () => {
  createEngine.mockReturnValue(sampleEngine());
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
  await import('./index.ts');
  for (const data of [null, 'close', { type: 'exit' }, { type: 'resume', jobIds: 'all', because: 'quit' }]) {
    parentPort.emit('message', { data, ports: [] });
  }
  expect(exit).not.toHaveBeenCalled();
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
