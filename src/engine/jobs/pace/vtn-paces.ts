import type { PaceRequest } from '../../../contract/request-shapes.ts';
import type { Clock } from '../../ports/clock.ts';
import { SharedVtn } from './shared-vtn.ts';
import type { KnownPace, PacedJob, VtnPace } from './vtn-pace.ts';

/** What the jobs of other processes ask for that send to the same VTN. */
export type OthersPaces = (origin: string) => readonly PaceRequest[];

export interface VtnPaces {
  /** The job sends to this VTN from now on, until `leave` is called. */
  join(
    baseUrl: string,
    job: PacedJob,
    known: KnownPace,
  ): { readonly vtn: VtnPace; readonly leave: () => void };
}

/** The paces of the VTNs that this process sends to, one for each origin. */
export function createVtnPaces(clock: Clock, others: OthersPaces): VtnPaces {
  const vtns = new Map<string, SharedVtn>();
  return {
    join: (baseUrl, job, known) => {
      const { origin } = new URL(baseUrl);
      const shared = vtns.get(origin) ?? new SharedVtn(clock, known, () => others(origin));
      vtns.set(origin, shared);
      shared.enter(job);
      const leave = (): void => {
        if (shared.exit(job) === 0) vtns.delete(origin);
      };
      return { vtn: shared, leave };
    },
  };
}
