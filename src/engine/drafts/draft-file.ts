import { readdirSync, readFileSync } from 'node:fs';
import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../contract/app-error.ts';
import { draft } from '../../contract/draft-shapes.ts';
import { systemCode } from '../sources/file-trouble.ts';
import { writeStateFile } from '../state-file.ts';

/**
 * Which series are chosen: all but those of `except`, or none but those. The shorter list of the two is kept, so
 * that a choice among 116,000 loads stays small.
 */
const seriesChoiceKept = z.object({ mode: z.enum(['all', 'none']), except: z.array(z.string()) });

const storedDraft = z.object({
  meterhaul: z.literal('draft'),
  version: z.literal(1),
  draft,
  choice: seriesChoiceKept,
});

export type KeptChoice = z.infer<typeof seriesChoiceKept>;
export type StoredDraft = Pick<z.infer<typeof storedDraft>, 'draft' | 'choice'>;

export const everySeries: KeptChoice = { mode: 'all', except: [] };

/** Ids are made here; anything else from outside is no way into the file system. */
const goodId = /^[0-9a-z-]{1,60}$/;

/** The drafts of a state directory, each one JSON file. */
export interface DraftFiles {
  ids(): string[];
  /** Null when there is none. Throws usage/invalid when its file is damaged. */
  read(id: string): StoredDraft | null;
  write(stored: StoredDraft): void;
  remove(id: string): void;
}

export function openDraftFiles(stateDir: string): DraftFiles {
  const folder = path.join(stateDir, 'drafts');
  const known = new Map<string, { readonly stamp: string; readonly stored: StoredDraft }>();
  const fileOf = (id: string): string => path.join(folder, `${id}.json`);
  return {
    ids: () => names(folder).flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -5)] : [])),
    read: (id) => {
      const stamp = goodId.test(id) ? stampOf(fileOf(id)) : null;
      if (stamp === null) return null;
      const cached = known.get(id);
      // Other processes write too: what was read counts only while the file is the same.
      if (cached?.stamp === stamp) return cached.stored;
      const stored = parseStored(fileOf(id));
      known.set(id, { stamp, stored });
      return stored;
    },
    write: (stored) => {
      const { id } = stored.draft;
      writeWhole(folder, fileOf(id), JSON.stringify({ meterhaul: 'draft', version: 1, ...stored }));
      known.set(id, { stamp: stampOf(fileOf(id)) ?? '', stored });
    },
    remove: (id) => {
      known.delete(id);
      if (goodId.test(id)) rmSync(fileOf(id), { force: true });
    },
  };
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (thrown) {
    if (systemCode(thrown) === 'ENOENT') return [];
    throw thrown;
  }
}

function stampOf(file: string): string | null {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? null : `${stats.ino} ${stats.size} ${stats.mtimeNs}`;
}

function parseStored(file: string): StoredDraft {
  try {
    const { draft, choice } = storedDraft.parse(JSON.parse(readFileSync(file, 'utf8')));
    return { draft, choice };
  } catch (cause) {
    throw new AppError(
      'usage/invalid',
      `The file of this migration, ${file}, is damaged or of a newer Meterhaul. Start the migration anew; the file is left as it is.`,
      { cause },
    );
  }
}

function writeWhole(folder: string, file: string, text: string): void {
  try {
    writeStateFile(file, text);
  } catch (cause) {
    const isFull = systemCode(cause) === 'ENOSPC';
    throw new AppError(
      isFull ? 'ledger/disk-full' : 'ledger/unwritable',
      `What you have entered could not be kept in ${folder}: ${(cause as Error).message}.`,
      { cause },
    );
  }
}
