import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { AppError } from '../../contract/app-error.ts';
import { describeFileTrouble, systemCode } from '../sources/file-trouble.ts';
import type { FileFingerprint } from './reader.ts';

const blockBytes = 65_536;
const blockCount = 64;

/**
 * What a source file is now. `sampled` hashes its size and 64 blocks of 64 KiB, the first and the last among
 * them; `full` hashes every byte.
 *
 * @throws AppError source/missing, source/unreadable
 */
export async function fingerprintFile(path: string, how: 'sampled' | 'full'): Promise<FileFingerprint> {
  const file = await openOrSay(path);
  try {
    const { size, mtimeMs } = await file.stat();
    const contentHash = await (how === 'full' ? hashWhole(path) : hashSamples(file, size));
    return { sizeBytes: size, mtimeMs, contentHash };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('source/unreadable', describeFileTrouble(path, cause), { context: { path }, cause });
  } finally {
    await file.close();
  }
}

/** The error for a source file that cannot be opened any more: missing, or there and not readable. */
export function goneOrUnreadable(path: string, cause: unknown): AppError {
  const gone = systemCode(cause) === 'ENOENT' || systemCode(cause) === 'ENOTDIR';
  const code = gone ? 'source/missing' : 'source/unreadable';
  return new AppError(code, describeFileTrouble(path, cause), { context: { path }, cause });
}

async function openOrSay(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (cause) {
    throw goneOrUnreadable(path, cause);
  }
}

async function hashWhole(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const block of createReadStream(path, { highWaterMark: 1_048_576 }))
    hash.update(block as Buffer);
  return hash.digest('hex');
}

async function hashSamples(file: FileHandle, size: number): Promise<string> {
  const hash = createHash('sha256').update(`${size}\n`);
  const block = Buffer.alloc(blockBytes);
  const lastOffset = Math.max(0, size - blockBytes);
  let next = 0;
  for (let index = 0; index < blockCount && next < size; index++) {
    const offset = Math.max(next, Math.floor((lastOffset * index) / (blockCount - 1)));
    const { bytesRead } = await file.read(block, 0, blockBytes, offset);
    hash.update(block.subarray(0, bytesRead));
    next = offset + bytesRead;
  }
  return hash.digest('hex');
}
