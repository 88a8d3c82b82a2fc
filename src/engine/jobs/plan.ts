import type { JobRequest, LoadTrouble, PlanProblem, PlanSummary } from '../../contract/job-shapes.ts';
import type { FileFingerprint, ReadingScan } from '../workers/reader.ts';

/** The part of a request that decides what will be sent. */
export type PlanRequest = Pick<JobRequest, 'files' | 'mapping' | 'selection'> &
  Partial<Pick<JobRequest, 'pace'>>;

export type SourceRole = 'resource-database' | 'meter-file';

export interface PlannedSource {
  readonly role: SourceRole;
  readonly path: string;
  readonly fingerprint: FileFingerprint;
}

/** One settled series of the meter file; several loads may share it. */
export interface PlannedDataset {
  readonly path: string;
  /** Datasets whose intervals go to the same VTN resource already. */
  readonly minus: readonly string[];
  readonly scan: ReadingScan;
}

/** One load: bound for one VTN resource, or skipped with its reason. */
export interface PlannedSeries {
  readonly loadId: string;
  readonly ven: string;
  readonly name: string;
  readonly resourceId: string | null;
  /** Position in `Plan.datasets`; null when the load is skipped before it was read. */
  readonly dataset: number | null;
  readonly planned: number;
  readonly skip: Pick<LoadTrouble, 'code' | 'text'> | null;
}

/** What a job will send: the same for the same sources, mapping, selection and settings. */
export interface Plan {
  readonly sources: readonly PlannedSource[];
  readonly datasets: readonly PlannedDataset[];
  readonly series: readonly PlannedSeries[];
  readonly problems: readonly PlanProblem[];
  readonly summary: PlanSummary;
}
