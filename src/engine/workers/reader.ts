import type { ListPage } from './list-pages.ts';
import type { ResourceListRow } from '../mapping/read-resource-list.ts';
import type { EncodedChunk, EncodeRequest } from '../encoding/encoded-chunk.ts';
import type { ReadingKind } from '../../domain/reading-kind.ts';
import type { Finding, Resolution } from '../../domain/settle/settled-readings.ts';
import type { SeriesMarks } from '../../domain/series-view/mark-series.ts';
import type { PlotSpan, ReducedSeries } from '../../domain/series-view/reduce-series.ts';
import type { MonthSum } from '../../domain/series-view/sum-by-month.ts';
import type { Unit } from '../../domain/unit.ts';
import type { Inspection, RejectedRow } from '../../contract/inspection-shapes.ts';
import type { MappingAnswers } from '../../contract/request-shapes.ts';
import type { MappingDocument } from '../../contract/mapping-document.ts';
import type { MappingProposal } from '../../contract/mapping-proposal.ts';

/** What two readings with one start and different values mean: leave both out, or take the first or last in the file. */
export type ConflictPolicy = 'reject' | 'first' | 'last';

/** Where the rows of one series are. */
export interface SeriesAddress {
  /** The file. */
  readonly path: string;
  /** How its rows become readings; null for a VEN client's meter file, whose layout says it all. */
  readonly mapping: MappingDocument | null;
  /**
   * In a meter file the path of the (N, 2) dataset, as `meters/meter_7070…/load_0/power`; in a mapped file the
   * name of the series.
   */
  readonly dataset: string;
}

/** Names one settled series: where its rows are and how they become intervals in order. */
export interface ReadingSpec extends SeriesAddress {
  /** A forced interval length; null infers it from the rows. */
  readonly intervalMs: number | null;
  readonly onConflict: ConflictPolicy;
  /** Only intervals that start in [fromMs, toMs). */
  readonly fromMs: number | null;
  readonly toMs: number | null;
  /** Series whose intervals go to the same VTN resource already: equal intervals are left out as duplicates. */
  readonly minus: readonly SeriesAddress[];
  /** Only this many rows of a mapped file are read, for the first page of a preview; null reads all. */
  readonly maxRows: number | null;
  /** A copy of the settled series that is read in place of the file; null or absent where there is none. */
  readonly staged?: StagedPlace | null;
}

