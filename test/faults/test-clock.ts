import type { Clock } from '../../src/engine/ports/clock.ts';

/**
 * A clock that waits for nobody: whoever sleeps is woken on the next turn of the event loop, in the order of
 * the moments they wait for, and the time jumps there. Heartbeats (the lease, the look at the ledger) do not
 * drive it: they wake when the time has passed them for another reason.
 */
export interface TestClock extends Clock {
  /** Lets so much time pass at once. */
  advance(durationMs: number): void;
  /** How many sleep now, heartbeats aside. */
  sleeping(): number;
}

interface Sleeper {
  readonly dueMs: number;
  readonly isHeartbeat: boolean;
  readonly wake: () => void;
}

const heartbeatsMs: readonly number[] = [500, 10_000];

/** A clock that stands until a test lets time pass; whoever sleeps meanwhile can be looked at. */
export function createStandingClock(): TestClock {
  return createTestClock(undefined, false);
}

export function createTestClock(
  startMs: number = Date.UTC(2026, 10, 20, 12),
  turnsByItself = true,
): TestClock {
  let nowMs = startMs;
  let isTurning = false;
  const sleepers = new Set<Sleeper>();

  const wakeDue = (): void => {
    const due = [...sleepers].filter(({ dueMs }) => dueMs <= nowMs).sort((a, b) => a.dueMs - b.dueMs);
    for (const { wake } of due) wake();
  };
  const turn = (): void => {
    isTurning = false;
    const driving = [...sleepers].filter(({ isHeartbeat }) => !isHeartbeat);
    if (driving.length === 0) return;
    // Whole milliseconds, as of a real clock.
    nowMs = Math.max(nowMs, Math.ceil(Math.min(...driving.map(({ dueMs }) => dueMs))));
    wakeDue();
    if (driving.length > 1) askForTurn();
  };
  const askForTurn = (): void => {
    if (isTurning) return;
    isTurning = true;
    setImmediate(turn);
  };
  return {
    now: () => nowMs,
    advance: (durationMs) => {
      nowMs += durationMs;
      wakeDue();
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
          dueMs: nowMs + durationMs,
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
