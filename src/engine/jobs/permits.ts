/** Lets only so many senders work at once; the limit may change while they work. */
export interface Permits {
  /** Resolves when there is room; rejects with the signal's reason when it is aborted first. */
  acquire(signal: AbortSignal): Promise<Disposable>;
  /** To be called when the limit may have grown. */
  reconsider(): void;
}

export function createPermits(limit: () => number): Permits {
  let taken = 0;
  const waiting: (() => void)[] = [];

  const reconsider = (): void => {
    while (taken < limit() && waiting.length > 0) {
      taken++;
      waiting.shift()?.();
    }
  };
  const permit: Disposable = {
    [Symbol.dispose]: () => {
      taken--;
      reconsider();
    },
  };
  return {
    reconsider,
    acquire: async (signal) => {
      signal.throwIfAborted();
      await new Promise<void>((resolve, reject) => {
        const onAbort = (): void => {
          waiting.splice(waiting.indexOf(admit), 1);
          reject(signal.reason as Error);
        };
        const admit = (): void => {
          signal.removeEventListener('abort', onAbort);
          resolve();
        };
        signal.addEventListener('abort', onAbort, { once: true });
        waiting.push(admit);
        reconsider();
      });
      return permit;
    },
  };
}
