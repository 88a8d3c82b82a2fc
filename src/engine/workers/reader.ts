import type { QualityRule } from '../../domain/quality-code.ts';
import type { Inspection } from '../../contract/inspection-shapes.ts';

/** What two readings with one start and different values mean: leave both out, or take the first or last in the file. */
export type ConflictPolicy = 'reject' | 'first' | 'last';

/** Names one settled series: where its rows are and how they become intervals in order. */
export interface ReadingSpec {
  /** The HDF5 file. */
  readonly path: string;
  /** Path of the (N, 2) dataset within it, as `meters/meter_7070…/load_0/power`. */
  readonly dataset: string;
  /** A forced interval length; null infers it from the rows. */
  readonly intervalMs: number | null;
  readonly onConflict: ConflictPolicy;
  /** Only intervals that start in [fromMs, toMs). */
  readonly fromMs: number | null;
  readonly toMs: number | null;
  /** Datasets whose intervals go to the same VTN resource already: equal intervals are left out as duplicates. */
  readonly minus: readonly string[];
}

/** A row that does not become an interval of its own, other than duplicates and gaps. Row 0 is the first. */
export interface SetAsideRow {
  readonly row: number;
  readonly outcome: 'conflict' | 'rejected';
  readonly field: string;
  readonly text: string;
  readonly reason: string;
}

/** What a settled series amounts to. rows = intervals + duplicates + conflicts + gaps + rejected + outside. */
export interface ReadingScan {
  readonly rows: number;
  readonly intervals: number;
  readonly duplicates: number;
  readonly conflicts: number;
  /** Rows whose value is NaN or infinite. */
  readonly gaps: number;
  readonly rejected: number;
  /** Rows outside the selected time range. */
  readonly outside: number;
  /** Intervals missing between the first and the last. */
  readonly missing: number;
  readonly intervalMs: number;
  /** Share of steps between neighbours that are a whole number of intervals, 0-1. */
  readonly regularity: number;
  readonly epochUnit: 's' | 'ms' | 'us' | 'ns';
  readonly firstStartMs: number;
  readonly lastStartMs: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  /** Bytes of the series as one compact JSON array. */
  readonly encodedBytes: number;
  /** Hash over starts, ends and values in order: the same series always has the same. */
  readonly digest: string;
  readonly setAside: readonly SetAsideRow[];
  /** Sentences a person should read about this series, as that its stamps were snapped to the grid. */
  readonly notes: readonly string[];
}

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
  readonly gzip: boolean;
}

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

/** Intervals [from, to) of a settled series. */
export interface IntervalColumns {
  readonly startMs: Float64Array;
  readonly endMs: Float64Array;
  readonly value: Float64Array;
}

/** A load as the resource database and the meter file have it, in the database's order. */
export interface LoadRecord {
  readonly loadId: string;
  readonly ven: string;
  readonly resourceName: string;
  readonly component: string;
  readonly loadName: string;
  readonly meterId: string;
  readonly vtnResourceId: string | null;
  readonly enabled: boolean;
  readonly suspended: boolean;
}

export interface VenClientSite {
  readonly databasePath: string;
  readonly meterFilePath: string;
}

/** A source file as it was: what its path, size and content said when the job was planned. */
export interface FileFingerprint {
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  /** Hash over the rows used (SQLite) or over sampled blocks (other files). */
  readonly contentHash: string;
}

/** Which loads of a shared VTN resource disagree, if any do. */
export interface SharedComparison {
  readonly equal: number;
  readonly conflicts: number;
  readonly firstConflictMs: number | null;
}

/**
 * The engine's way to the sources: everything that reads, settles or encodes runs in a worker thread behind
 * it. Rejects with AppError; after a crash of the worker the call at hand rejects with
 * `source/reader-crashed` and the next call starts a fresh worker.
 */
export interface Reader {
  inspect(paths: readonly string[]): Promise<Inspection>;
  /** Recognises by content which file is which. Throws source/* or mapping/incomplete when they are no such set. */
  readVenClientSite(paths: readonly string[]): Promise<VenClientSite>;
  /** At most `limit` loads of a resource database as they are now, in its order, after the first `offset`. */
  readLoads(databasePath: string, offset: number, limit: number): Promise<readonly LoadRecord[]>;
  /** What a series amounts to. Rejects with the reason a load cannot be read (source/meter-missing, …). */
  scan(spec: ReadingSpec): Promise<ReadingScan>;
  compare(a: ReadingSpec, b: ReadingSpec): Promise<SharedComparison>;
  encode(request: EncodeRequest): Promise<EncodedChunk>;
  intervals(spec: ReadingSpec, from: number, to: number): Promise<IntervalColumns>;
  /** `sampled` hashes blocks, `full` the whole file. Rejects with source/missing when it is gone. */
  fingerprint(path: string, how: 'sampled' | 'full'): Promise<FileFingerprint>;
  close(): Promise<void>;
}
