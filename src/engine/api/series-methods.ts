import type { EngineApi } from '../../contract/engine-api.ts';
import type { ApiParts } from './api-parts.ts';
import { notYet } from './not-yet.ts';

export function seriesMethods(_parts: ApiParts) {
  return {
    listIntervals: notYet,
    locateInterval: notYet,
    plotSeries: notYet,
    listMarks: notYet,
    sumByMonth: notYet,
  } satisfies Partial<EngineApi>;
}
