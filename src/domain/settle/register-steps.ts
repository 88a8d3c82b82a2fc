import { sampledQuantiles } from './sampled-quantiles.ts';

/** Fewer upward steps than this tell nothing about what is usual. */
const leastSteps = 20;

/** What the steps of a register usually are, to tell readings that cannot be. */
export interface RegisterSteps {
  /** More than this in one usual interval is no consumption. Infinite when too few steps are known. */
  readonly beyondAll: number;
  /** More than this after a standstill was consumed during the standstill, too. */
  readonly afterStandstill: number;
  /** Decimals of the readings as a power of ten, so that differences have no more; null when there are too many. */
  readonly precision: number | null;
}

/**
 * Judges the steps of a register robustly: beyond all is more than 50 times the 99th percentile and 1000 times
 * the median of a sample of the upward steps.
 */
export function judgeSteps(startMs: Float64Array, readings: Float64Array, usualMs: number): RegisterSteps {
  const upward = (at: number): number => {
    const step = (readings[at + 1] as number) - (readings[at] as number);
    const lasted = (startMs[at + 1] as number) - (startMs[at] as number);
    return step > 0 && lasted <= 1.5 * usualMs ? step : NaN;
  };
  const quantiles = sampledQuantiles(readings.length - 1, upward, [0.5, 0.99], leastSteps);
  const precision = precisionOf(readings);
  if (quantiles === null) return { beyondAll: Infinity, afterStandstill: Infinity, precision };
  const [median = 0, high = 0] = quantiles;
  return { beyondAll: Math.max(50 * high, 1000 * median), afterStandstill: 5 * high, precision };
}

/** 10^d for the fewest decimals d, up to 9, that all readings have; null when there is none. */
function precisionOf(readings: Float64Array): number | null {
  let precision = 1;
  for (const reading of readings) {
    while (!isWholeWith(reading, precision)) {
      precision *= 10;
      if (precision > 1e9) return null;
    }
  }
  return precision;
}

function isWholeWith(reading: number, precision: number): boolean {
  const scaled = reading * precision;
  return Math.abs(scaled - Math.round(scaled)) <= Math.abs(scaled) * 4e-16 + 1e-9;
}

/** A difference without the digits that only floating point has put there. */
export function roundTo(precision: number | null, difference: number): number {
  if (precision === null) return difference;
  const scaled = difference * precision;
  return Math.abs(scaled) < 2 ** 53 ? Math.round(scaled) / precision : difference;
}
