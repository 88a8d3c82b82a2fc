/** Lets so many work at once; the others wait for their turn in the order in which they came. */
export type Turns = <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T>;

/** Whoever is aborted while waiting is rejected with the signal's reason. */
export function createTurns(most: number): Turns {
  let working = 0;
  const waiting: (() => void)[] = [];

  const turn = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const onAbort = (): void => {
        waiting.splice(waiting.indexOf(admit), 1);
        reject(signal.reason as Error);
      };
      const admit = (): void => {
        signal.removeEventListener('abort', onAbort);
        working += 1;
        resolve();
      };
      signal.addEventListener('abort', onAbort, { once: true });
      if (working < most) admit();
      else waiting.push(admit);
    });

  return async (signal, work) => {
    signal.throwIfAborted();
    await turn(signal);
    try {
      return await work();
    } finally {
      working -= 1;
      waiting.shift()?.();
    }
  };
}
