import type { EngineApi } from '../../src/contract/engine-api.ts';
import type { JobState } from '../../src/domain/job-state.ts';

/** What the engine's process is started with, as JSON in its first argument. */
export interface DoorOrders {
  readonly stateDir: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly clockOriginMs: number;
  readonly clockSpeed: number;
  readonly seed: number;
}

/** A call, as one line of JSON on its stdin. */
export interface DoorCall {
  readonly id: number;
  readonly method: keyof EngineApi;
  readonly input: unknown;
}

/** A line of JSON on its stdout: an answer, or how the job stands now. */
export type DoorWord =
  | { readonly type: 'open' }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'refusal'; readonly id: number; readonly code: string; readonly text: string }
  | {
      readonly type: 'job';
      readonly state: JobState;
      readonly active: boolean;
      readonly confirmed: number;
    };
