/** What `engine-run.ts` is told to do. */
export interface RunOrders {
  readonly stateDir: string;
  readonly files: string[];
  readonly baseUrl: string;
  /** Whether the planned job is also sent. */
  readonly sends: boolean;
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

/** Throws an Error for a run that was not confirmed whole: its figures would flatter. */
export function cpuSecondsPerMillion({ points, confirmed, sendCpuSeconds }: RunFigures): number {
  if (confirmed !== points) throw new Error(`Only ${confirmed} of ${points} points were confirmed.`);
  return (sendCpuSeconds / points) * 1e6;
}
