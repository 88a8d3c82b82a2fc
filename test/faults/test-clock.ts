import type { Clock } from '../../src/engine/ports/clock.ts';

/**
 * A clock that waits for nobody: whoever sleeps is woken on the next turn of the event loop, in the order of
 * the moments they wait for, and the time jumps there. Heartbeats (the lease, the look at the ledger, at the line
 * and at the clock) do not drive it: they wake when the time has passed them for another reason.
 */
export interface TestClock extends Clock {
  /** Lets so much time pass at once. */
  advance(durationMs: number): void;
  /** The computer sleeps so long: the wall clock goes on, and no timer does, as on Linux. */
  closeLid(durationMs: number): void;
  /** Somebody sets the wall clock; back by a negative number. */
  setWall(byMs: number): void;
  /** How many sleep now, heartbeats aside. */
  sleeping(): number;
}

interface Sleeper {
  /** By `monotonic`. */
  readonly dueMs: number;
  readonly isHeartbeat: boolean;
  readonly wake: () => void;
}

const heartbeatsMs: readonly number[] = [500, 2500, 10_000];

/** A clock that stands until a test lets time pass; whoever sleeps meanwhile can be looked at. */
export function createStandingClock(): TestClock {
  return createTestClock(undefined, false);
}

export function createTestClock(
  startMs: number = Date.UTC(2026, 10, 20, 12),
  turnsByItself = true,
): TestClock {
  let passedMs = 0;
  let asleepMs = 0;
  let setByMs = 0;
  let isTurning = false;
  const sleepers = new Set<Sleeper>();

  const wakeDue = (): void => {
    const due = [...sleepers].filter(({ dueMs }) => dueMs <= passedMs).sort((a, b) => a.dueMs - b.dueMs);
    for (const { wake } of due) wake();
  };
  const turn = (): void => {
    isTurning = false;
    const driving = [...sleepers].filter(({ isHeartbeat }) => !isHeartbeat);
    if (driving.length === 0) return;
    // Whole milliseconds, as of a real clock.
    passedMs = Math.max(passedMs, Math.ceil(Math.min(...driving.map(({ dueMs }) => dueMs))));
    wakeDue();
    if (driving.length > 1) askForTurn();
  };
  const askForTurn = (): void => {
    if (isTurning) return;
    isTurning = true;
    setImmediate(turn);
  };
  return {
    now: () => startMs + passedMs + asleepMs + setByMs,
    monotonic: () => passedMs,
    asleep: () => asleepMs,
    advance: (durationMs) => {
      passedMs += durationMs;
      wakeDue();
    },
    closeLid: (durationMs) => {
      asleepMs += durationMs;
    },
    setWall: (byMs) => {
      setByMs += byMs;
    },
    sleeping: () => [...sleepers].filter(({ isHeartbeat }) => !isHeartbeat).length,
    sleep: (durationMs, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const onAbort = (): void => {
          sleepers.delete(sleeper);
          reject(signal?.reason as Error);
        };
        const sleeper: Sleeper = {
          dueMs: passedMs + durationMs,
          isHeartbeat: heartbeatsMs.includes(durationMs),
          wake: () => {
            sleepers.delete(sleeper);
            signal?.removeEventListener('abort', onAbort);
            resolve();
          },
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        sleepers.add(sleeper);
        if (turnsByItself && !sleeper.isHeartbeat) askForTurn();
      }),
  };
}
