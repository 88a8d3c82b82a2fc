import type { Clock } from '../../src/engine/ports/clock.ts';
import { systemClock } from '../../src/engine/ports/clock.ts';

/** Real time, faster: backoffs of seconds and the beat of the lease pass within a run of a second. */
export function quickClock(originMs: number, speed: number): Clock {
  return {
    now: () => originMs + Math.floor((Date.now() - originMs) * speed),
    monotonic: () => systemClock.monotonic() * speed,
    // A machine with other work stands still at times; at this speed that would look like a sleep.
    asleep: () => 0,
    sleep: (durationMs, signal) => systemClock.sleep(durationMs / speed, signal),
  };
}
