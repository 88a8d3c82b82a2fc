import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { AppError } from '../../../contract/app-error.ts';
import { describeFileTrouble, systemCode } from '../file-trouble.ts';
import { recogniseFile } from '../recognise-file.ts';
import type { ContainerKind } from './is-container.ts';
import { CountedBytes, UnpackLimits } from './unpack-limits.ts';
import { openMember, readMembers } from './zip-members.ts';

export interface UnpackOptions {
  /** How much may come out at most; 20 GB when absent. */
  readonly limitBytes?: number;
  /** Ends the work early; what was written is removed. */
  readonly signal?: AbortSignal;
}

export interface UnpackedFile {
  /** A file in the folder, under a name of ours. */
  readonly path: string;
  /** What the archive calls it, for people: never a path to write to. */
  readonly name: string;
  readonly sizeBytes: number;
}

export interface Unpacked {
  readonly container: ContainerKind;
  /** At least one, in the archive's order. */
  readonly files: readonly UnpackedFile[];
  /** Members that were left where they are, each with the reason. */
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
}

const defaultLimitBytes = 20e9;

/** One archive while it is unpacked. */
interface Work {
  readonly path: string;
  readonly folder: string;
  readonly limits: UnpackLimits;
  readonly signal: AbortSignal | undefined;
  readonly files: UnpackedFile[];
  readonly skipped: { name: string; reason: string }[];
}

/**
 * Unpacks a gzip file (of one member or several) or the files of a zip archive into a folder, which must exist.
 * Archives within the archive are not opened. When it fails, everything it wrote is removed.
 *
 * @throws AppError source/unreadable (damaged, cut off, no room on the disk), source/unsupported (no such archive,
 *   encrypted, a bomb, larger than the limit, nothing to read in it); an abort throws the signal's reason
 */
export async function unpack(path: string, folder: string, options: UnpackOptions = {}): Promise<Unpacked> {
  const { kind, format, advice, sizeBytes } = recogniseFile(path);
  if (kind !== 'gzip' && kind !== 'zip') {
    const message = `${path} cannot be unpacked: it is ${format}.${advice === null ? '' : ` ${advice}`}`;
    throw new AppError('source/unsupported', message, { context: { path } });
  }
  const files: UnpackedFile[] = [];
  const skipped: { name: string; reason: string }[] = [];
  try {
    const limits = await UnpackLimits.of(path, sizeBytes, options.limitBytes ?? defaultLimitBytes, folder);
    const work = { path, folder, limits, signal: options.signal, files, skipped };
    await (kind === 'gzip' ? unpackGzip(work) : unpackZip(work));
    if (files.length === 0) throw nothingInside(work);
    return { container: kind, files, skipped };
  } catch (cause) {
    await Promise.all(files.map((file) => rm(file.path, { force: true })));
    options.signal?.throwIfAborted();
    throw unpackTrouble(path, cause);
  }
}

async function unpackGzip(work: Work): Promise<void> {
  const name = basename(work.path).replace(/\.(gz|gzip)$/i, '');
  await writeMember(work, name, [createReadStream(work.path), createGunzip()], null);
}

async function unpackZip(work: Work): Promise<void> {
  for await (const member of readMembers(work.path)) {
    if (member.skip !== null) work.skipped.push({ name: member.name, reason: member.skip });
    else await writeMember(work, member.name, [await openMember(member)], member.crc);
  }
}

/** Writes one member; one that is an archive itself is removed again. */
async function writeMember(
  work: Work,
  name: string,
  [source, ...between]: readonly [Readable, ...NodeJS.ReadWriteStream[]],
  crc: number | null,
): Promise<void> {
  const path = join(work.folder, `unpacked-${work.files.length + work.skipped.length + 1}`);
  const counted = new CountedBytes(work.limits);
  // Exclusive: a file of the same name in the folder is somebody else's.
  const target = (await open(path, 'wx')).createWriteStream();
  try {
    await pipeline(
      [source, ...between, counted, target],
      work.signal === undefined ? {} : { signal: work.signal },
    );
    if (crc !== null && crc !== counted.crc) throw new Error(`the checksum of ${name} is wrong`);
  } catch (cause) {
    await rm(path, { force: true });
    throw cause;
  }
  const reason = nestedArchive(path);
  if (reason === null) {
    work.files.push({ path, name, sizeBytes: counted.bytes });
    return;
  }
  await rm(path, { force: true });
  work.skipped.push({ name, reason });
}

/** Why a file that came out of an archive is not read: it is one more. */
function nestedArchive(path: string): string | null {
  const { kind, format } = recogniseFile(path);
  if (kind !== 'gzip' && kind !== 'zip' && !format.includes('archive')) return null;
  return `it is ${format} within an archive; unpack it yourself`;
}

function nothingInside({ path, skipped }: Work): AppError {
  const first = skipped[0];
  const why =
    first === undefined ? 'there is no file in it' : `${first.name} was left out, because ${first.reason}`;
  const others = skipped.length > 1 ? `, and ${skipped.length - 1} more` : '';
  const message = `${path} has nothing to read: ${why}${others}.`;
  return new AppError('source/unsupported', message, { context: { path } });
}

function unpackTrouble(path: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const context = { path };
  const code = systemCode(cause) ?? '';
  if (code === 'ENOSPC') {
    const message = `${path} was not unpacked: the disk is full.`;
    return new AppError('source/unreadable', message, { context, cause });
  }
  const isSystem = /^E[A-Z]+$/.test(code);
  const words = cause instanceof Error ? cause.message : String(cause);
  const message = isSystem
    ? describeFileTrouble(path, cause)
    : `${path} cannot be unpacked: it is damaged or cut off (${words}).`;
  return new AppError('source/unreadable', message, { context, cause });
}
