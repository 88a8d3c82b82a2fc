import type { EngineApi } from '../../contract/engine-api.ts';
import type { ApiParts } from './api-parts.ts';
import { notYet } from './not-yet.ts';

/** What a person should know of the ledger. */
export function noticeMethods(_parts: ApiParts) {
  return { listNotices: notYet, dismissNotice: notYet } satisfies Partial<EngineApi>;
}
