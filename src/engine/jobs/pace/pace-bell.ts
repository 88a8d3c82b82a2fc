import type { Clock } from '../../ports/clock.ts';

/** Wakes those who wait under the limits that held until now, when the limits change. */
export interface PaceBell {
  ring(): void;
  /**
   * Resolves with true after `durationMs`, with false as soon as the bell rings before that; rejects with the
   * signal's reason when it is aborted first.
   */
  sleep(clock: Clock, durationMs: number, signal: AbortSignal): Promise<boolean>;
}

export function createPaceBell(): PaceBell {
  const sleepers = new Set<AbortController>();
  return {
    ring: () => {
      for (const sleeper of sleepers) sleeper.abort();
    },
    sleep: async (clock, durationMs, signal) => {
      signal.throwIfAborted();
      const waking = new AbortController();
      const stop = (): void => waking.abort();
      sleepers.add(waking);
      signal.addEventListener('abort', stop, { once: true });
      try {
        await clock.sleep(durationMs, waking.signal);
        return true;
      } catch (thrown) {
        signal.throwIfAborted();
        if (waking.signal.aborted) return false;
        throw thrown;
      } finally {
        sleepers.delete(waking);
        signal.removeEventListener('abort', stop);
      }
    },
  };
}
