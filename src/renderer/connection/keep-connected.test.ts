import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Wire } from '../../contract/wire.ts';
import { inProcessWires } from '../../transport/in-process-wire.ts';
import { DoorShut } from './door.ts';
import { keepConnected } from './keep-connected.ts';

const watcher = { onOpen: vi.fn(), onLost: vi.fn(), onShut: vi.fn() };

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetAllMocks();
});

afterEach(() => {
  vi.useRealTimers();
});

const passed = (durationMs: number): Promise<unknown> => vi.advanceTimersByTimeAsync(durationMs);

it('opens again by itself after the connection is lost', async () => {
  const wires: Wire[] = [];
  keepConnected(() => {
    const [near, far] = inProcessWires();
    wires.push(far);
    return Promise.resolve(near);
  }, watcher);
  await passed(0);
  expect(watcher.onOpen).toHaveBeenCalledOnce();
  wires[0]?.close();
  await passed(0);
  expect(watcher.onLost).toHaveBeenCalledOnce();
  await passed(500);
  expect(watcher.onOpen).toHaveBeenCalledTimes(2);
});

it('waits twice as long after each failure, at most 10 s', async () => {
  const door = vi.fn(() => Promise.reject(new Error('no answer')));
  keepConnected(door, watcher);
  await passed(0);
  for (const [index, delayMs] of [500, 1000, 2000, 4000, 8000, 10_000, 10_000].entries()) {
    expect(door).toHaveBeenCalledTimes(index + 1);
    await passed(delayMs - 1);
    expect(door).toHaveBeenCalledTimes(index + 1);
    await passed(1);
  }
});

it('tries at once when the person asks for it', async () => {
  const door = vi.fn(() => Promise.reject(new Error('no answer')));
  const connection = keepConnected(door, watcher);
  await passed(500);
  expect(door).toHaveBeenCalledTimes(2);
  connection.retryNow();
  await passed(0);
  expect(door).toHaveBeenCalledTimes(3);
});

it('gives up when the door is shut for good, and says why', async () => {
  const door = vi.fn(() => Promise.reject(new DoorShut('session-ended')));
  keepConnected(door, watcher);
  await passed(60_000);
  expect(door).toHaveBeenCalledOnce();
  expect(watcher.onShut).toHaveBeenCalledExactlyOnceWith('session-ended');
  expect(watcher.onLost).not.toHaveBeenCalled();
});
