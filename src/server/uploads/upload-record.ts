import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** What is known of an upload beside its file: kept in `<id>.json`, next to the folder `<id>` that holds the file. */
const uploadRecord = z.object({
  name: z.string().refine((name) => path.basename(name) === name),
  uploadedAtMs: z.number(),
  /** When it was last seen to be used; when it came, for one that never was. */
  lastUsedAtMs: z.number(),
  /** Whether it was in use when it was last looked at: its days begin when that is found to be over. */
  isUsed: z.boolean(),
});

export type UploadRecord = z.infer<typeof uploadRecord>;

export const uploadId = /^[0-9a-f]{24}$/;

const recordPath = (folder: string, id: string): string => path.join(folder, `${id}.json`);

/** Null when there is none, as of an upload that is still coming, or it is damaged. */
export async function readRecord(folder: string, id: string): Promise<UploadRecord | null> {
  try {
    return uploadRecord.parse(JSON.parse(await readFile(recordPath(folder, id), 'utf8')));
  } catch {
    return null;
  }
}

/** Whole or not at all: written beside and put in its place. */
export async function writeRecord(folder: string, id: string, record: UploadRecord): Promise<void> {
  const fresh = `${recordPath(folder, id)}.new`;
  await writeFile(fresh, JSON.stringify(record), { mode: 0o600 });
  await rename(fresh, recordPath(folder, id));
}

/** The file after its record: what is interrupted in between is a broken upload, which goes later. */
export async function removeKept(folder: string, id: string): Promise<void> {
  await rm(recordPath(folder, id), { force: true });
  await rm(`${recordPath(folder, id)}.new`, { force: true });
  await rm(path.join(folder, id), { recursive: true, force: true, maxRetries: 3 });
}
