import type { EngineApi } from '../../contract/engine-api.ts';
import type { ApiParts } from './api-parts.ts';
import { notYet } from './not-yet.ts';

/** Taking back what a job has sent. */
export function undoMethods(_parts: ApiParts) {
  return { planUndo: notYet, undoJob: notYet } satisfies Partial<EngineApi>;
}
