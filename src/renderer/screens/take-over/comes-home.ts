import type { Haul } from '../../../contract/handover-shapes.ts';

/** Whether the job of a .haul file was handed over from here, so that the file may bring it back. */
export function comesHome({ jobId, alreadyHere }: Pick<Haul, 'jobId' | 'alreadyHere'>): boolean {
  return alreadyHere?.jobId === jobId && alreadyHere.state === 'exported';
}
