import { AppError } from '../contract/app-error.ts';

/** Long calls that are under way, by the names their callers gave them. */
export interface Works {
  /** Runs a call whose signal is aborted, with `engine/cancelled`, when somebody stops the work of that name. */
  run<T>(workId: string | null, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  stop(workId: string): void;
  stopAll(): void;
}

export function createWorks(): Works {
  const underWay = new Map<string | symbol, AbortController>();
  const abort = (controller: AbortController): void =>
    controller.abort(new AppError('engine/cancelled', 'It was stopped before it was done.'));
  return {
    run: async (workId, work) => {
      const controller = new AbortController();
      const key = workId ?? Symbol('unnamed');
      if (underWay.has(key))
        throw new AppError('usage/invalid', `Work "${String(key)}" is under way already.`);
      underWay.set(key, controller);
      try {
        return await work(controller.signal);
      } finally {
        underWay.delete(key);
      }
    },
    stop: (workId) => {
      const controller = underWay.get(workId);
      if (controller !== undefined) abort(controller);
    },
    stopAll: () => {
      for (const controller of underWay.values()) abort(controller);
    },
  };
}
