/** What Electron's main process and the engine's process tell each other; calls of the page do not pass here. */
import { z } from 'zod';

/** From main to the engine's process. A port comes with `page`. */
export const toEngineHost = z.discriminatedUnion('type', [
  z.object({ type: z.literal('page') }),
  z.object({ type: z.literal('close') }),
  /** Start these again, as far as they still stand where they were stopped: by quitting, or by a crash of the engine. */
  z.object({ type: z.literal('resume'), jobIds: z.array(z.string()), because: z.enum(['quit', 'crash']) }),
  /** The answer to `secret`; null when it cannot be had. */
  z.object({ type: z.literal('secret'), id: z.number(), text: z.string().nullable() }),
  /** The answer to `protection`: what safeStorage encrypts with. `plain` is Linux's basic_text, which is no protection. */
  z.object({ type: z.literal('protection'), id: z.number(), by: z.enum(['system', 'plain', 'nothing']) }),
]);

/** What is being sent just now, or waits to go on by itself. */
export const runningJob = z.object({
  jobId: z.string(),
  title: z.string(),
  /** Of the planned points, confirmed: 0 to 100. */
  percent: z.number(),
  pointsPerSecond: z.number(),
  remainingMs: z.number().nullable(),
  /** It waits for the line, its hours or the VTN. */
  waiting: z.boolean(),
});

/** A job that ended, or came to a stop where a person is needed. */
export const jobNews = z.object({
  jobId: z.string(),
  title: z.string(),
  state: z.enum(['completed', 'incomplete', 'blocked']),
  confirmed: z.number(),
  planned: z.number(),
  /** The last trouble in words; empty when there was none. */
  text: z.string(),
});

/** From the engine's process to main. */
export const fromEngineHost = z.discriminatedUnion('type', [
  /** First of all: where the logs are. */
  z.object({ type: z.literal('started'), stateDir: z.string() }),
  /** What the tray, the notifications and the question at quitting go by: jobs that this engine itself runs. */
  z.object({
    type: z.literal('jobs'),
    running: z.array(runningJob),
    /** Since the last message. */
    news: z.array(jobNews),
    settings: z.object({ notify: z.boolean(), keepAwake: z.boolean(), language: z.string() }),
  }),
  /** Asks safeStorage to protect a text, or to give a protected one back (base64). */
  z.object({
    type: z.literal('secret'),
    id: z.number(),
    ask: z.enum(['protect', 'reveal']),
    text: z.string(),
  }),
  z.object({ type: z.literal('protection'), id: z.number() }),
]);

export type ToEngineHost = z.infer<typeof toEngineHost>;
export type FromEngineHost = z.infer<typeof fromEngineHost>;
export type RunningJob = z.infer<typeof runningJob>;
export type JobNews = z.infer<typeof jobNews>;
export type JobsNow = Extract<FromEngineHost, { type: 'jobs' }>;
