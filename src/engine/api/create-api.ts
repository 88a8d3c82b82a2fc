import type { EngineApi } from '../../contract/engine-api.ts';
import type { ApiParts } from './api-parts.ts';
import { endingMethods } from './ending-methods.ts';
import { lookingMethods } from './looking-methods.ts';
import { mappingMethods } from './mapping-methods.ts';
import { planningMethods } from './planning-methods.ts';
import { runningMethods } from './running-methods.ts';

/** The engine's methods in process. Inputs are parsed here too, so that every door meets the same rules. */
export function createApi(parts: ApiParts): EngineApi {
  return {
    ...planningMethods(parts),
    ...runningMethods(parts),
    ...endingMethods(parts),
    ...lookingMethods(parts),
    ...mappingMethods(parts),
  };
}
