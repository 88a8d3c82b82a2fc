import { createHash } from 'node:crypto';
import { closeSync, createWriteStream, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Entry, ZipFile } from 'yauzl';
import { z } from 'zod';
import { AppError } from '../../contract/app-error.ts';
import { describeFileTrouble, systemCode } from '../sources/file-trouble.ts';
import {
  anyManifest,
  haulComment,
  haulVersion,
  isEntryName,
  jobName,
  listNames,
  manifest,
  manifestChecksum,
  manifestName,
} from './haul-format.ts';
import type { Manifest } from './haul-format.ts';

/** A .haul file of which everything was read and agrees with its checksums. */
export interface ReadHaul {
  readonly manifest: Manifest;
  readonly sizeBytes: number;
}

export interface HaulReading {
  readonly signal: AbortSignal;
  /** Where the entries are written, under names of ours; null to look at them only. */
  readonly folder: string | null;
  readonly progress: (done: number, total: number, name: string) => void;
}

const manifestLimit = 64 * 2 ** 20;
const entryLimit = 100_100;
/** Lists of a job shrink to a tenth, staged data not at all; deflate itself ends at 1,032 to 1. */
const mostTimes = 300;
const freeBytes = 64 * 2 ** 20;

/**
 * Reads a .haul file to its end: its entries are those of the format and nothing else, and each is what the manifest
 * says. It is data to whoever reads it: no name in it is used as a path.
 *
 * @throws AppError haul/missing, haul/not-one, haul/damaged, haul/newer-version, source/unreadable, output/disk-full;
 *   the signal's reason
 */
export async function readHaul(file: string, reading: HaulReading): Promise<ReadHaul> {
  const sizeBytes = sizeOf(file);
  const { openPromise } = await import('yauzl');
  let archive: ZipFile | null = null;
  try {
    assertLooksLikeOne(file, sizeBytes);
    // Names come as bytes: yauzl would judge them as paths, and we compare them with the few there are.
    archive = await openPromise(file, { lazyEntries: true, autoClose: false, decodeStrings: false });
    const entries = await listEntries(archive);
    if (![manifestName, jobName, ...listNames].some((name) => entries.has(name))) throw notOne(file);
    const found = await readManifest(archive, entries);
    assertComplete(found, entries, sizeBytes);
    for (const [done, entry] of found.entries.entries()) {
      reading.signal.throwIfAborted();
      reading.progress(done, found.entries.length, entry.name);
      await readEntry(archive, entries.get(entry.name), entry, reading);
    }
    reading.progress(found.entries.length, found.entries.length, '');
    return { manifest: found, sizeBytes };
  } catch (thrown) {
    reading.signal.throwIfAborted();
    throw explain(file, thrown);
  } finally {
    archive?.close();
  }
}

function sizeOf(file: string): number {
  try {
    const entry = statSync(file);
    if (entry.isFile()) return entry.size;
  } catch (cause) {
    const code = systemCode(cause) === 'ENOENT' ? 'haul/missing' : 'source/unreadable';
    throw new AppError(code, describeFileTrouble(file, cause), { context: { path: file }, cause });
  }
  throw new AppError('source/unreadable', `${file} cannot be read: it is no file.`, {
    context: { path: file },
  });
}

const zipStart = Buffer.from('PK\x03\x04');

/** Begins as an archive does, or ends as a .haul file does: of one that is damaged at one end the other one tells. */
function assertLooksLikeOne(file: string, sizeBytes: number): void {
  // An empty file may well have been one: a stick that was pulled out leaves such.
  if (sizeBytes === 0) throw new Error('it is empty');
  const descriptor = openSync(file, 'r');
  try {
    const start = bytesAt(descriptor, 0, zipStart.length);
    const end = bytesAt(descriptor, Math.max(0, sizeBytes - haulComment.length), haulComment.length);
    if (start.equals(zipStart) || end.equals(Buffer.from(haulComment))) return;
  } finally {
    closeSync(descriptor);
  }
  throw notOne(file);
}

function bytesAt(descriptor: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(descriptor, bytes, 0, length, position));
}

function notOne(file: string): AppError {
  const text = `${file} is no .haul file, as \`meterhaul export\` writes it. Nothing was taken from it.`;
  return new AppError('haul/not-one', text, { context: { path: file } });
}

