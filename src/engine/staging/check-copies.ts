import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { AppError } from '../../contract/app-error.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { partPath, piecesOf, stagedParts } from '../ledger/staged-series.ts';
import type { StagedPiece } from '../ledger/staged-series.ts';

const blockBytes = 262_144;

/** Reads all copies of a job and compares them with the ledger's hashes. Throws source/stage-damaged. */
export async function checkCopies(
  ledger: Pick<Ledger, 'read'>,
  jobId: string,
  signal: AbortSignal,
): Promise<void> {
  for (const { part } of ledger.read((database) => stagedParts(database, jobId))) {
    const path = ledger.read((database) => partPath(database, jobId, part));
    const pieces = ledger.read((database) => piecesOf(database, jobId, part));
    const file = await open(path, 'r').catch((cause: unknown) => {
      throw damaged(path, 'is gone', cause);
    });
    try {
      for (const piece of pieces) {
        signal.throwIfAborted();
        if ((await hashOf(file, piece)) !== piece.sha256) throw damaged(path, 'is damaged');
      }
    } finally {
      await file.close();
    }
  }
}

async function hashOf(file: FileHandle, { offsetBytes, sizeBytes }: StagedPiece): Promise<string> {
  const hash = createHash('sha256');
  const block = Buffer.alloc(Math.min(blockBytes, sizeBytes));
  let done = 0;
  while (done < sizeBytes) {
    const wanted = Math.min(block.length, sizeBytes - done);
    const { bytesRead } = await file.read(block, 0, wanted, offsetBytes + done);
    if (bytesRead === 0) break;
    hash.update(block.subarray(0, bytesRead));
    done += bytesRead;
  }
  return hash.digest('hex');
}

function damaged(path: string, what: string, cause?: unknown): AppError {
  const message =
    `The staged copy ${path} ${what}. With the job's own files there, give the copies up, ` +
    'so that the job reads its files.';
  return new AppError('source/stage-damaged', message, { context: { path }, cause });
}
