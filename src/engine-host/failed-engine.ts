import { toAppError } from '../contract/app-error.ts';
import { engineApi } from '../contract/engine-api.ts';
import type { EngineApi } from '../contract/engine-api.ts';
import type { Engine } from '../engine/engine.ts';

/** Stands in for an engine that could not start: every call tells why, so that the page can say what to do. */
export function failedEngine(reason: unknown): Engine {
  const error = toAppError(reason);
  const fail = (): Promise<never> => Promise.reject(error);
  const api = Object.fromEntries(
    Object.keys(engineApi).map((method) => [method, fail]),
  ) as unknown as EngineApi;
  return { api, subscribe: () => () => {}, takeDownload: () => null, close: () => Promise.resolve() };
}
