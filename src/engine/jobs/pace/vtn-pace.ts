import type { PaceRequest } from '../../../contract/request-shapes.ts';
import type { Delivery } from '../../targets/target.ts';
import type { PaceBell } from './pace-bell.ts';
import type { PaceSearch } from './pace-search.ts';
import type { ChunkAmount, PacerState } from './pacer.ts';
import type { PermitHolder, Permits } from './permits.ts';

/** What an earlier job has found out about a VTN. */
export interface KnownPace {
  readonly requestsAtOnce: number | null;
  readonly pointsPerSecond: number | null;
}

/** One VTN, as all jobs of this process that send to it meet it. */
export interface VtnPace {
  readonly permits: Permits;
  /** Rings when nothing has to wait any longer: something gets through again. */
  readonly returnBell: PaceBell;
  readonly search: () => PaceSearch;
  readonly pacer: () => PacerState;
  /** How many jobs share it, those of other processes too. */
  readonly jobs: () => number;
  /** Milliseconds that a chunk has to wait for what the jobs share; a pause meanwhile makes it void. */
  book(chunk: ChunkAmount): number;
  /** How many pauses there were. */
  pauses(): number;
  /** Milliseconds until the VTN may be sent to at all; 0 when it is now. */
  pausedMs(): number;
  /** The most points of one request. */
  mostPoints(): number;
  /**
   * A request leaves; what is returned is to be called with what came of it, and whether that says something of the
   * VTN: what the line did does not.
   */
  leave(points: number): (delivery: Delivery, isOfVtn: boolean) => void;
  /** The limits of a job have changed. */
  rebound(): void;
  /** To be called about twice a second: time shows what is stuck, and other processes come and go. */
  tick(): void;
}

/** A job that sends to a VTN. */
export interface PacedJob extends PermitHolder {
  readonly pace: () => PaceRequest;
}
