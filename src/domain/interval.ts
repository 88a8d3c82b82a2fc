import type { QualityCode } from './quality-code.ts';

/** One reading as the VTN keeps it: the value holds for [startMs, endMs), epoch milliseconds UTC. */
export interface Interval {
  readonly startMs: number;
  readonly endMs: number;
  readonly value: number;
  readonly quality: QualityCode;
}
