import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { AppError } from '../../contract/app-error.ts';
import { describeFileTrouble } from './file-trouble.ts';
import { noteName } from './recognise/name-note.ts';
import type { RecognisedContent } from './recognise/recognised-content.ts';
import { recogniseSignature } from './recognise/signatures.ts';
import { recogniseText } from './recognise/text-kind.ts';
import { recogniseZip } from './recognise/zip-kind.ts';

export type { FileKind, RecognisedContent } from './recognise/recognised-content.ts';

export interface RecognisedFile extends RecognisedContent {
  /** A sentence where the file's name claims another kind than its content has, else null. */
  readonly nameNote: string | null;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

const headBytes = 65_536;
const hdf5Magic = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1');

/**
 * What a file is, by its content: its name plays no part but for `nameNote`.
 *
 * @throws AppError source/unreadable when it does not exist, is no file or may not be read
 */
export function recogniseFile(path: string): RecognisedFile {
  let descriptor: number | null = null;
  try {
    // Opening a pipe would wait for somebody to write into it.
    if (!statSync(path).isFile() && !statSync(path).isDirectory()) throw new Error('it is no file');
    descriptor = openSync(path, 'r');
    const { size, mtimeMs } = fstatSync(descriptor);
    const head = Buffer.alloc(Math.min(size, headBytes));
    readSync(descriptor, head, 0, head.length, 0);
    const content = recogniseContent(head, size, descriptor);
    return { ...content, nameNote: noteName(path, content), sizeBytes: size, mtimeMs };
  } catch (cause) {
    throw new AppError('source/unreadable', describeFileTrouble(path, cause), { context: { path }, cause });
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

function recogniseContent(head: Buffer, size: number, descriptor: number): RecognisedContent {
  if (size === 0) return { kind: 'unknown', format: 'an empty file', advice: 'Ask for the file once more.' };
  const signature = recogniseSignature(head);
  if (signature?.kind === 'sqlite') return signature;
  if (hasHdf5Signature(descriptor, size)) return { kind: 'hdf5', format: 'HDF5', advice: null };
  if (signature?.kind === 'zip') return recogniseZip(head, readTail(descriptor, size));
  return signature ?? recogniseText(head);
}

/** The signature stands at 0 or, behind a block of the user's own, at 512, 1024, 2048, … (HDF5 format, III.A). */
function hasHdf5Signature(descriptor: number, size: number): boolean {
  const found = Buffer.alloc(hdf5Magic.length);
  for (let offset = 0; offset + found.length <= size; offset = offset === 0 ? 512 : offset * 2) {
    readSync(descriptor, found, 0, found.length, offset);
    if (found.equals(hdf5Magic)) return true;
  }
  return false;
}

function readTail(descriptor: number, size: number): Buffer {
  const tail = Buffer.alloc(Math.min(size, headBytes));
  readSync(descriptor, tail, 0, tail.length, size - tail.length);
  return tail;
}
