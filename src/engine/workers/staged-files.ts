import { createHash } from 'node:crypto';
import { closeSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { AppError } from '../../contract/app-error.ts';
import type { IntervalSeries } from '../../domain/interval-series.ts';
import { countPoints } from '../../domain/progress-spans.ts';
import { systemCode } from '../sources/file-trouble.ts';
import { readBlocks, readHeader, spellStaged } from '../staging/staged-format.ts';
import type { StagedHeader } from '../staging/staged-format.ts';
import type { ReadingScan, StagedPlace, StagedSize, StageRequest } from './reader.ts';

/**
 * Writes the asked intervals of a series into a part file, behind what is there already. What a broken-off attempt
 * left behind is written over. Throws output/disk-full.
 */
export function writeStaged(series: IntervalSeries, request: StageRequest): StagedSize {
  const { path, offset, digest, ranges } = request;
  const header: StagedHeader = {
    version: 1,
    dataset: request.spec.dataset,
    digest,
    planned: series.startMs.length,
    ranges: [...ranges],
    hasQuality: series.quality !== null,
  };
  const hash = createHash('sha256');
  let bytes = 0;
  let file: number | null = null;
  try {
    file = openSync(path, offset === 0 ? 'w' : 'r+', 0o600);
    ftruncateSync(file, offset);
    for (const piece of spellStaged(header, series)) {
      hash.update(piece);
      writeWhole(file, piece, offset + bytes);
      bytes += piece.length;
    }
    return { bytes, sha256: hash.digest('hex'), points: countPoints(ranges) };
  } catch (cause) {
    throw writingTrouble(path, cause);
  } finally {
    if (file !== null) closeSync(file);
  }
}

/**
 * Reads a staged series back, with every checksum on the way. Throws source/stage-damaged when it is not what was
 * written, or gone.
 */
export function readStaged(place: StagedPlace): {
  readonly header: StagedHeader;
  readonly series: IntervalSeries;
} {
  let file: number | null = null;
  try {
    file = openSync(place.path, 'r');
    const bytes = hashedBytes(file, place);
    const header = readHeader(bytes);
    const series = readBlocks(bytes, header);
    bytes.finish();
    return { header, series };
  } catch (cause) {
    throw damaged(place, cause);
  } finally {
    if (file !== null) closeSync(file);
  }
}

/** What is known of a copy without the rows that it came of: how many intervals the plan has, and its digest. */
export function scanOfCopy({ digest, planned }: StagedHeader): ReadingScan {
  const none = { duplicates: 0, conflicts: 0, gaps: 0, rejected: 0, outside: 0, merged: 0, closing: 0 };
  return {
    ...none,
    rows: planned,
    intervals: planned,
    missing: 0,
    intervalMs: 0,
    resolutions: [],
    regularity: 1,
    epochUnit: null,
    firstStartMs: 0,
    lastStartMs: 0,
    sum: 0,
    min: 0,
    max: 0,
    encodedBytes: 0,
    unit: null,
    findings: [],
    digest,
    setAside: [],
    notes: [],
  };
}

/** Takes bytes off a piece of a file, and hashes them on the way. */
function hashedBytes(file: number, { offset, bytes, sha256 }: StagedPlace) {
  const hash = createHash('sha256');
  let taken = 0;
  return {
    take(count: number): Buffer {
      if (taken + count > bytes) throw new RangeError('it ends too early');
      const piece = Buffer.allocUnsafe(count);
      let read = 0;
      while (read < count) {
        const now = readSync(file, piece, read, count - read, offset + taken + read);
        if (now === 0) throw new RangeError('the file is cut off');
        read += now;
      }
      taken += count;
      hash.update(piece);
      return piece;
    },
    finish(): void {
      if (taken !== bytes) throw new RangeError('there is more than belongs to it');
      if (hash.digest('hex') !== sha256) throw new RangeError('its checksum is another one');
    },
  };
}

function writeWhole(file: number, bytes: Uint8Array, at: number): void {
  let written = 0;
  while (written < bytes.length)
    written += writeSync(file, bytes, written, bytes.length - written, at + written);
}

function writingTrouble(path: string, cause: unknown): unknown {
  if (systemCode(cause) !== 'ENOSPC' && systemCode(cause) !== 'EDQUOT') return cause;
  const message = `The disk that holds ${path} has no room for the copies. Make room there and stage again; what was copied so far is kept.`;
  return new AppError('output/disk-full', message, { context: { path }, cause });
}

function damaged({ path, offset }: StagedPlace, cause: unknown): AppError {
  const reason = systemCode(cause) === 'ENOENT' ? 'it is gone' : (cause as Error).message;
  const message = `The staged copy ${path} cannot be used: ${reason}. Nothing of it was sent.`;
  return new AppError('source/stage-damaged', message, { context: { path, offset }, cause });
}
