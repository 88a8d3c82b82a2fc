import type { EngineEvent, EngineListener } from '../contract/engine-events.ts';

/** Tells every door; a listener that fails is none of the engine's business. */
export interface Announcer {
  subscribe(listener: EngineListener): () => void;
  announce(event: EngineEvent): void;
  hasListeners(): boolean;
}

export function createAnnouncer(): Announcer {
  const listeners = new Set<EngineListener>();
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    announce: (event) => {
      for (const listener of listeners) listener(event);
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
