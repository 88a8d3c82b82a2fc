import type { RunOrders } from './run-orders.ts';

/** What `status-run.ts` is told to do. */
export interface StatusOrders extends RunOrders {
  /** How long it asks while the job runs; 0 leaves the job unstarted. */
  readonly runsForMs: number;
}

/** How long the answers of one call took, in ms, in their order. */
export interface CallFigures {
  readonly name: string;
  readonly still: readonly number[];
  readonly running: readonly number[];
}

/** What status-run.ts measured. */
export interface StatusFigures {
  readonly loads: number;
  readonly points: number;
  readonly planSeconds: number;
  /** Of the process until the plan was written down. */
  readonly planPeakBytes: number;
  /** Of the plan, before anything was sent. */
  readonly ledgerBytes: number;
  /** While it was asked. */
  readonly pointsPerSecond: number;
  readonly peakBytes: number;
  readonly calls: readonly CallFigures[];
}
