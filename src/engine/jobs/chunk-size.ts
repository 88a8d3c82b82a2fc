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
}

/** nginx refuses more than 1 MiB unless it was told otherwise (vtn-bulk-api: facts to size by). */
export const firstChunkBytes = 900_000;
/** The published guide's largest chunk. */
export const largestChunkPoints = 50_000;
const largestChunkBytes = 8_000_000;
const smallestChunkBytes = 150;
/** Closer than this to the refused size, looking further costs more refusals than it gains. */
const closeEnough = 0.85;

export interface KnownSizes {
  readonly acceptedBytes: number;
  readonly refusedBytes: number | null;
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
  };
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

/** The guide's batch sizes: 1000-2000 under 10,000 points, 2000-5000 up to 100,000, more above. */
export function automaticBatchSize(points: number): number {
  if (points < 10_000) return 2000;
  return points < 100_000 ? 5000 : 10_000;
}
