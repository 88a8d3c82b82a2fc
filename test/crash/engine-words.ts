import type { paceRequest } from '../../src/contract/request-shapes.ts';
import type { JobState } from '../../src/domain/job-state.ts';
import type { z } from 'zod';

/** What an engine process is told to do. */
export interface EngineOrders {
  readonly stateDir: string;
  readonly files: string[];
  readonly baseUrl: string;
  readonly pace: z.input<typeof paceRequest>;
  /** The process ends itself at this write of the ledger, the first being 1; null when others kill it. */
  readonly killAtWrite: KillAtWrite | null;
  /** Its clock runs `clockSpeed` times as fast as real time since this moment, the same in all lives of a job. */
  readonly clockOriginMs: number;
  readonly clockSpeed: number;
  /** Of the jitter of retries. */
  readonly seed: number;
}

export interface KillAtWrite {
  readonly number: number;
  readonly when: 'before' | 'after';
}

/** What it tells on the way: the job it runs, each write that is on disk, and that it has come to rest. */
export type EngineWord =
  | { readonly type: 'job'; readonly jobId: string }
  | { readonly type: 'write'; readonly number: number; readonly name: string }
  | { readonly type: 'still'; readonly state: JobState; readonly text: string };
