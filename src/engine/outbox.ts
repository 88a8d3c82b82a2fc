import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { link, open, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { AppError } from '../contract/app-error.ts';
import type { WrittenFile } from '../contract/handover-shapes.ts';
import type { Clock } from './ports/clock.ts';

/** A file on its way out. */
export interface OutgoingFile {
  /** Where the caller wants it; null for a caller without paths, to whom the server hands it out once. */
  readonly path: string | null;
  /** Its name where the caller gives none. */
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;
  readonly signal: AbortSignal;
  /** Whether a file that is there already may be replaced; none may unless this says so. */
  readonly mayReplace?: (path: string) => Promise<boolean>;
  /** Told before anything is written, with what the file is called until it is whole. */
  readonly begun?: (partPath: string) => Promise<void>;
  /** Told when all of it is on the disk, just before it gets its name. What it throws ends the writing. */
  readonly whole?: (partPath: string, bytes: number, sha256: string) => Promise<void>;
  /** Told when it came to nothing, in place of the removal of what was written. */
  readonly brokenOff?: (partPath: string) => void;
}

/** A file that somebody has come for. */
export interface Download {
  readonly name: string;
  readonly bytes: number;
  /** The file is removed when this ends, whole or not. */
  readonly content: Readable;
}

/** Every file that the engine writes for people: reports, lists of rejects, jobs to move. */
export interface Outbox {
  /**
   * Writes a file whole or not at all: beside its place first, on disk, then renamed. Files are the user's alone (0600).
   *
   * @throws AppError output/exists, output/unwritable, output/disk-full; what `content` throws; the signal's reason
   */
  write(file: OutgoingFile): Promise<WrittenFile>;
  /** The file of a `downloadId`, once; null for one that is unknown, used, or older than a day. */
  take(downloadId: string): Download | null;
  /** A `downloadId` for a file that is kept elsewhere, and stays there whatever becomes of the download. */
  lend(file: string, bytes: number): string;
  /** Removes what nobody came for. */
  close(): void;
}

interface Waiting {
  readonly file: string;
  readonly bytes: number;
  readonly writtenAtMs: number;
  /** It is not the outbox's to remove. */
  readonly isLent: boolean;
}

const keptForMs = 86_400_000;

/** The outbox in a state directory. What an earlier process has left there is removed when it is a day old. */
export function openOutbox(stateDir: string, clock: Pick<Clock, 'now'>): Outbox {
  const folder = path.join(stateDir, 'outbox');
  const waiting = new Map<string, Waiting>();
  const discard = (downloadId: string): void => {
    waiting.delete(downloadId);
    rmSync(path.join(folder, downloadId), { recursive: true, force: true });
  };
  const sweep = (): void => {
    for (const [id, { writtenAtMs }] of waiting) if (clock.now() - writtenAtMs > keptForMs) discard(id);
  };
  sweepLeftovers(folder);

  const writeForDownload = async (file: OutgoingFile): Promise<WrittenFile> => {
    sweep();
    const downloadId = randomBytes(32).toString('base64url');
    makeFolder(path.join(folder, downloadId));
    try {
      const place = path.join(folder, downloadId, path.basename(file.name));
      const written = await writeAt(place, file);
      waiting.set(downloadId, { file: place, bytes: written.bytes, writtenAtMs: clock.now(), isLent: false });
      return { ...written, downloadId };
    } catch (thrown) {
      discard(downloadId);
      throw thrown;
    }
  };
  return {
    write: (file) => (file.path === null ? writeForDownload(file) : writeAt(path.resolve(file.path), file)),
    take: (downloadId) => {
      sweep();
      const found = waiting.get(downloadId);
      if (found === undefined) return null;
      waiting.delete(downloadId);
      const content = createReadStream(found.file);
      if (!found.isLent) content.once('close', () => discard(downloadId));
      return { name: path.basename(found.file), bytes: found.bytes, content };
    },
    lend: (file, bytes) => {
      sweep();
      const downloadId = randomBytes(32).toString('base64url');
      waiting.set(downloadId, { file, bytes, writtenAtMs: clock.now(), isLent: true });
      return downloadId;
    },
    close: () => {
      for (const id of [...waiting.keys()]) discard(id);
    },
  };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw unwritable(folder, cause);
  }
}

