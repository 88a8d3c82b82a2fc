import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from './clock.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

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
