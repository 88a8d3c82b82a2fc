import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startEngineProcess } from './engine-process.ts';
import type { EngineProcess } from './engine-process.ts';

class FakeChild extends EventEmitter {
  readonly postMessage = vi.fn();
  readonly kill = vi.fn();
}

const electron = vi.hoisted(() => ({ fork: vi.fn(), channels: 0 }));
vi.mock('electron', () => ({
  utilityProcess: { fork: electron.fork },
  MessageChannelMain: class {
    readonly name = (electron.channels += 1);
    readonly port1 = `engine-end-${this.name}`;
    readonly port2 = `page-end-${this.name}`;
  },
}));

const children: FakeChild[] = [];
const page = Object.assign(new EventEmitter(), { postMessage: vi.fn() });
const heard = vi.fn();
const stopped = vi.fn();
let engine: EngineProcess;

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  page.removeAllListeners();
  children.length = 0;
  electron.channels = 0;
  electron.fork.mockImplementation(() => {
    const child = new FakeChild();
    children.push(child);
    return child;
  });
  engine = startEngineProcess({
    modulePath: 'out/engine-host/index.js',
    version: '1.2.3',
    heard,
    stopped,
  });
});

afterEach(() => {
  vi.useRealTimers();
});

const connect = (): void => engine.connectPage(page as unknown as WebContents);

it('starts the engine in a process of its own, and tells it the version of the app', () => {
  expect(electron.fork.mock.lastCall?.slice(0, 2)).toEqual(['out/engine-host/index.js', ['1.2.3']]);
});

it('gives page and engine the two ends of one channel and passes on no message of theirs', () => {
  connect();
  expect(children[0]?.postMessage).toHaveBeenCalledExactlyOnceWith({ type: 'page' }, ['engine-end-1']);
  expect(page.postMessage).toHaveBeenCalledExactlyOnceWith('engine-port', null, ['page-end-1']);
});

it('hears what the engine tells and leaves out what it does not understand', () => {
  children[0]?.emit('message', { type: 'protection', id: 1 });
  children[0]?.emit('message', { type: 'quit' });
  children[0]?.emit('message', null);
  expect(heard).toHaveBeenCalledExactlyOnceWith({ type: 'protection', id: 1 });
});

it('says that the engine stopped, and not when it was told to', async () => {
  children[0]?.emit('exit', 139);
  expect(stopped).toHaveBeenCalledExactlyOnceWith(139);
  vi.advanceTimersByTime(500);
  const closed = engine.close();
  children[1]?.emit('exit', 0);
  await closed;
  expect(stopped).toHaveBeenCalledOnce();
});

it('starts a crashed engine again and gives the page a new port', () => {
  connect();
  children[0]?.emit('exit', 139);
  expect(children).toHaveLength(1);
  vi.advanceTimersByTime(500);
  expect(children).toHaveLength(2);
  expect(page.postMessage).toHaveBeenLastCalledWith('engine-port', null, ['page-end-2']);
});

it('waits longer before each start of an engine that keeps crashing, at most 30 s', () => {
  for (const delayMs of [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]) {
    const { length } = children;
    children.at(-1)?.emit('exit', 1);
    vi.advanceTimersByTime(delayMs - 1);
    expect(children).toHaveLength(length);
    vi.advanceTimersByTime(1);
    expect(children).toHaveLength(length + 1);
  }
});

it('starts quickly again after a long run', () => {
  children[0]?.emit('exit', 1);
  vi.advanceTimersByTime(500);
  vi.advanceTimersByTime(61_000);
  children[1]?.emit('exit', 1);
  vi.advanceTimersByTime(500);
  expect(children).toHaveLength(3);
});

it('connects a page that asked while the engine was down, once it is back', () => {
  children[0]?.emit('exit', 1);
  connect();
  expect(page.postMessage).not.toHaveBeenCalled();
  vi.advanceTimersByTime(500);
  expect(page.postMessage).toHaveBeenCalledOnce();
});

it('gives a page that is gone no port', () => {
  connect();
  page.emit('destroyed');
  children[0]?.emit('exit', 1);
  vi.advanceTimersByTime(500);
  expect(page.postMessage).toHaveBeenCalledOnce();
});

it('lets the engine pause its jobs before it ends, and does not start it again', async () => {
  const closed = engine.close();
  expect(children[0]?.postMessage).toHaveBeenCalledExactlyOnceWith({ type: 'close' });
  children[0]?.emit('exit', 0);
  await closed;
  vi.advanceTimersByTime(120_000);
  expect(children).toHaveLength(1);
  expect(children[0]?.kill).not.toHaveBeenCalled();
});

it('ends an engine that does not close within 30 s, so that the computer can shut down', async () => {
  const closed = engine.close();
  vi.advanceTimersByTime(30_000);
  expect(children[0]?.kill).toHaveBeenCalledOnce();
  children[0]?.emit('exit', 143);
  await closed;
});

it('closes at once while the engine is down, and leaves it down', async () => {
  children[0]?.emit('exit', 1);
  await engine.close();
  vi.advanceTimersByTime(120_000);
  expect(children).toHaveLength(1);
});
