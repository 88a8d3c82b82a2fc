import { z } from 'zod';
import { jobSummary } from './job-shapes.ts';

/** What the engine tells without being asked. A job's summary always comes whole, so a lost event does no harm. */
export const engineEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('job-changed'), job: jobSummary }),
  z.object({ type: z.literal('job-removed'), jobId: z.string() }),
  /** A decision on the way, in words: halved the chunk, waited as asked, refreshed the token. */
  z.object({ type: z.literal('job-decision'), jobId: z.string(), at: z.string(), text: z.string() }),
  z.object({
    type: z.literal('work-progress'),
    work: z.enum(['plan', 'verify', 'inspect', 'preview']),
    done: z.number(),
    total: z.number(),
    text: z.string(),
  }),
]);

export type EngineEvent = z.infer<typeof engineEvent>;
export type EngineListener = (event: EngineEvent) => void;

/** An engine, wherever it runs: what it answers and what it tells. */
export interface EngineEvents {
  /** Returns the function that ends the subscription. */
  subscribe(listener: EngineListener): () => void;
}
