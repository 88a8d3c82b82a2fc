import type { LoadRecord } from '../workers/reader.ts';

/** Where the meter file keeps a load's readings: `meters/<meter>/<component>/power`. */
export function datasetOfLoad(load: Pick<LoadRecord, 'meterId' | 'component'>): string {
  return `meters/${load.meterId}/${load.component}/power`;
}
