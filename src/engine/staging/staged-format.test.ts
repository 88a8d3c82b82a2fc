import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IntervalSeries } from '../../domain/interval-series.ts';
import { countPoints } from '../../domain/progress-spans.ts';
import type { ByteCursor } from './staged-columns.ts';
import { readBlocks, readHeader, spellStaged } from './staged-format.ts';
import type { StagedHeader } from './staged-format.ts';

const digest = '0123456789abcdef0123456789abcdef01234567';

function bytesOf(header: StagedHeader, series: IntervalSeries): Buffer {
  return Buffer.concat([...spellStaged(header, series)]);
}

function cursor(bytes: Buffer): ByteCursor & { left(): number } {
  let at = 0;
  return {
    take: (count) => {
      if (at + count > bytes.length) throw new RangeError('it ends too early');
      at += count;
      return bytes.subarray(at - count, at);
    },
    left: () => bytes.length - at,
  };
}

function readBack(bytes: Buffer): { header: StagedHeader; series: IntervalSeries; left: number } {
  const from = cursor(bytes);
  const header = readHeader(from);
  return { header, series: readBlocks(from, header), left: from.left() };
}

/** Any series: even or uneven steps, whole or broken milliseconds, any finite value, qualities or none. */
const anySeries = fc
  .record({
    firstMs: fc.oneof(
      fc.integer({ min: -1e12, max: 4e12 }),
      fc.double({ min: -1e12, max: 4e12, noNaN: true }),
    ),
    steps: fc.array(fc.oneof(fc.constant(900_000), fc.double({ min: 1, max: 1e8, noNaN: true })), {
      maxLength: 300,
    }),
    values: fc.infiniteStream(fc.double({ noNaN: true, noDefaultInfinity: true })),
    hasQuality: fc.boolean(),
  })
  .map(({ firstMs, steps, values, hasQuality }): IntervalSeries => {
    const startMs = new Float64Array(steps.length);
    const endMs = new Float64Array(steps.length);
    let at = firstMs;
    for (const [i, step] of steps.entries()) {
      startMs[i] = at;
      endMs[i] = at + (i % 3 === 0 ? step / 2 : step);
      at += step;
    }
    const value = Float64Array.from(steps, () => Number(values.next().value));
    return { startMs, endMs, value, quality: hasQuality ? Uint8Array.from(steps, (_, i) => i % 4) : null };
  });

function headerOf(series: IntervalSeries, ranges: readonly number[]): StagedHeader {
  const planned = series.startMs.length;
  return {
    version: 1,
    dataset: 'meters/a/power',
    digest,
    planned,
    ranges: [...ranges],
    hasQuality: series.quality !== null,
  };
}

/** Some of the places between 0 and the end, rising: half-open ranges. */
const someRanges = (length: number): fc.Arbitrary<number[]> =>
  fc.uniqueArray(fc.integer({ min: 0, max: length }), { maxLength: 12 }).map((places) => {
    const rising = places.sort((a, b) => a - b);
    return rising.length % 2 === 0 ? rising : rising.slice(1);
  });

describe('a staged series', () => {
  it('reads back to the bit what was staged of it, and of the rest when it was', () => {
    fc.assert(
      fc.property(
        anySeries.chain((series) => fc.tuple(fc.constant(series), someRanges(series.startMs.length))),
        ([series, ranges]) => {
          const { header, series: read, left } = readBack(bytesOf(headerOf(series, ranges), series));
          expect(left).toBe(0);
          expect(header.ranges).toEqual(ranges);
          const staged = new Set<number>();
          for (let r = 0; r < ranges.length; r += 2)
            for (let i = ranges[r] ?? 0; i < (ranges[r + 1] ?? 0); i++) staged.add(i);
          for (let i = 0; i < series.startMs.length; i++) {
            const expected = staged.has(i)
              ? [series.startMs[i], series.endMs[i], series.value[i], series.quality?.[i]]
              : [series.startMs[i], series.endMs[i], NaN, series.quality === null ? undefined : 0];
            const found = [read.startMs[i], read.endMs[i], read.value[i], read.quality?.[i]];
            expect(found.every((each, column) => Object.is(each, expected[column]))).toBe(true);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is refused when any of its bytes is another one, or it is cut', () => {
    const startMs = Float64Array.from({ length: 200 }, (_, i) => 1_735_689_600_000 + i * 900_000);
    const series = {
      startMs,
      endMs: startMs.map((start) => start + 900_000),
      value: startMs.map((_, i) => Math.sin(i) * 1000),
      quality: null,
    };
    const bytes = bytesOf(headerOf(series, [0, 200]), series);
    const headerEnd = 8 + bytes.readUInt32LE(4);
    fc.assert(
      fc.property(
        fc.integer({ min: headerEnd, max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, change) => {
          const spoiled = Buffer.from(bytes);
          spoiled[at] = (spoiled[at] ?? 0) ^ change;
          expect(() => readBack(spoiled)).toThrow(RangeError);
        },
      ),
    );
    for (let end = 0; end < bytes.length; end += 7)
      expect(() => readBack(bytes.subarray(0, end))).toThrow(RangeError);
  });

  it('shrinks an even series to little more than its values', () => {
    const length = 100_000;
    const startMs = Float64Array.from({ length }, (_, i) => 1_735_689_600_000 + i * 3_600_000);
    const series = {
      startMs,
      endMs: startMs.map((start) => start + 3_600_000),
      value: startMs.map((_, i) => 500 + (i % 100)),
      quality: null,
    };
    const bytes = bytesOf(headerOf(series, [0, length]), series);
    expect(bytes.length / length).toBeLessThan(2);
    expect(countPoints(readBack(bytes).header.ranges)).toBe(length);
  });

  it.each([
    ['another format', Buffer.from('PK\u0003\u0004 and more of it')],
    ['a header that promises more than there is', Buffer.from('MHS1\xff\xff\xff\xff{}', 'latin1')],
    [
      'a header that is no JSON',
      Buffer.concat([Buffer.from('MHS1\x04\0\0\0', 'latin1'), Buffer.from('nope')]),
    ],
    ['a header of another version', headed({ version: 2 })],
    ['ranges beyond the series', headed({ ranges: [0, 11] })],
    ['ranges that fall', headed({ ranges: [5, 3] })],
    ['ranges with half a pair', headed({ ranges: [1] })],
    ['a series that no memory holds', headed({ planned: 1e12, ranges: [] })],
  ])('%s is refused', (_what, bytes) => {
    expect(() => readBack(bytes)).toThrow(RangeError);
  });
});

function headed(changes: Partial<Record<keyof StagedHeader, unknown>>): Buffer {
  const header = {
    version: 1,
    dataset: 'a',
    digest,
    planned: 10,
    ranges: [0, 10],
    hasQuality: false,
    ...changes,
  };
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return Buffer.concat([Buffer.from('MHS1'), length, json]);
}
