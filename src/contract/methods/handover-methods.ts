import { z } from 'zod';
import { haul, stagedData, undoPlan, undoResult, writtenFile } from '../handover-shapes.ts';
import { done, job, workId } from './method-parts.ts';

const profile = z.string().nullable().default(null);

/** Where to write; null for a file that the server hands out once. */
const path = z.string().nullable().default(null);

/** Keeping, moving, recording and taking back what a job sends. */
export const handoverMethods = {
  /** Copies what is still to send beside the ledger, so that the job needs its files no more. The job must be still. */
  stageJob: { input: job.extend({ workId }), output: stagedData },
  /** Gives staged copies up again, as long as the job's files are there. */
  unstageJob: { input: job, output: done },
  /** Hands the job over: writes a .haul file, and only then is it *exported* here. */
  exportJob: { input: job.extend({ path, workId }), output: writtenFile },
  /** What is in a .haul file; its checksums are verified. */
  inspectHaul: { input: z.object({ path: z.string(), workId }), output: haul },
  /**
   * Takes a job over, as *paused*. The file brings no credentials and its VTN counts for nothing: `destination` is what
   * the person has said. Another address than that of the file must be confirmed with `otherVtn`.
   */
  importJob: {
    input: z.object({
      path: z.string(),
      destination: z.object({ baseUrl: z.url(), profile }),
      otherVtn: z.boolean().default(false),
      workId,
    }),
    output: job,
  },
  writeReport: {
    input: job.extend({ format: z.enum(['html', 'csv', 'json']), path, workId }),
    output: writtenFile,
  },
  /** Every reject as a CSV that `checkCorrections` and `retryJob` take back. */
  writeRejects: { input: job.extend({ path, workId }), output: writtenFile },
  planUndo: { input: job.extend({ profile }), output: undoPlan },
  /** `intervals` is what `planUndo` said and the person has agreed to; another number now is refused. */
  undoJob: { input: job.extend({ intervals: z.number().int().min(0), profile, workId }), output: undoResult },
} as const;
