import type { GzipLevel } from '../../encoding/encoded-chunk.ts';

/**
 * How large the next chunk may be: a pure calculation that looks for the VTN's limit from below. `accepted`
 * and `refused` close in on it; they are remembered for the VTN beyond the job.
 */
export interface ChunkSize {
  readonly targetBytes: number;
  readonly acceptedBytes: number;
  /** The smallest size refused as too large; null while none was. */
  readonly refusedBytes: number | null;
  readonly maxPoints: number;
  readonly maxBytes: number;
  /** Bytes a millisecond of answer time, over the latest answers; null before the first. */
  readonly bytesPerMs: number | null;
}

/** nginx refuses more than 1 MiB unless it was told otherwise (vtn-bulk-api: facts to size by). */
export const firstChunkBytes = 900_000;
/** The published guide's largest chunk. */
export const largestChunkPoints = 50_000;
const largestChunkBytes = 8_000_000;
const smallestChunkBytes = 150;
/** However slow the answers are: a request for less is hardly faster. */
const smallestTimedBytes = 12_000;
/** Closer than this to the refused size, looking further costs more refusals than it gains. */
const closeEnough = 0.85;
/** A request that takes longer than this makes a pause long, and a timeout likely. */
const longestAnswerMs = 5000;
/** Of the latest answer in the mean. */
const latestWeight = 0.2;
/** In a small body the way there and back takes most of the time: it says little about a large one. */
const tellingBytes = 20_000;

export interface KnownSizes {
  readonly acceptedBytes: number;
  readonly refusedBytes: number | null;
  /** As the connection test or an earlier job has measured. */
  readonly bytesPerMs?: number | null;
}

export function startingChunkSize(
  known: KnownSizes,
  limits: { readonly points: number | null; readonly bytes: number | null },
): ChunkSize {
  const maxBytes = limits.bytes ?? largestChunkBytes;
  const first = Math.max(firstChunkBytes, known.acceptedBytes);
  const below = known.refusedBytes === null ? first : Math.min(first, known.refusedBytes * closeEnough);
  return {
    targetBytes: Math.max(smallestChunkBytes, Math.min(maxBytes, Math.floor(below))),
    acceptedBytes: known.acceptedBytes,
    refusedBytes: known.refusedBytes,
    maxPoints: limits.points ?? largestChunkPoints,
    maxBytes,
    bytesPerMs: known.bytesPerMs ?? null,
  };
}

/** Below this many bytes a ms, before compression, the line is what a request waits for. */
const slowBytesPerMs = 10_000;

/** Over a slow line it pays to compress harder; over a fast one the time for it would be missed. */
export function gzipLevel({ bytesPerMs }: ChunkSize): GzipLevel {
  return bytesPerMs !== null && bytesPerMs < slowBytesPerMs ? 5 : 1;
}

/** The largest body of the next chunk: what fits, and is answered in a few seconds over this line. */
export function nextChunkBytes({ targetBytes, bytesPerMs }: ChunkSize): number {
  if (bytesPerMs === null) return targetBytes;
  return Math.floor(Math.min(targetBytes, Math.max(smallestTimedBytes, bytesPerMs * longestAnswerMs)));
}

/** How long a confirmed chunk took says how much goes through in a few seconds. */
export function afterAnswerTime(size: ChunkSize, sentBytes: number, durationMs: number): ChunkSize {
  if (sentBytes < Math.min(tellingBytes, size.targetBytes / 2)) return size;
  const latest = sentBytes / Math.max(1, durationMs);
  const bytesPerMs =
    size.bytesPerMs === null ? latest : size.bytesPerMs + (latest - size.bytesPerMs) * latestWeight;
  return { ...size, bytesPerMs };
}

/** A chunk of this size was confirmed. Only one that used the target tells that more may fit. */
export function afterAccepted(size: ChunkSize, sentBytes: number): ChunkSize {
  const acceptedBytes = Math.max(size.acceptedBytes, sentBytes);
  if (sentBytes < size.targetBytes * 0.9) return { ...size, acceptedBytes };
  const doubled = Math.min(size.maxBytes, size.targetBytes * 2);
  const refused = size.refusedBytes;
  if (refused === null) return { ...size, acceptedBytes, targetBytes: doubled };
  const between = acceptedBytes >= refused * closeEnough ? size.targetBytes : (acceptedBytes + refused) / 2;
  return {
    ...size,
    acceptedBytes,
    targetBytes: Math.floor(Math.min(doubled, Math.max(size.targetBytes, between))),
  };
}

/** A chunk of this size was refused as too large: half of it is tried next, and never that much again. */
export function afterTooLarge(size: ChunkSize, sentBytes: number): ChunkSize {
  const acceptedBytes = size.acceptedBytes >= sentBytes ? 0 : size.acceptedBytes;
  const refusedBytes = Math.min(size.refusedBytes ?? Infinity, sentBytes);
  const targetBytes = Math.max(smallestChunkBytes, Math.floor(Math.min(size.targetBytes, sentBytes / 2)));
  return { ...size, acceptedBytes, refusedBytes, targetBytes };
}

/** A chunk of this size did not get through in time: the line or the VTN is slow, smaller ones lose less. */
export function afterTimeout(size: ChunkSize, sentBytes: number): ChunkSize {
  return {
    ...size,
    targetBytes: Math.max(smallestChunkBytes, Math.floor(Math.min(size.targetBytes, sentBytes / 2))),
  };
}
