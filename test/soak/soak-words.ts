import type { z } from 'zod';
import type { paceRequest } from '../../src/contract/request-shapes.ts';
import type { JobState } from '../../src/domain/job-state.ts';

/** What the engine's process is told when it starts. */
export interface SoakOrders {
  readonly stateDir: string;
  readonly baseUrl: string;
  /** The files of each site; jobs of the sites follow each other in turn. */
  readonly sites: readonly (readonly string[])[];
  readonly pace: z.input<typeof paceRequest>;
  readonly sampleEveryMs: number;
}

/** What it is told on the way. */
export type SoakCall =
  /** The VTN's store holds nothing of this site: its next job may begin. */
  | { readonly type: 'site-free'; readonly site: number }
  /** No further jobs: the present one is brought to its end. */
  | { readonly type: 'stop' };

/** What it tells. */
export type SoakWord =
  | { readonly type: 'body'; readonly body: BodySample }
  | {
      readonly type: 'job-ended';
      readonly site: number;
      readonly state: JobState;
      readonly planned: number;
      readonly confirmed: number;
      readonly text: string;
    };

/** What the engine's process takes of the machine at one moment. */
export interface BodySample {
  readonly rssBytes: number;
  readonly heapBytes: number;
  /** Open file descriptors; null where the system does not tell. */
  readonly handles: number | null;
  /** The longest that the event loop was held up since the sample before, in ms. */
  readonly loopDelayMs: number;
}
