import { expect, it } from 'vitest';
import { createChunkShelf } from './chunk-shelf.ts';
import type { EncodedChunk, EncodeRequest } from './encoded-chunk.ts';
import { wholeSeries } from '../../../test/suites/whole-series.ts';

const pointBytes = 100;

it('encodes what two loads send once, also when both ask before it is there', async () => {
  const { encode, asked } = createScene();
  const [one, other] = await Promise.all([encode('a', [0, 500]), encode('a', [0, 500])]);
  expect(other).toBe(one);
  expect(await encode('a', [0, 500])).toBe(one);
  expect(asked).toHaveLength(1);
});

it('encodes anew for a load that may send less at once, and again for one that may send more', async () => {
  const { encode } = createScene();
  await encode('a', [0, 500]);
  expect(await encode('a', [0, 500], 50)).toMatchObject({ points: 50 });
  expect(await encode('a', [0, 500], 500)).toMatchObject({ points: 500 });
});

it('takes a chunk that uses most of what is allowed', async () => {
  const { encode, asked } = createScene();
  await encode('a', [0, 500], 90);
  expect(await encode('a', [0, 500], 100)).toMatchObject({ points: 90 });
  expect(asked).toHaveLength(1);
});

it('never gives a load intervals that it did not ask for', async () => {
  const { encode } = createScene();
  await encode('a', [0, 500]);
  expect(await encode('a', [0, 10, 20, 500])).toMatchObject({ ranges: [0, 10, 20, 500] });
  expect(await encode('a', [0, 300])).toMatchObject({ ranges: [0, 300] });
  expect(await encode('b', [0, 500])).toMatchObject({ body: bodyOf('b', 500) });
});

it('takes a chunk that a boundary has ended, however short it is', async () => {
  const { encode, asked } = createScene({ boundary: 30 });
  await encode('a', [0, 500], 400);
  expect(await encode('a', [0, 500], 400)).toMatchObject({ points: 30 });
  expect(asked).toHaveLength(1);
});

it('keeps what was used last within its bytes', async () => {
  const { encode, asked } = createScene({ limitBytes: 2 * 500 * pointBytes });
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await encode(key, [0, 500]);
  expect(asked).toEqual(['a', 'b', 'c', 'b']);
});

it('tells a failure to all who wait for it, and tries again for the next', async () => {
  const { encode, asked, fail } = createScene();
  fail(new Error('unplugged'));
  const both = await Promise.allSettled([encode('a', [0, 5]), encode('a', [0, 5])]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  fail(null);
  expect(await encode('a', [0, 5])).toMatchObject({ points: 5 });
  expect(asked).toEqual(['a', 'a']);
});

/** A shelf before an encoder whose bodies say what they are of. */
function createScene({ limitBytes = 1e9, boundary = Infinity } = {}) {
  const asked: string[] = [];
  let failure: Error | null = null;
  const shelf = createChunkShelf(
    {
      encode: async (request) => {
        asked.push(request.digest);
        await Promise.resolve();
        if (failure !== null) throw failure;
        return encoded(request, boundary);
      },
    },
    limitBytes,
  );
  return {
    asked,
    fail: (error: Error | null) => void (failure = error),
    encode: (key: string, ranges: readonly number[], maxPoints = 1000) =>
      shelf.encode(key, requestOf(key, ranges, maxPoints)),
  };
}

function requestOf(key: string, ranges: readonly number[], maxPoints: number): EncodeRequest {
  return {
    spec: {
      ...wholeSeries,
      path: 'load_data.h5',
      dataset: key,
    },
    digest: key,
    quality: { code: 'GOOD', zeroCode: null },
    ranges,
    maxPoints,
    maxBytes: 1e6,
    boundariesMs: [],
    gzip: false,
  };
}

function encoded({ digest, ranges, maxPoints }: EncodeRequest, boundary: number): EncodedChunk {
  const most = Math.min(maxPoints, boundary);
  const isWhole = ranges.length > 2 || (ranges[1] ?? 0) <= most;
  const taken = isWhole ? ranges : [0, most];
  const points = taken.reduce((sum, edge, place) => sum + (place % 2 === 0 ? -edge : edge), 0);
  const body = bodyOf(digest, points);
  return { body, ranges: taken, points, plainBytes: body.length, firstStartMs: 0, lastStartMs: 0 };
}

function bodyOf(text: string, points: number): Uint8Array {
  return new Uint8Array(points * pointBytes).fill(text.charCodeAt(0));
}
