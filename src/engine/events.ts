import type { EngineEvent, EngineListener } from '../contract/engine-events.ts';
import type { Log } from './ports/log.ts';

/** Tells every door; a listener that fails disturbs neither the engine nor the other doors. */
export interface Announcer {
  subscribe(listener: EngineListener): () => void;
  announce(event: EngineEvent): void;
  hasListeners(): boolean;
}

export function createAnnouncer(log: Log): Announcer {
  const listeners = new Set<EngineListener>();
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    announce: (event) => {
      for (const listener of listeners) {
        try {
          listener(event);
        } catch (thrown) {
          log.error('a listener failed', { event: event.type, error: String(thrown) });
        }
      }
    },
    hasListeners: () => listeners.size > 0,
  };
}

/** Calls `act` at once and then, however often it is asked for, at most every `intervalMs`. */
export function atMostEvery(intervalMs: number, act: () => void): { ask(): void; stop(): void } {
  let timer: NodeJS.Timeout | null = null;
  let isAsked = false;
  const rest = (): void => {
    timer = setTimeout(() => {
      timer = null;
      if (isAsked) run();
    }, intervalMs);
    timer.unref();
  };
  const run = (): void => {
    isAsked = false;
    rest();
    act();
  };
  return {
    ask: () => {
      isAsked = true;
      if (timer === null) run();
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
