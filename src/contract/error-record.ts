import { z } from 'zod';
import type { ErrorRecord } from './app-error.ts';

/** An error as it arrives from the far end of a wire. Apart from `AppError`, so that threads need no zod. */
export const errorRecord: z.ZodType<ErrorRecord> = z.object({
  code: z.string(),
  message: z.string(),
  context: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  retryAfterMs: z.number().optional(),
});
