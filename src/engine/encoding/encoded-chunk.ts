import type { QualityRule } from '../../domain/quality-code.ts';
import type { ReadingSpec } from '../workers/reader.ts';

export interface EncodeRequest {
  readonly spec: ReadingSpec;
  /** The digest of the plan; another one now means that the source has changed. */
  readonly digest: string;
  readonly quality: QualityRule;
  /** Half-open index ranges of the settled series, in order: [from, to, from, to, …]. */
  readonly ranges: readonly number[];
  readonly maxPoints: number;
  /** Limit of the uncompressed body; at least one point is always encoded. */
  readonly maxBytes: number;
  /** Epoch ms, ascending: a chunk does not reach across one of these (chunks by month). */
  readonly boundariesMs: readonly number[];
  /** False sends plain text. */
  readonly gzip: false | GzipLevel;
  /** What is sent for some indexes in place of what the source has, or beyond its end; null or absent for none. */
  readonly corrected?: CorrectedIntervals | null;
}

/** Intervals that a person has corrected or added, by their index in the planned series, ascending. */
export interface CorrectedIntervals {
  readonly index: Float64Array;
  readonly startMs: Float64Array;
  readonly endMs: Float64Array;
  readonly value: Float64Array;
  /** Places in `qualityCodes`. */
  readonly quality: Uint8Array;
}

/** How hard a body is compressed, as zlib counts: fast, or a fifth smaller for half as much time again. */
export type GzipLevel = 1 | 5;

export interface EncodedChunk {
  readonly body: Uint8Array;
  /** The indexes encoded, as half-open ranges like those asked for. */
  readonly ranges: readonly number[];
  readonly points: number;
  /** Size before compression. */
  readonly plainBytes: number;
  readonly firstStartMs: number;
  readonly lastStartMs: number;
}
