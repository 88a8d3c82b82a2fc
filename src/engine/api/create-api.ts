import type { EngineApi } from '../../contract/engine-api.ts';
import type { ApiParts } from './api-parts.ts';
import { appMethods } from './app-methods.ts';
import { correctionMethods } from './correction-methods.ts';
import { draftMethods } from './draft-methods.ts';
import { endingMethods } from './ending-methods.ts';
import { fenceFiles } from './fence-files.ts';
import { lookingMethods } from './looking-methods.ts';
import { mappingMethods } from './mapping-methods.ts';
import { noticeMethods } from './notice-methods.ts';
import { outcomeMethods } from './outcome-methods.ts';
import { paceMethods } from './pace-methods.ts';
import { planningMethods } from './planning-methods.ts';
import { profileMethods } from './profile-methods.ts';
import { registeringMethods } from './registering-methods.ts';
import { reportMethods } from './report-methods.ts';
import { runningMethods } from './running-methods.ts';
import { seriesMethods } from './series-methods.ts';
import { stagingMethods } from './staging-methods.ts';
import { undoMethods } from './undo-methods.ts';
import { verifyMethods } from './verify-methods.ts';

/** The engine's methods in process. Inputs are parsed here too, so that every door meets the same rules. */
export function createApi(parts: ApiParts): EngineApi {
  const api = {
    ...planningMethods(parts),
    ...runningMethods(parts),
    ...endingMethods(parts),
    ...lookingMethods(parts),
    ...mappingMethods(parts),
    ...draftMethods(parts),
    ...seriesMethods(parts),
    ...profileMethods(parts),
    ...registeringMethods(parts),
    ...paceMethods(parts),
    ...outcomeMethods(parts),
    ...appMethods(parts),
    ...stagingMethods(parts),
    ...verifyMethods(parts),
    ...reportMethods(parts),
    ...correctionMethods(parts),
    ...undoMethods(parts),
    ...noticeMethods(parts),
  };
  const { fence } = parts.deps;
  return fence === undefined ? api : fenceFiles(api, fence);
}
