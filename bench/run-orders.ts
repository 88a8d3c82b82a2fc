import type { z } from 'zod';
import type { paceRequest } from '../src/contract/request-shapes.ts';

export type Pace = z.input<typeof paceRequest>;

/** What `engine-run.ts` is told to do. */
export interface RunOrders {
  readonly stateDir: string;
  readonly files: string[];
  readonly baseUrl: string;
  readonly token: string;
  readonly pace: Pace;
}

/** What it measured. CPU seconds are those of all threads of the process. */
export interface RunFigures {
  readonly loads: number;
  readonly points: number;
  readonly confirmed: number;
  readonly requests: number;
  readonly planSeconds: number;
  readonly sendSeconds: number;
  readonly sendCpuSeconds: number;
  readonly ledgerBytes: number;
  readonly peakBytes: number;
}
