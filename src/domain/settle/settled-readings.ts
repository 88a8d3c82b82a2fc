import type { EpochUnit } from '../epoch-unit.ts';
import type { IntervalSeries } from '../interval-series.ts';
import type { SetAside } from '../row-outcome.ts';
import type { Unit } from '../unit.ts';
import type { OddPlaces } from './odd-places.ts';

/** So many intervals of a series have this length. */
export interface Resolution {
  readonly intervalMs: number;
  readonly intervals: number;
}

/** Something odd about a series that a person should look at; nothing of it keeps an interval from being sent. */
export interface Finding {
  readonly code:
    | 'negative-values'
    | 'spikes'
    | 'flat-run'
    | 'zeros'
    | 'future'
    | 'gaps'
    | 'duplicates'
    | 'conflicts'
    | 'overlaps'
    | 'out-of-order';
  readonly text: string;
  readonly count: number;
  readonly firstStartMs: number | null;
  /** As an editor shows it, where the source says so. */
  readonly firstRow: number | null;
}

/**
 * A settled series. rows = intervals + duplicates + conflicts + gaps + rejected + outside + merged + closing,
 * always.
 */
export interface SettledReadings {
  readonly kind: 'settled';
  readonly series: IntervalSeries;
  /** What the stamps counted; null where a mapping has placed them. */
  readonly epochUnit: EpochUnit | null;
  /** Of `series`; null when values are as they stand in a source that does not say. */
  readonly unit: Unit | null;
  /** The usual length. */
  readonly intervalMs: number;
  /** Share of steps (or of explicit lengths) that are as usual, 0-1. */
  readonly regularity: number;
  readonly isIrregular: boolean;
  /** The lengths of the intervals, the most frequent first. */
  readonly resolutions: readonly Resolution[];
  readonly rows: number;
  readonly duplicates: number;
  readonly conflicts: number;
  readonly gaps: number;
  readonly rejected: number;
  readonly outside: number;
  /**
   * Rows whose reading is within an interval together with others (added up over registers, resampled, frozen
   * register readings). Negative when resampling made more intervals than there were rows.
   */
  readonly merged: number;
  /** Readings of a register that only end an interval: the last of each. */
  readonly closing: number;
  /** Intervals missing between the first and the last. */
  readonly missing: number;
  readonly findings: readonly Finding[];
  readonly setAside: readonly SetAside[];
  /**
   * The row that each interval came of, as the source numbers it (a place within the rows where it does not); NaN where
   * several rows make one. Counted only when asked.
   */
  readonly rowsOfIntervals: () => Float64Array;
  /** Where the odd rows and values are, as far as a person looks at them one by one. */
  readonly odd: OddPlaces;
  readonly notes: readonly string[];
}

/** Why a series as a whole gives no intervals. */
export interface UnsettledReadings {
  readonly kind: 'unsettled';
  readonly reason:
    'time-unrecognised' | 'time-precision' | 'interval-unknown' | 'no-readings' | 'unit-unknown';
  readonly text: string;
}

export function unsettled<R extends UnsettledReadings['reason']>(
  reason: R,
  text: string,
): UnsettledReadings & { readonly reason: R } {
  return { kind: 'unsettled', reason, text };
}
