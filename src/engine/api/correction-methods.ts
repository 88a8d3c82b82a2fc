import type { EngineApi } from '../../contract/engine-api.ts';
import type { ApiParts } from './api-parts.ts';
import { notYet } from './not-yet.ts';

/** Rows that were refused, out to be corrected and back. */
export function correctionMethods(_parts: ApiParts) {
  return { checkCorrections: notYet, writeRejects: notYet } satisfies Partial<EngineApi>;
}
