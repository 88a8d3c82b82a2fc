import { z } from 'zod';

export const done = z.object({});

export const job = z.object({ jobId: z.string() });
export const draftId = z.object({ draftId: z.string() });

/** A name that the caller gives to a long call, for its `work-progress` events and for `stopWork`. */
export const workId = z.string().max(100).nullable().default(null);

export const page = z.object({
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(1000).default(100),
});
