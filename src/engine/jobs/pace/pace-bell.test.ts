import { describe, expect, it } from 'vitest';
import { createStandingClock } from '../../../../test/faults/test-clock.ts';
import { createPaceBell } from './pace-bell.ts';

const never = new AbortController().signal;

describe('the bell of the pace', () => {
  it('lets those sleep out whom nobody wakes', async () => {
    const clock = createStandingClock();
    const slept = createPaceBell().sleep(clock, 3000, never);
    clock.advance(3000);
    expect(await slept).toBe(true);
  });

  it('wakes all who sleep, and not those who lie down afterwards', async () => {
    const clock = createStandingClock();
    const bell = createPaceBell();
    const sleepers = [bell.sleep(clock, 3000, never), bell.sleep(clock, 9e9, never)];
    bell.ring();
    expect(await Promise.all(sleepers)).toEqual([false, false]);
    const next = bell.sleep(clock, 1000, never);
    clock.advance(1000);
    expect(await next).toBe(true);
  });

  it('leaves nobody asleep in a run that stops', async () => {
    const clock = createStandingClock();
    const bell = createPaceBell();
    const stopping = new AbortController();
    const stopped = bell.sleep(clock, 3000, stopping.signal);
    stopping.abort(new Error('stopped'));
    await expect(stopped).rejects.toThrow('stopped');
    await expect(bell.sleep(clock, 3000, stopping.signal)).rejects.toThrow('stopped');
    expect(clock.sleeping()).toBe(0);
  });
});
