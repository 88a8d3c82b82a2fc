import type { RejectedRow } from '../../contract/inspection-shapes.ts';
import type { LoadTrouble, PlanProblem, PlanSummary } from '../../contract/job-shapes.ts';
import type { JobRequest } from '../../contract/request-shapes.ts';
import type { MappingDocument } from '../../contract/mapping-document.ts';
import type { MappingQuestion } from '../../contract/mapping-proposal.ts';
import type { FileFingerprint, ReadingScan, ReadingSpec } from '../workers/reader.ts';

/** The part of a request that decides what will be sent. */
export type PlanRequest = Pick<JobRequest, 'files' | 'mapping' | 'resources' | 'selection'> &
  Partial<Pick<JobRequest, 'pace'>>;

/**
 * What a source is to the job: a VEN client's database or its meter file, or a file that is read by a mapping.
 * A database of readings may change where the job does not look, other files may not.
 */
export type SourceRole = 'resource-database' | 'meter-file' | 'readings' | 'readings-database';

export interface PlannedSource {
  readonly role: SourceRole;
  readonly path: string;
  readonly fingerprint: FileFingerprint;
  /** How the rows become readings; null for the VEN client's files, whose layout says it all. */
  readonly mapping: MappingDocument | null;
  /** Only so many rows were read, for the first page of a preview; null or absent for the whole file. */
  readonly maxRows?: number | null;
  /** Rows of a mapped file that no reading came of, and how many there are in all. */
  readonly rejects: {
    readonly rows: readonly RejectedRow[];
    readonly rejected: number;
    readonly ignored: number;
  };
}

/** A series of one of the plan's sources. */
export interface DatasetAddress {
  /** Position in `Plan.sources`. */
  readonly source: number;
  /** Path of an HDF5 dataset, or the name of a mapped series. */
  readonly path: string;
}

/** One settled series; several loads may share it. */
export interface PlannedDataset extends DatasetAddress {
  /** Series whose intervals go to the same VTN resource already. */
  readonly minus: readonly DatasetAddress[];
  readonly scan: ReadingScan;
}

/** One load or mapped series: bound for one VTN resource, or skipped with its reason. */
export interface PlannedSeries {
  readonly loadId: string;
  readonly ven: string;
  readonly name: string;
  /** The meter that it is of, as far as the files say. */
  readonly meter: string | null;
  readonly resourceId: string | null;
  /** Goes with every request of this series; null for the job's own. */
  readonly reportId: string | null;
  /** Position in `Plan.datasets`; null when the load is skipped before it was read. */
  readonly dataset: number | null;
  readonly planned: number;
  /** Rows and cells of it that could not be read at all; they are among `PlannedSource.rejects`. */
  readonly unreadable: number;
  readonly skip: Pick<LoadTrouble, 'code' | 'text'> | null;
}

/** What a job will send: the same for the same sources, mapping, selection and settings. */
export interface Plan {
  readonly sources: readonly PlannedSource[];
  readonly datasets: readonly PlannedDataset[];
  readonly series: readonly PlannedSeries[];
  readonly problems: readonly PlanProblem[];
  /** What must be answered before anything is sent. */
  readonly questions: readonly MappingQuestion[];
  /** False when only the first rows of a large file were read. */
  readonly isComplete: boolean;
  readonly summary: PlanSummary;
}

export type PlanProgress = (done: number, total: number, text: string) => void;

/** A plan before loads that share a VTN resource were settled. */
export interface PlanDraft {
  /** What the files were read as: `ven-client`, or the names of the mappings. */
  readonly preset: string;
  /** The sources as far as reading needs them, in their order. */
  readonly places: readonly Pick<PlannedSource, 'path' | 'mapping' | 'maxRows'>[];
  /** The sources with their fingerprints, which cover what is sent of them and nothing else. */
  readonly describeSources: (settled: Pick<Plan, 'series' | 'datasets'>) => Promise<PlannedSource[]>;
  readonly datasets: readonly PlannedDataset[];
  readonly series: readonly PlannedSeries[];
  readonly problems: readonly PlanProblem[];
  readonly questions: readonly MappingQuestion[];
  readonly isComplete: boolean;
}

/** How far a plan looks: whole files for a job; a preview may be content with the first rows. */
export interface PlanExtent {
  /** Open questions and missing resources end it; a preview shows what it can all the same. */
  readonly isForJob: boolean;
  readonly maxRows: (path: string) => Promise<number | null>;
  /** Told of each series of a mapped file as soon as it was read, while it is still in memory. */
  readonly onScanned?: (spec: ReadingSpec, scan: ReadingScan) => Promise<void>;
  /** Given by a survey, which looks at everything and keeps little of it. */
  readonly survey?: SurveyExtent;
}

/** A survey reads series also that cannot be sent as things are, and lists no rows that were left out. */
export interface SurveyExtent {
  /** What is kept of the scan of each dataset, in the plan's order. */
  readonly condense: (scan: ReadingScan) => ReadingScan;
}
