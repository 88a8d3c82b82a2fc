import type { z } from 'zod';
import type { jobRequest, PaceChange } from '../../src/contract/request-shapes.ts';
import type { JobState } from '../../src/domain/job-state.ts';
import type { Fault } from '../../src/practice-vtn/fault.ts';

/** What an engine process is told to do, as one line of JSON on its stdin. */
export interface EngineOrders {
  readonly stateDir: string;
  readonly baseUrl: string;
  /** As METERHAUL_CLIENT_ID and its like; they reach the process only here. */
  readonly credentials: Readonly<Record<string, string>>;
  /** For the practice VTN's own controls; the engine does not get it. */
  readonly vtnToken: string;
  /** Done in this order; a process that comes after a killed one is told the same and leaves out what is done. */
  readonly steps: readonly Step[];
  /** The process ends itself there; null when others kill it. */
  readonly killAt: WriteKill | null;
  /** Its clock runs `clockSpeed` times as fast as real time since this moment, the same in all lives of a job. */
  readonly clockOriginMs: number;
  readonly clockSpeed: number;
  /** Of the jitter of retries. */
  readonly seed: number;
}

export type PlanRequest = Omit<z.input<typeof jobRequest>, 'destination'>;

/** One thing that a person does with a job. */
export type Step =
  | { readonly do: 'plan'; readonly request: PlanRequest }
  /** Starts the job, or goes on with it, and waits until nothing runs it any more. */
  | { readonly do: 'run' }
  /** Runs it likewise until so many points are confirmed, and pauses it. */
  | { readonly do: 'begin'; readonly points: number }
  | { readonly do: 'pace'; readonly pace: PaceChange }
  | { readonly do: 'stage' | 'unstage' | 'verify' | 'retry' | 'undo' | 'cancel' }
  | { readonly do: 'export' | 'rejects'; readonly path: string }
  | { readonly do: 'import'; readonly path: string }
  | { readonly do: 'report'; readonly format: 'html' | 'csv' | 'json'; readonly path: string }
  /** Goes on at another computer, with the ledger in this folder. */
  | { readonly do: 'move'; readonly stateDir: string }
  /** Pulls the stick out with these files on it. */
  | { readonly do: 'unplug'; readonly files: readonly string[] }
  /** Tells the practice VTN how to misbehave from now on. */
  | { readonly do: 'faults'; readonly faults: readonly Fault[] };

/** A moment at which a process ends itself, so that it is exactly this one. */
export interface WriteKill {
  readonly at: 'write';
  /** Only writes of this name count, alone or with others in one transaction; null for all. */
  readonly name: string | null;
  /** The first is 1. */
  readonly number: number;
  readonly when: 'before' | 'after';
}

/** What it tells: that it has loaded, its steps, each write that is on disk, and that it has come to rest. */
export type EngineWord =
  | { readonly type: 'ready' }
  | { readonly type: 'step'; readonly step: Step['do'] }
  | { readonly type: 'write'; readonly number: number; readonly name: string }
  | { readonly type: 'still'; readonly state: JobState; readonly text: string };
