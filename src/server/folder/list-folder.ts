import type { Dirent } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../contract/app-error.ts';
import { hasKnownEnding } from '../../contract/known-endings.ts';
import type { FolderEntry, FolderListing } from '../../contract/served-files.ts';
import { isHidden } from '../../engine/ports/folder-fence.ts';
import type { FolderFence } from '../../engine/ports/folder-fence.ts';

const mostEntries = 5000;
/** So many names are put in order; a folder with more is listed in part. */
const mostNames = 20_000;
const looksAtOnce = 32;
const byName = new Intl.Collator('en', { numeric: true });

/**
 * What is in a folder below the fence's, for the pages to choose from. Hidden files are left out, at most 5,000
 * entries are listed; a link that leads out of the fence is listed with the reason why it cannot be chosen.
 *
 * @param folder relative to the fence's folder, `/` between names; empty for that folder itself.
 * @param text only names that contain it, in any case.
 * @throws AppError source/out-of-bounds, source/missing, source/unreadable
 */
export async function listFolder(fence: FolderFence, folder: string, text: string): Promise<FolderListing> {
  const names = folder === '' ? [] : folder.split('/');
  const asked = folderBelow(fence, names);
  const { found, isCut } = await readNames(await fence.resolve(asked), asked, text.toLowerCase());
  const listed = found.sort(inOrder).slice(0, mostEntries);
  const entries = await inPortions(listed, (entry) => followLink(fence, asked, entry));
  return {
    folder,
    parent: names.length === 0 ? null : names.slice(0, -1).join('/'),
    root: fence.folder,
    entries: await inPortions(entries.sort(inOrder), (entry) => describe(asked, entry)),
    total: found.length,
    leftOut: isCut
      ? `The folder has more than ${spell(mostNames)} files; some are not looked at. Search by name, or sort the files into folders.`
      : found.length > mostEntries
        ? `The folder has ${spell(found.length)} entries that match; the first ${spell(mostEntries)} are listed. Search by name for the others.`
        : null,
  };
}

/** Refuses names that are more than names before any path is made of them. */
function folderBelow(fence: FolderFence, names: readonly string[]): string {
  const isPlain = names.every(
    (name) => name !== '' && name !== '.' && name !== '..' && path.basename(name) === name && !isHidden(name),
  );
  if (isPlain && !names.some((name) => name.includes('\0'))) return path.join(fence.folder, ...names);
  throw new AppError(
    'source/out-of-bounds',
    `"${names.join('/')}" is no folder below ${fence.folder}, the folder of these pages.`,
  );
}

interface KnownEntry {
  readonly name: string;
  readonly kind: 'folder' | 'file' | 'link';
  readonly trouble: string | null;
}

async function readNames(
  real: string,
  shown: string,
  text: string,
): Promise<{ found: KnownEntry[]; isCut: boolean }> {
  const found: KnownEntry[] = [];
  try {
    for await (const entry of await opendir(real)) {
      if (isHidden(entry.name) || !entry.name.toLowerCase().includes(text)) continue;
      const kind = kindOf(entry);
      if (kind === null) continue;
      if (found.length === mostNames) return { found, isCut: true };
      found.push({ name: entry.name, kind, trouble: null });
    }
  } catch (thrown) {
    throw unreadable(shown, thrown as NodeJS.ErrnoException);
  }
  return { found, isCut: false };
}

function unreadable(folder: string, cause: NodeJS.ErrnoException): AppError {
  const context = { path: folder };
  if (cause.code === 'ENOENT')
    return new AppError('source/missing', `There is no folder ${folder} any more.`, { context, cause });
  if (cause.code === 'ENOTDIR')
    return new AppError('source/missing', `${folder} is no folder.`, { context, cause });
  const why =
    cause.code === 'EACCES' || cause.code === 'EPERM'
      ? 'The user who started Meterhaul may not read it: change its rights, or upload the files.'
      : `The system says: ${cause.message}.`;
  return new AppError('source/unreadable', `The folder ${folder} cannot be read. ${why}`, { context, cause });
}

/** Null for what is none of them, such as a socket or a device. */
function kindOf(entry: Dirent): KnownEntry['kind'] | null {
  if (entry.isDirectory()) return 'folder';
  if (entry.isSymbolicLink()) return 'link';
  return entry.isFile() ? 'file' : null;
}

/** Tells of a link whether it leads to a folder or a file, or why it cannot be followed. */
async function followLink(fence: FolderFence, folder: string, entry: KnownEntry): Promise<KnownEntry> {
  if (entry.kind !== 'link') return entry;
  const { name } = entry;
  try {
    const target = await stat(await fence.resolve(path.join(folder, name)));
    if (target.isDirectory()) return { name, kind: 'folder', trouble: null };
    return { name, kind: 'file', trouble: target.isFile() ? null : 'This link leads to no file.' };
  } catch {
    const trouble =
      'This link leads out of the folder of these pages, or nowhere. Copy the file itself here.';
    return { name, kind: 'file', trouble };
  }
}

async function describe(folder: string, { name, kind, trouble }: KnownEntry): Promise<FolderEntry> {
  const file = path.join(folder, name);
  // What a link hides is not looked at.
  const found = trouble === null ? await stat(file).catch(() => null) : null;
  return {
    name,
    kind: kind === 'folder' ? kind : 'file',
    path: file,
    sizeBytes: found === null || kind === 'folder' ? null : found.size,
    modifiedAt: found === null ? null : found.mtime.toISOString(),
    isKnown: kind !== 'folder' && hasKnownEnding(name),
    trouble:
      trouble ?? (found === null ? 'It cannot be looked at: it was removed, or its rights forbid it.' : null),
  };
}

function inOrder(a: KnownEntry, b: KnownEntry): number {
  const isFolder = Number(b.kind === 'folder') - Number(a.kind === 'folder');
  return isFolder !== 0 ? isFolder : byName.compare(a.name, b.name);
}

async function inPortions<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += looksAtOnce) {
    results.push(...(await Promise.all(items.slice(from, from + looksAtOnce).map(work))));
  }
  return results;
}

function spell(count: number): string {
  return count.toLocaleString('en');
}
