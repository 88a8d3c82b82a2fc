import type { ReadingSpec } from '../workers/reader.ts';
import type { PlanRequest } from './plan.ts';

/** One series as a request means it: planning, sending, previewing and verifying name it alike. */
export function readingSpec(
  { mapping, selection }: Pick<PlanRequest, 'mapping' | 'selection'>,
  meterFilePath: string,
  dataset: string,
  minus: readonly string[],
): ReadingSpec {
  return {
    path: meterFilePath,
    dataset,
    intervalMs: mapping.intervalMs,
    onConflict: mapping.onConflict,
    fromMs: selection.fromMs,
    toMs: selection.toMs,
    minus,
  };
}