/** Where the copy of a series is: a piece of a part file, with the SHA-256 of its bytes. */
export interface StagedPlace {
  readonly path: string;
  readonly offset: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** What is to be copied of a series, and to where in a part file. */
export interface StageRequest {
  readonly spec: ReadingSpec;
  /** The digest of the plan; another one now means that the source has changed. */
  readonly digest: string;
  /** Half-open index ranges of the settled series, in order. */
  readonly ranges: readonly number[];
  readonly path: string;
  readonly offset: number;
}

/** What a copy came to. */
export interface StagedSize {
  readonly bytes: number;
  readonly sha256: string;
  readonly points: number;
}

/** What a copy says of itself, found to be whole. */
export interface StagedFacts {
  readonly digest: string;
  /** Over what is there: the digest of the whole series where all of it is. */
  readonly foundDigest: string;
  readonly planned: number;
  readonly ranges: readonly number[];
}

/** A row that does not become an interval of its own, other than duplicates and gaps. Row 0 is the first. */
export interface SetAsideRow {
  readonly row: number;
  readonly outcome: 'conflict' | 'rejected';
  readonly field: string;
  readonly text: string;
  readonly reason: string;
}

/**
 * What a settled series amounts to.
 * rows = intervals + duplicates + conflicts + gaps + rejected + outside + merged + closing.
 */
export interface ReadingScan {
  readonly rows: number;
  readonly intervals: number;
  readonly duplicates: number;
  readonly conflicts: number;
  /** Rows without a value: empty, NaN or infinite. */
  readonly gaps: number;
  readonly rejected: number;
  /** Rows outside the selected time range. */
  readonly outside: number;
  /** Rows within intervals together with others; negative when resampling made more intervals than rows. */
  readonly merged: number;
  /** Readings of a register that only end an interval. */
  readonly closing: number;
  /** Intervals missing between the first and the last. */
  readonly missing: number;
  readonly intervalMs: number;
  /** The lengths there are, the most frequent first. */
  readonly resolutions: readonly Resolution[];
  /** Share of steps between neighbours that are a whole number of intervals, 0-1. */
  readonly regularity: number;
  /** Null where a mapping has placed the readings in time. */
  readonly epochUnit: 's' | 'ms' | 'us' | 'ns' | null;
  readonly firstStartMs: number;
  readonly lastStartMs: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  /** Bytes of the series as one compact JSON array. */
  readonly encodedBytes: number;
  /** What the values are sent in; null when nobody has said. */
  readonly unit: Unit | null;
  /** What a person should know, as gaps, spikes and negative values. */
  readonly findings: readonly Finding[];
  /** Hash over starts, ends and values in order: the same series always has the same. */
  readonly digest: string;
  readonly setAside: readonly SetAsideRow[];
  /** Sentences a person should read about this series, as that its stamps were snapped to the grid. */
  readonly notes: readonly string[];
}

/** Intervals [from, to) of a settled series. */
export interface IntervalColumns {
  readonly startMs: Float64Array;
  readonly endMs: Float64Array;
  readonly value: Float64Array;
  /** Places in `qualityCodes`; null when the source does not say. */
  readonly quality: Uint8Array | null;
}

/** What a person says about a file, and the zone of its wall clocks. */
export interface ProposalAnswers extends MappingAnswers {
  readonly timeZone: string | null;
  readonly intervalMs: number | null;
}

export interface OddDays {
  readonly shortDays: number;
  readonly longDays: number;
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

/** A file with the mapping it is read by. */
export interface MappedFileSpec {
  readonly path: string;
  readonly mapping: MappingDocument;
  readonly maxRows: number | null;
}

/** One series that a mapping finds in a file. */
export interface FoundSeries {
  readonly name: string;
  readonly meter: string | null;
  readonly unit: Unit | null;
  readonly kind: ReadingKind | null;
  readonly rows: number;
  /** Rows and cells of it that could not be read; they are among those of the file. */
  readonly rejected: number;
}

/** What a mapping finds in a file. */
export interface FoundReadings {
  readonly series: readonly FoundSeries[];
  /** Data rows gone through. */
  readonly rows: number;
  /** False when `maxRows` ended the reading. */
  readonly isComplete: boolean;
  /** Rows that no reading came of, and cells that could not be read. */
  readonly rejected: number;
  /** Rows that are no data: footers, repeated headers, rows of another kind. */
  readonly ignored: number;
  readonly problems: readonly FileProblem[];
}

export interface FileProblem {
  readonly code: string;
  readonly text: string;
  /** As an editor shows it; null for the file as a whole. */
  readonly row: number | null;
}

/** What a file is and how it would be read. */
export interface FileProposal {
  readonly path: string;
  readonly kind: 'csv' | 'nem12' | 'hdf5' | 'sqlite';
  readonly sizeBytes: number;
  readonly proposal: MappingProposal;
}

/** Rows done so far of a long call, and how many there are as far as anybody can say. */
export type ReadProgress = (rows: number, total: number | null) => void;

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
  /** How a file would be read, as its content and the answers say. Throws source/*, mapping/incomplete. */
  propose(path: string, answers: ProposalAnswers): Promise<FileProposal>;
  /** Goes through a mapped file once; its series can then be scanned. Throws source/*, mapping/incomplete. */
  mapFile(spec: MappedFileSpec, progress: ReadProgress): Promise<FoundReadings>;
  /** A page of the rows of a mapped file that no reading came of, in file order. */
  rejectedRows(spec: MappedFileSpec, offset: number, limit: number): Promise<readonly RejectedRow[]>;
  /** A CSV of meter -> resource, in its order. Throws source/*, mapping/incomplete when columns are missing. */
  readResourceList(path: string): Promise<readonly ResourceListRow[]>;
  /** Days of the zone with fewer or more intervals than the day is long. */
  countOddDays(spec: ReadingSpec, timeZone: string): Promise<OddDays>;
  /** True when the files, by content, are a resource database with its meter file, or the database alone. */
  looksLikeVenClient(paths: readonly string[]): Promise<boolean>;
  /** Recognises by content which file is which. Throws source/* or mapping/incomplete when they are no such set. */
  readVenClientSite(paths: readonly string[]): Promise<VenClientSite>;
  /** At most `limit` loads of a resource database as they are now, in its order, after the first `offset`. */
  readLoads(databasePath: string, offset: number, limit: number): Promise<readonly LoadRecord[]>;
  /** What a series amounts to. Rejects with the reason a load cannot be read (source/meter-missing, …). */
  scan(spec: ReadingSpec): Promise<ReadingScan>;
  compare(a: ReadingSpec, b: ReadingSpec): Promise<SharedComparison>;
  encode(request: EncodeRequest): Promise<EncodedChunk>;
  /**
   * Gives the memory of a chunk's body back for the next one; what was in it is gone. Only for bodies that nobody reads
   * any more, not even a socket.
   */
  takeBack(body: Uint8Array): void;
  /** Copies intervals of a series into a part file; not yet synced. Rejects with source/changed, output/disk-full. */
  stage(request: StageRequest): Promise<StagedSize>;
  /** Reads a copy to its end. Rejects with source/stage-damaged when it is not whole. */
  checkStaged(place: StagedPlace): Promise<StagedFacts>;
  intervals(spec: ReadingSpec, from: number, to: number): Promise<IntervalColumns>;
  /**
   * The source's row of each of these intervals: within the dataset of a meter file (row 0 is the first), as an editor
   * shows it of a mapped file; null where an interval came of several rows, or where only a copy is read.
   */
  rowsOf(spec: ReadingSpec, indexes: readonly number[]): Promise<readonly (number | null)[]>;
  /** The first interval that each span of time has something in common with; -1 where there is none. */
  overlapping(
    spec: ReadingSpec,
    startMs: readonly number[],
    endMs: readonly number[],
  ): Promise<readonly number[]>;
  /** Rows of a CSV as texts, at most `limit` after the first `offset`. Throws source/*. */
  readList(path: string, offset: number, limit: number): Promise<ListPage>;
  /** Intervals [from, to) for a person who looks at the series: it stays in memory, as for the calls below. */
  page(spec: ReadingSpec, from: number, to: number): Promise<IntervalColumns>;
  /** Place of the first interval that starts at or after an instant; the number of intervals when none does. */
  locate(spec: ReadingSpec, atMs: number): Promise<number>;
  plot(spec: ReadingSpec, span: PlotSpan): Promise<ReducedSeries>;
  /** What a person should look at: gaps, set aside rows, findings, changeover days of the zone. */
  marks(spec: ReadingSpec, timeZone: string): Promise<SeriesMarks>;
  months(spec: ReadingSpec, timeZone: string): Promise<readonly MonthSum[]>;
  /** `sampled` hashes blocks, `full` the whole file. Rejects with source/missing when it is gone. */
  fingerprint(path: string, how: 'sampled' | 'full'): Promise<FileFingerprint>;
  /**
   * The same reader for somebody who may stop: its calls reject with the signal's reason once it is aborted, and
   * the reading ends at once. Calls of others go on; what they have at hand is begun anew.
   */
  under(signal: AbortSignal): Reader;
  close(): Promise<void>;
}
