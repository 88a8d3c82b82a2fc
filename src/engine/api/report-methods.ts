import type { EngineApi } from '../../contract/engine-api.ts';
import type { ApiParts } from './api-parts.ts';
import { notYet } from './not-yet.ts';

/** The record of a migration, to hand over. */
export function reportMethods(_parts: ApiParts) {
  return { writeReport: notYet } satisfies Partial<EngineApi>;
}
