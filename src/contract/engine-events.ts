import { z } from 'zod';
import { draft } from './draft-shapes.ts';
import { jobSummary, speedSample } from './job-shapes.ts';
import { connectionStep } from './profile-shapes.ts';
import { settings } from './settings-shapes.ts';

/** What the engine tells without being asked. A job's summary always comes whole, so a lost event does no harm. */
export const engineEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('job-changed'), job: jobSummary }),
  z.object({ type: z.literal('job-removed'), jobId: z.string() }),
  /** A decision on the way, in words: halved the chunk, waited as asked, refreshed the token. */
  z.object({ type: z.literal('job-decision'), jobId: z.string(), at: z.string(), text: z.string() }),
  /** Each second of a running job. */
  z.object({ type: z.literal('job-speed'), jobId: z.string(), sample: speedSample }),
  z.object({ type: z.literal('draft-changed'), draft }),
  z.object({ type: z.literal('draft-removed'), draftId: z.string() }),
  /** One was kept, forgotten or tested. */
  z.object({ type: z.literal('profiles-changed') }),
  z.object({ type: z.literal('settings-changed'), settings }),
  z.object({ type: z.literal('connection-step'), workId: z.string().nullable(), step: connectionStep }),
  z.object({
    type: z.literal('work-progress'),
    workId: z.string().nullable(),
    work: z.enum([
      'plan',
      'verify',
      'inspect',
      'preview',
      'survey',
      'check',
      'register',
      'rehearsal',
      'stage',
      'export',
      'import',
      'report',
      'undo',
    ]),
    done: z.number(),
    /** Null when nobody can say. */
    total: z.number().nullable(),
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