/** The entries by name. Which names there may be depends on the version, which the manifest says. */
async function listEntries(archive: ZipFile): Promise<Map<string, Entry>> {
  if (archive.entryCount > entryLimit) throw new Error(`it has ${archive.entryCount} entries`);
  const entries = new Map<string, Entry>();
  for await (const entry of archive.eachEntry()) {
    const name = entry.fileNameRaw.toString('latin1');
    const shown = JSON.stringify(name.slice(0, 100));
    if (entries.has(name)) throw new Error(`there are two entries ${shown} in it`);
    const fileType = (entry.externalFileAttributes >>> 16) & 0o170000;
    if (fileType !== 0 && fileType !== 0o100000) throw new Error(`the entry ${shown} is no plain file`);
    if (entry.isEncrypted()) throw new Error(`the entry ${shown} is encrypted`);
    if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
      throw new Error(`the entry ${shown} is compressed in an unknown way`);
    entries.set(name, entry);
  }
  return entries;
}

async function readManifest(archive: ZipFile, entries: Map<string, Entry>): Promise<Manifest> {
  const entry = entries.get(manifestName);
  if (entry === undefined) throw new Error('it has no manifest');
  if (entry.uncompressedSize > manifestLimit) throw new Error('its manifest is too large');
  const blocks: Buffer[] = [];
  for await (const block of await archive.openReadStreamPromise(entry)) blocks.push(block as Buffer);
  const content: unknown = JSON.parse(Buffer.concat(blocks).toString('utf8'));
  const any = anyManifest.safeParse(content);
  if (any.success && any.data.version > haulVersion) {
    const text = `It is a .haul file of version ${any.data.version}; this Meterhaul reads version ${haulVersion}.`;
    throw new AppError('haul/newer-version', text, { context: { version: any.data.version } });
  }
  const parsed = manifest.safeParse(content);
  if (!parsed.success) throw new Error(`its manifest is not valid: ${z.prettifyError(parsed.error)}`);
  if (manifestChecksum(parsed.data) !== parsed.data.checksum)
    throw new Error('its manifest does not have the checksum that it says');
  return parsed.data;
}

/** The manifest and the archive name the same entries with the same sizes, and none that no data comes to. */
function assertComplete(found: Manifest, entries: Map<string, Entry>, sizeBytes: number): void {
  const named = new Set(found.entries.map(({ name }) => name));
  if (named.size !== found.entries.length || named.has(manifestName))
    throw new Error('its manifest names an entry twice');
  if (entries.size !== named.size + 1) throw new Error('its entries are not those that its manifest names');
  for (const name of entries.keys()) {
    if (isEntryName(name)) continue;
    throw new Error(`there is an entry ${JSON.stringify(name.slice(0, 100))} in it, which no .haul file has`);
  }
  let total = 0;
  for (const { name, bytes } of found.entries) {
    if (entries.get(name)?.uncompressedSize !== bytes)
      throw new Error(`its entry ${name} has another size than its manifest says`);
    total += bytes;
  }
  if (total > freeBytes && total > mostTimes * sizeBytes)
    throw new Error(`it would unpack to ${total} bytes; it looks like a zip bomb`);
}

async function readEntry(
  archive: ZipFile,
  entry: Entry | undefined,
  expected: Manifest['entries'][number],
  { folder, signal }: HaulReading,
): Promise<void> {
  if (entry === undefined) throw new Error(`its entry ${expected.name} is missing`);
  const content: Readable = await archive.openReadStreamPromise(entry);
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = new Transform({
    transform(block: Buffer, _encoding, done) {
      hash.update(block);
      bytes += block.length;
      done(bytes > expected.bytes ? new Error(`its entry ${expected.name} is too large`) : null, block);
    },
  });
  const target =
    folder === null
      ? new Writable({ write: (_block, _encoding, done) => done() })
      : createWriteStream(path.join(folder, placeOf(expected.name)), {
          flags: 'wx',
          mode: 0o600,
          flush: true,
        });
  await pipeline(content, counted, target, { signal });
  if (bytes !== expected.bytes || hash.digest('hex') !== expected.sha256)
    throw new Error(`its entry ${expected.name} is not what was written`);
}

/** What an entry is called in a folder: its name is one of a few, or that of a part file. */
export function placeOf(entry: string): string {
  return path.posix.basename(entry);
}

function explain(file: string, thrown: unknown): unknown {
  const context = { path: file };
  if (thrown instanceof AppError) {
    if (thrown.code !== 'haul/newer-version') return thrown;
    return new AppError(thrown.code, `${file}: ${thrown.message}`, { context });
  }
  const code = systemCode(thrown) ?? '';
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new AppError(
      'output/disk-full',
      'There is no room here for what is in the file. Nothing was taken from it.',
      {
        context,
        cause: thrown,
      },
    );
  if (/^E[A-Z]+$/.test(code))
    return new AppError('source/unreadable', describeFileTrouble(file, thrown), { context, cause: thrown });
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  const message = `${file} cannot be taken over: ${words}. Nothing was taken from it.`;
  return new AppError('haul/damaged', message, { context, cause: thrown });
}
