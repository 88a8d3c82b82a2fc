import os from 'node:os';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from './clock.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it('a sleep ends after its time', async () => {
  const slept = systemClock.sleep(1000);
  await vi.advanceTimersByTimeAsync(1000);
  await slept;
  expect(vi.getTimerCount()).toBe(0);
});

it('a sleep ends at once when the run stops, with its reason, and leaves no timer behind', async () => {
  const stopping = new AbortController();
  const slept = systemClock.sleep(1e9, stopping.signal);
  stopping.abort(new Error('paused'));
  await expect(slept).rejects.toThrow('paused');
  await expect(systemClock.sleep(1, stopping.signal)).rejects.toThrow('paused');
  expect(vi.getTimerCount()).toBe(0);
});

it('a sleep of months is not cut to nothing', async () => {
  let isOver = false;
  const slept = systemClock.sleep(60 * 86_400_000).then(() => (isOver = true));
  await vi.advanceTimersByTimeAsync(59 * 86_400_000);
  expect(isOver).toBe(false);
  await vi.advanceTimersByTimeAsync(86_400_000);
  await slept;
});

it('lengths of time go on whatever is done to the wall clock', () => {
  vi.useRealTimers();
  const before = systemClock.monotonic();
  vi.useFakeTimers({ now: 0, toFake: ['Date'] });
  expect(systemClock.now()).toBe(0);
  expect(systemClock.monotonic()).toBeGreaterThanOrEqual(before);
});

it('a computer that slept is told by timers that come much too late, all of them counted once', async () => {
  const [steadyMs, upS] = [performance.now(), os.uptime()];
  // They stand, so that nothing but the sleep comes between.
  const now = vi.spyOn(performance, 'now').mockReturnValue(steadyMs);
  const uptime = vi.spyOn(os, 'uptime').mockReturnValue(upS);
  const before = systemClock.asleep();
  const slept = Promise.all([systemClock.sleep(1000), systemClock.sleep(2000)]);
  now.mockReturnValue(steadyMs + 3_600_000);
  uptime.mockReturnValue(upS + 3600);
  await vi.advanceTimersByTimeAsync(2000);
  await slept;
  expect(Math.abs(systemClock.asleep() - before - 3_599_000)).toBeLessThan(2000);
});

it('a computer awake has not slept, however often it is asked', async () => {
  // One that is held up between the two times that it is told from is less than it is.
  const asleep = (): number => Math.max(...Array.from({ length: 20 }, () => systemClock.asleep()));
  const before = asleep();
  const slept = systemClock.sleep(5000);
  await vi.advanceTimersByTimeAsync(5000);
  await slept;
  expect(Math.abs(asleep() - before)).toBeLessThan(1000);
});
