import os from 'node:os';

/** Time as the engine sees it; tests pass a clock of their own, so nothing waits in real time. */
export interface Clock {
  /** Epoch milliseconds by the wall clock. A person or a time server may set it, so no length of time is taken from it. */
  now(): number;
  /** Milliseconds since any moment, for lengths of time: never set, and it may stand while the computer sleeps. */
  monotonic(): number;
  /** Milliseconds that the computer has slept, or this program stood still, since any moment. */
  asleep(): number;
  /** Resolves after `durationMs`, or rejects with the signal's reason as soon as it is aborted. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  asleep: () => stoodMs + countedAsleep(),
  sleep: async (durationMs, signal) => {
    let leftMs = durationMs;
    for (; leftMs > longestTimerMs; leftMs -= longestTimerMs) await sleepOnce(longestTimerMs, signal);
    await sleepOnce(leftMs, signal);
  },
};

/** A longer timer would end at once (https://nodejs.org/api/timers.html#settimeoutcallback-delay-args). */
const longestTimerMs = 2 ** 31 - 1;
/** A timer that comes this much later than asked was slept through; on a busy computer it is late by less. */
const standingMs = 10_000;

let stoodMs = 0;
let wokenAtMs = -Infinity;

function sleepOnce(durationMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason as Error);
      return;
    }
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const dueMs = performance.now() + durationMs;
    const timer = setTimeout(() => {
      noteLateness(dueMs);
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, durationMs);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/** Of all timers that come late together only the first counts. */
function noteLateness(dueMs: number): void {
  const nowMs = performance.now();
  const lateMs = nowMs - Math.max(dueMs, wokenAtMs);
  wokenAtMs = nowMs;
  if (lateMs > standingMs) stoodMs += lateMs;
}

/** On Linux timers stand with the computer, so none is late; the time since its start goes on (CLOCK_BOOTTIME). */
function countedAsleep(): number {
  return process.platform === 'linux' ? os.uptime() * 1000 - performance.now() : 0;
}
