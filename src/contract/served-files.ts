/** What the pages of `meterhaul serve` and their server tell each other about files, over HTTP and beside the engine. */
import { z } from 'zod';
import { errorRecord } from './error-record.ts';

const count = z.number().int().min(0);

export const folderEntry = z.object({
  name: z.string(),
  kind: z.enum(['folder', 'file']),
  /** What the engine takes: absolute, on the computer that runs Meterhaul. */
  path: z.string(),
  /** Null of folders, and of what cannot be looked at. */
  sizeBytes: count.nullable(),
  /** ISO instant; null of what cannot be looked at. */
  modifiedAt: z.string().nullable(),
  /** A file whose ending Meterhaul may know; others can be chosen too. */
  isKnown: z.boolean(),
  /** Why it cannot be opened or chosen, in a sentence; null when it can. */
  trouble: z.string().nullable(),
});

/** `GET /files?folder=…&text=…`: what is in one folder. */
export const folderListing = z.object({
  /** Relative to the root, with `/` between names; empty for the root itself. */
  folder: z.string(),
  /** The folder that is above it; null at the root. */
  parent: z.string().nullable(),
  /** Absolute path of the only folder from which files can be named. */
  root: z.string(),
  /** Folders first, each by name. */
  entries: z.array(folderEntry),
  /** Entries that match; more than `entries` has when there are too many to list. */
  total: count,
  /** What was left out and why, in a sentence; null when this is all. */
  leftOut: z.string().nullable(),
});

export const keptUpload = z.object({
  id: z.string(),
  name: z.string(),
  sizeBytes: count,
  uploadedAt: z.string(),
  /** What the engine takes. */
  path: z.string(),
  /** Migrations, jobs and destinations that name the file: it stays as long as there is one. */
  usedBy: z.object({ drafts: count, jobs: count, destinations: count }),
  /** ISO instant from which on it is deleted; null while it is used. */
  deletedAt: z.string().nullable(),
});

/** `GET /uploads`; `POST /uploads?name=…` with the file as its body answers `keptUpload`. */
export const uploadList = z.object({
  /** Where uploads are kept on the computer that runs Meterhaul. */
  folder: z.string(),
  /** What one upload may be just now: what was set, or what the disk has room for. */
  limitBytes: count,
  /** Days after its last use when an upload is deleted. */
  keptDays: count,
  uploads: z.array(keptUpload),
});

/** The body of every answer that is none of the above. */
export const filesTrouble = z.object({ error: errorRecord });

export type FolderEntry = z.infer<typeof folderEntry>;
export type FolderListing = z.infer<typeof folderListing>;
export type KeptUpload = z.infer<typeof keptUpload>;
export type UploadList = z.infer<typeof uploadList>;
