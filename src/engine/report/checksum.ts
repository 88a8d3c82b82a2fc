import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { AppError } from '../../contract/app-error.ts';
import { goneOrUnreadable } from '../workers/fingerprint-file.ts';

/** Stands before the checksum in every report; the last one in the file counts. */
const mark = 'meterhaul-report-sha256:';
const digits = 64;
const noChecksum = '0'.repeat(digits);

/** The checksum stands at most so many bytes before the end of a report. */
const tailBytes = 8192;

/** What a report begins with says what it is and of which job, within so many bytes. */
const headBytes = 4096;
export const reportFormat = 'meterhaul-report';

/**
 * The text of a report with a checksum over itself in its closing part: SHA-256 over the whole file with zeros in the
 * place of the checksum's 64 digits. It shows that something was altered, not by whom: it is no signature.
 */
export async function* withChecksum(
  text: AsyncIterable<string> | Iterable<string>,
  closing: (checksum: string) => string,
): AsyncGenerator<string> {
  const hash = createHash('sha256');
  for await (const piece of text) {
    hash.update(piece);
    yield piece;
  }
  hash.update(closing(mark + noChecksum));
  yield closing(mark + hash.digest('hex'));
}

export interface CheckedReport {
  readonly path: string;
  readonly isIntact: boolean;
  /** What the file says of itself, and what its content comes to; alike in one that is intact. */
  readonly stated: string;
  readonly found: string;
}

/**
 * Compares a report with its own checksum. Throws source/missing, source/unreadable, and usage/invalid for a file that
 * is no report or has lost its end.
 */
export async function checkReport(path: string): Promise<CheckedReport> {
  const place = await findChecksum(path);
  if (place === null) {
    const text = `${path} is no report of Meterhaul, or its end is missing: there is no checksum in it.`;
    throw new AppError('usage/invalid', text, { context: { path } });
  }
  const hash = createHash('sha256');
  let at = 0;
  for await (const block of createReadStream(path) as AsyncIterable<Buffer>) {
    const from = Math.max(0, place.at - at);
    const to = Math.min(block.length, place.at + digits - at);
    if (from < to) block.fill('0', from, to);
    hash.update(block);
    at += block.length;
  }
  const found = hash.digest('hex');
  return { path, isIntact: found === place.stated, stated: place.stated, found };
}

/** Whether there is an intact report of this job in the file: nobody has made it their own by altering it. */
export async function isReportOf(path: string, jobId: string): Promise<boolean> {
  try {
    const head = await readPart(path, () => 0, headBytes);
    if (!head.text.includes(reportFormat) || !head.text.includes(jobId)) return false;
    return (await checkReport(path)).isIntact;
  } catch {
    return false;
  }
}

async function findChecksum(path: string): Promise<{ at: number; stated: string } | null> {
  const tail = await readPart(path, (size) => Math.max(0, size - tailBytes), tailBytes);
  const start = tail.text.lastIndexOf(mark);
  if (start < 0) return null;
  const stated = tail.text.slice(start + mark.length, start + mark.length + digits);
  return /^[0-9a-f]{64}$/.test(stated) ? { at: tail.at + start + mark.length, stated } : null;
}

/** Bytes of a file as Latin-1, so that a place in the text is a place in the file. */
async function readPart(
  path: string,
  startAt: (sizeBytes: number) => number,
  length: number,
): Promise<{ readonly at: number; readonly text: string }> {
  try {
    await using file = await open(path, 'r');
    const at = startAt((await file.stat()).size);
    const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, at);
    return { at, text: buffer.toString('latin1', 0, bytesRead) };
  } catch (cause) {
    throw goneOrUnreadable(path, cause);
  }
}
