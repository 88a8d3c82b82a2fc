import type { PlanProgress } from '../jobs/plan.ts';

/** Work that several callers wait for: it goes on while one of them does. */
export interface SharedRun<T> {
  /** Settles as the work does, or rejects with the signal's reason; the work ends when nobody waits any more. */
  join(signal: AbortSignal, progress: PlanProgress): Promise<T>;
  /** True when the work was given up: the next asker starts it anew. */
  readonly isGivenUp: boolean;
}

export function shareRun<T>(
  start: (signal: AbortSignal, progress: PlanProgress) => Promise<T>,
): SharedRun<T> {
  const controller = new AbortController();
  const listeners = new Set<PlanProgress>();
  const work = start(controller.signal, (done, total, text) => {
    for (const listener of listeners) listener(done, total, text);
  });
  // Whoever waits is told of a failure; when nobody does, there is nobody to tell.
  work.catch(() => undefined);
  return {
    join: async (signal, progress) => {
      signal.throwIfAborted();
      // A function of its own for each asker: two may bring the same one.
      const listener: PlanProgress = (...told) => progress(...told);
      listeners.add(listener);
      const given = giveUpOn(signal);
      try {
        return await Promise.race([work, given.up]);
      } finally {
        given.forget();
        listeners.delete(listener);
        if (listeners.size === 0 && signal.aborted) controller.abort(signal.reason);
      }
    },
    get isGivenUp() {
      return controller.signal.aborted;
    },
  };
}

function giveUpOn(signal: AbortSignal): { readonly up: Promise<never>; forget(): void } {
  let stop = (): void => undefined;
  const up = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  return { up, forget: () => signal.removeEventListener('abort', stop) };
}
