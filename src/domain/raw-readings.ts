/**
 * The rows of one series as a mapping took them from the source, in the source's order. Times are epoch ms:
 * instants in UTC when `clock` is `instant`, else what a clock on the wall showed, written as if it were UTC.
 */
export interface RawReadings {
  readonly clock: 'instant' | 'wall';
  /** The labelled time of each row; NaN where there was none to read. */
  readonly stampMs: Float64Array;
  /** The end of each row's interval on the same clock, where the source has one; NaN where a row has none. */
  readonly endMs: Float64Array | null;
  /** NaN is a gap: the source has no value there. */
  readonly values: Float64Array;
  /** Places in `qualityCodes`; null when one rule decides for all rows. */
  readonly quality: Uint8Array | null;
  /** Row numbers as an editor shows them; null when the place in these arrays is the number. */
  readonly rows: Float64Array | null;
  /** Which of two equal wall times in autumn a row means; null when the source never says. */
  readonly marks: Uint8Array | null;
}

/** What a source says about a wall time that exists twice. */
export const wallMark = {
  none: 0,
  /** The first of the two, in daylight saving time. */
  first: 1,
  /** The second of the two, in standard time. */
  second: 2,
} as const;
