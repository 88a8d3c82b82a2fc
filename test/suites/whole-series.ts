import type { ReadingSpec } from '../../src/engine/workers/reader.ts';

/** A series as its source has it, settled as a job does unless told otherwise; where it is read from is added. */
export const wholeSeries = {
  mapping: null,
  intervalMs: null,
  onConflict: 'reject',
  fromMs: null,
  toMs: null,
  minus: [],
  maxRows: null,
} as const satisfies Omit<ReadingSpec, 'path' | 'dataset'>;
