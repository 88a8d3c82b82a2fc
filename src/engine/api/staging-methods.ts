import type { EngineApi } from '../../contract/engine-api.ts';
import type { ApiParts } from './api-parts.ts';
import { notYet } from './not-yet.ts';

/** Keeping a job's data beside the ledger, and moving a job between computers. */
export function stagingMethods(_parts: ApiParts) {
  return {
    stageJob: notYet,
    unstageJob: notYet,
    exportJob: notYet,
    inspectHaul: notYet,
    importJob: notYet,
  } satisfies Partial<EngineApi>;
}
