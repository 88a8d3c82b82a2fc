import { z } from 'zod';
import { pointFigures } from './job-shapes.ts';

const count = z.number().int().min(0);

/** What was copied beside the ledger, or into a .haul file. */
export const stagedData = z.object({ loads: count, points: count, bytes: count });

/** A file that the engine has written. */
export const writtenFile = z.object({
  name: z.string(),
  /** Absolute, on the computer that runs the engine. */
  path: z.string(),
  bytes: count,
  /** SHA-256 of the file, hexadecimal. */
  sha256: z.string(),
  /** The name by which the server hands it out once; null when it was written where the caller said. */
  downloadId: z.string().nullable(),
});

/** What is in a .haul file. */
export const haul = z.object({
  haulId: z.string(),
  jobId: z.string(),
  /** The version of Meterhaul that wrote it. */
  version: z.string(),
  exportedAt: z.string(),
  computer: z.string(),
  createdAt: z.string(),
  /** Names of the files that it was planned from. */
  files: z.array(z.string()),
  /** The VTN that it was on its way to. */
  baseUrl: z.string(),
  points: pointFigures,
  data: stagedData,
  sizeBytes: count,
  /** The job of this ledger that came from the same hand-over, or is the job itself; null when there is none. */
  alreadyHere: z.object({ jobId: z.string(), state: z.string() }).nullable(),
});

/** What an undo would delete, and whether it can. */
export const undoPlan = z.object({
  canUndo: z.boolean(),
  /** Why not, or what should be known before. */
  text: z.string(),
  loads: count,
  /** Intervals at the VTN, or perhaps there, of this job. */
  intervals: count,
});

export const undoResult = z.object({
  loads: count,
  /** Deleted by the VTN's own count. */
  deleted: count,
  /** Not there, or there as somebody else has written them since: left as they are. */
  left: count,
});

/** What a list of corrected rows comes to. */
export const corrections = z.object({
  rows: count,
  /** Intervals that the VTN had refused and that go out with another value. */
  replaced: count,
  /** Intervals that no reading of the source came to. */
  added: count,
  /** Rows that say nothing new. */
  unchanged: count,
  /** Rows that cannot be used, with the reason; the first 1000. */
  refused: z.array(z.object({ row: z.number().int(), text: z.string(), reason: z.string() })),
  refusedCount: count,
});

export type StagedData = z.infer<typeof stagedData>;
export type WrittenFile = z.infer<typeof writtenFile>;
export type Haul = z.infer<typeof haul>;
export type UndoPlan = z.infer<typeof undoPlan>;
export type UndoResult = z.infer<typeof undoResult>;
export type Corrections = z.infer<typeof corrections>;
