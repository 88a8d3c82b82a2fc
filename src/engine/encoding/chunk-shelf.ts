import type { EncodedChunk, EncodeRequest } from './encoded-chunk.ts';
import type { Reader } from '../workers/reader.ts';

/** Encoded chunks of readings that several loads send, kept for the next of these loads. */
export interface ChunkShelf {
  /**
   * A chunk from `key`'s readings as `Reader.encode` gives it. Its body may be on its way to the VTN for another load:
   * nobody writes into it.
   * @param key names all that the bytes depend on but the limits: readings, encoding, first interval
   */
  encode(key: string, request: EncodeRequest): Promise<EncodedChunk>;
}

interface Asked {
  readonly request: EncodeRequest;
  readonly chunk: Promise<EncodedChunk>;
}

/** A chunk that is shorter than it might be costs requests: it is taken where it uses so much of a limit. */
const wellFilled = 0.8;

/**
 * Keeps chunks up to `limitBytes`; those used longest ago go first. Loads that ask for the same chunk at once wait for one
 * encoding of it; when that fails it fails for each of them.
 */
export function createChunkShelf(reader: Pick<Reader, 'encode'>, limitBytes: number): ChunkShelf {
  const kept = new Map<string, Asked>();
  const sizes = new Map<string, number>();
  let bytes = 0;

  const drop = (key: string): void => {
    kept.delete(key);
    bytes -= sizes.get(key) ?? 0;
    sizes.delete(key);
  };
  const keep = (key: string, asked: Asked): void => {
    drop(key);
    kept.set(key, asked);
    const isStillKept = (): boolean => kept.get(key) === asked;
    asked.chunk.then(
      ({ body }) => {
        if (!isStillKept()) return;
        sizes.set(key, body.length);
        bytes += body.length;
        for (const oldest of sizes.keys()) if (bytes > limitBytes) drop(oldest);
      },
      () => {
        if (isStillKept()) drop(key);
      },
    );
  };
  return {
    encode: async (key, request) => {
      const known = kept.get(key);
      if (known !== undefined && fits(await known.chunk, known.request, request)) {
        renew(sizes, key);
        return known.chunk;
      }
      const chunk = reader.encode(request);
      keep(key, { request, chunk });
      return chunk;
    },
  };
}

/** Moves it behind those used longer ago. */
function renew(sizes: Map<string, number>, key: string): void {
  const size = sizes.get(key);
  if (size === undefined) return;
  sizes.delete(key);
  sizes.set(key, size);
}

/** Whether the chunk that `former` asked for is what encoding would give now, or nearly so much. */
function fits(
  chunk: EncodedChunk,
  former: EncodeRequest,
  { ranges, maxPoints, maxBytes }: EncodeRequest,
): boolean {
  if (chunk.points > maxPoints || (chunk.plainBytes > maxBytes && chunk.points > 1)) return false;
  if (!isBeginningOf(chunk.ranges, ranges)) return false;
  return (
    chunk.ranges.at(-1) === ranges.at(-1) ||
    endsAtBoundary(chunk, former) ||
    chunk.points >= maxPoints * wellFilled ||
    chunk.plainBytes >= maxBytes * wellFilled
  );
}

/** No point takes more. */
const largestPointBytes = 256;

/** Whether neither the limits nor the end of what was asked for has ended the chunk. */
function endsAtBoundary(
  { points, plainBytes, ranges }: EncodedChunk,
  { ranges: asked, maxPoints, maxBytes }: EncodeRequest,
): boolean {
  return points < maxPoints && plainBytes + largestPointBytes < maxBytes && ranges.at(-1) !== asked.at(-1);
}

/** Whether the encoded ranges are the first of those asked for, without a hole; the last may end early. */
function isBeginningOf(encoded: readonly number[], ranges: readonly number[]): boolean {
  return encoded.every((edge, place) =>
    place === encoded.length - 1 ? edge <= (ranges[place] ?? -1) : edge === ranges[place],
  );
}
