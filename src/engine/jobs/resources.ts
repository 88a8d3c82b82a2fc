import type { LoadTrouble, PlanProblem } from '../../contract/job-shapes.ts';
import type { FoundSeries } from '../workers/reader.ts';

type Bound =
  | { readonly resourceId: string | null; readonly reportId: string | null }
  | { readonly skip: Pick<LoadTrouble, 'code' | 'text'> };

/** Which VTN resource each series of the files goes to. */
export interface Resources {
  find(series: FoundSeries, name: string): Bound;
  /** Throws mapping/incomplete where nothing says where any series goes. */
  refuseMissing(): void;
  /**
   * Throws mapping/incomplete where one resource was given for several series of a file. Several files of one series each may be parts of one history.
   */
  refuseUnclear(seriesOfFiles: readonly (readonly string[])[]): void;
  problems(): PlanProblem[];
}
