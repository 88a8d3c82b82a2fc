import type { JobState } from '../src/domain/job-state.ts';

/** What `full-site-run.ts` is told to do. */
export interface FullSiteOrders {
  readonly stateDir: string;
  readonly files: string[];
  readonly baseUrl: string;
  /** The job of an earlier process, which was killed; null plans one. */
  readonly jobId: string | null;
}

/** What it says, a line of JSON each. */
export type FullSiteWord =
  | {
      readonly word: 'planned';
      readonly jobId: string;
      readonly loads: number;
      readonly points: number;
      readonly seconds: number;
    }
  | { readonly word: 'stands'; readonly rssBytes: number; readonly confirmed: number }
  | {
      readonly word: 'ended';
      readonly state: JobState;
      readonly confirmed: number;
      readonly cpuSeconds: number;
      readonly peakBytes: number;
    };
