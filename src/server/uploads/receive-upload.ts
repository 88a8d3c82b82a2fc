import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../contract/app-error.ts';

/** A body on its way to a file. */
export interface Body {
  readonly stream: Readable;
  /** As the request says; more never comes of the stream. */
  readonly sizeBytes: number;
}

/**
 * Streams a body to a new file (0600), which is on the disk when this resolves. The caller removes what is left of
 * a broken one. The stream itself is left open, so that it can still be answered.
 *
 * @throws AppError source/upload-incomplete, ledger/disk-full
 */
export async function receiveUpload({ stream, sizeBytes }: Body, filePath: string): Promise<void> {
  const file = createWriteStream(filePath, { flags: 'wx', mode: 0o600, flush: true });
  // Windows removes no file that is still open.
  const closed = new Promise<void>((resolve) => {
    file.once('close', () => resolve());
  });
  try {
    await pipeline(stream.iterator({ destroyOnReturn: false }), file);
  } catch (thrown) {
    await closed;
    throw brokenBy(thrown);
  }
  if (file.bytesWritten !== sizeBytes) throw brokenBy(null);
}

function brokenBy(thrown: unknown): AppError {
  if ((thrown as NodeJS.ErrnoException | null)?.code === 'ENOSPC') {
    return new AppError(
      'ledger/disk-full',
      'The disk that keeps uploads is full. Nothing of the file was kept; make room and upload it again.',
      { cause: thrown },
    );
  }
  return new AppError(
    'source/upload-incomplete',
    'The upload broke off before its end. Nothing of it was kept; upload the file again.',
    { cause: thrown },
  );
}