/** Judged by the file system's own time; another process may be about to hand out what is younger. */
function sweepLeftovers(folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      const left = path.join(folder, name);
      if (Date.now() - statSync(left).mtimeMs > keptForMs) rmSync(left, { recursive: true, force: true });
    }
  } catch {
    // There is none yet, or it cannot be read now; the next start looks again.
  }
}

async function writeAt(place: string, file: OutgoingFile): Promise<WrittenFile> {
  await refuseExisting(place, file);
  const part = `${place}.part-${process.pid}`;
  const explained = <T>(work: Promise<T>): Promise<T> =>
    work.catch((thrown: unknown) => {
      throw thrown instanceof AppError ? thrown : unwritable(place, thrown);
    });
  await file.begun?.(part);
  const handle = await explained(openNew(part)).catch((thrown: unknown) => {
    file.brokenOff?.(part);
    throw thrown;
  });
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      for await (const block of inBlocks(file)) {
        hash.update(block);
        bytes += block.length;
        await explained(handle.writeFile(block));
      }
      await explained(handle.sync());
    } finally {
      await handle.close();
    }
    file.signal.throwIfAborted();
    const sha256 = hash.digest('hex');
    await file.whole?.(part, bytes, sha256);
    await explained(moveInto(place, part, file));
    await syncFolder(path.dirname(place));
    return { name: path.basename(place), path: place, bytes, sha256, downloadId: null };
  } catch (thrown) {
    if (file.brokenOff === undefined) await rm(part, { force: true }).catch(() => null);
    else file.brokenOff(part);
    throw thrown;
  }
}

async function refuseExisting(place: string, { mayReplace }: OutgoingFile): Promise<void> {
  try {
    await stat(place);
  } catch {
    return;
  }
  if (mayReplace !== undefined && (await mayReplace(place))) return;
  throw existsAlready(place);
}

const blockBytes = 65_536;

/** The content in blocks worth a write of their own. */
async function* inBlocks({ content, signal }: OutgoingFile): AsyncGenerator<Buffer> {
  let gathered: Buffer[] = [];
  let gatheredBytes = 0;
  for await (const piece of content) {
    signal.throwIfAborted();
    const block = typeof piece === 'string' ? Buffer.from(piece) : Buffer.from(piece);
    gathered.push(block);
    gatheredBytes += block.length;
    if (gatheredBytes < blockBytes) continue;
    yield Buffer.concat(gathered);
    gathered = [];
    gatheredBytes = 0;
  }
  yield Buffer.concat(gathered);
}

/** Never through a link that somebody has put there; what a process of this number has left is in the way. */
async function openNew(part: string): Promise<FileHandle> {
  await rm(part, { force: true });
  return open(part, 'wx', 0o600);
}

/** A link cannot take the place of another file, a rename can; stick file systems know no links. */
async function moveInto(place: string, part: string, file: OutgoingFile): Promise<void> {
  if (file.mayReplace === undefined) {
    try {
      await link(part, place);
      await rm(part);
      return;
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') throw existsAlready(place);
    }
  }
  await refuseExisting(place, file);
  await rename(part, place);
}

/** The new name is on disk too. Windows and some network drives cannot do that for a folder. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    return;
  }
}

function existsAlready(place: string): AppError {
  const text = `${place} is there already and was left as it is. Choose another name, or move that file away.`;
  return new AppError('output/exists', text, { context: { path: place } });
}

function unwritable(place: string, cause: unknown): AppError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const context = { path: place };
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new AppError('output/disk-full', `There is no room for ${place}. Nothing was left there.`, {
      context,
      cause,
    });
  const why = code === 'ENOENT' ? 'its folder does not exist' : message;
  return new AppError('output/unwritable', `${place} cannot be written: ${why}.`, { context, cause });
}
