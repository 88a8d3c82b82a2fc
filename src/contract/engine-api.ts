import type { z } from 'zod';
import { appMethods } from './methods/app-methods.ts';
import { draftMethods } from './methods/draft-methods.ts';
import { fileMethods } from './methods/file-methods.ts';
import { handoverMethods } from './methods/handover-methods.ts';
import { jobMethods } from './methods/job-methods.ts';
import { profileMethods } from './methods/profile-methods.ts';

/**
 * All that a door may ask of the engine: method -> its input and its output. A job goes on by itself after
 * `startJob`, tells of itself in events, and `listJobs` is the snapshot to start from. Calls that read whole files
 * or ask a VTN take a `workId`, tell how far they are and can be stopped.
 */
export const engineApi = {
  ...appMethods,
  ...fileMethods,
  ...draftMethods,
  ...profileMethods,
  ...jobMethods,
  ...handoverMethods,
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type EngineMethod = keyof typeof engineApi;
export type EngineInput<M extends EngineMethod> = z.input<(typeof engineApi)[M]['input']>;
export type EngineOutput<M extends EngineMethod> = z.output<(typeof engineApi)[M]['output']>;

/** The engine as its doors see it, in process or at the far end of a transport. */
export type EngineApi = {
  [M in EngineMethod]: (input: EngineInput<M>) => Promise<EngineOutput<M>>;
};

export function isEngineMethod(name: string): name is EngineMethod {
  return Object.hasOwn(engineApi, name);
}
