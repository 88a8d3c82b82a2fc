import { z } from 'zod';
import type { IntervalSeries } from '../../domain/interval-series.ts';
import { countPoints } from '../../domain/progress-spans.ts';
import { qualityCodes } from '../../domain/quality-code.ts';
import { packBytes, packNumbers, unpackBytes, unpackNumbers } from './staged-columns.ts';
import type { ByteCursor } from './staged-columns.ts';

/**
 * A staged series, as bytes: the magic, the length of the header (4 bytes, little endian), the header (JSON), and
 * blocks of at most 65,536 intervals: first starts and ends of the whole series, which shrink to next to nothing where
 * they follow evenly and tell what any index means; then, for the intervals that are here, values and, where the
 * series has its own, qualities. Each column of a block carries its length and its CRC-32; the ledger has the SHA-256
 * over all of it.
 */
const magic = Buffer.from('MHS1', 'latin1');
const headerLimit = 64 * 2 ** 20;
const pointsABlock = 65_536;

/** No series has more intervals: they are settled in memory, 24 bytes each. */
const plannedLimit = 64_000_000;

const index = z.number().int().min(0).max(plannedLimit);

/** Flat half-open ranges in ascending order, none empty, none touching the one before. */
const rangesShape = z.array(index).check(({ value, issues }) => {
  const isRising = value.length % 2 === 0 && value.every((each, i) => i === 0 || each > (value[i - 1] ?? 0));
  if (!isRising) issues.push({ code: 'custom', input: value, message: 'ranges out of order' });
});

export const stagedHeader = z
  .object({
    version: z.literal(1),
    /** The dataset or series, for people. */
    dataset: z.string(),
    /** Of the whole series as it was planned. */
    digest: z.string().regex(/^[0-9a-f]{40}$/),
    /** Intervals of the whole series. */
    planned: index,
    /** The intervals that are here, by their indexes in the whole series. */
    ranges: rangesShape,
    /** Whether the series has qualities of its own. */
    hasQuality: z.boolean(),
  })
  .refine(({ ranges, planned }) => (ranges.at(-1) ?? 0) <= planned, 'ranges beyond the series');

export type StagedHeader = z.infer<typeof stagedHeader>;

/** Spells the intervals of a series that the header names, piece by piece. */
export function* spellStaged(header: StagedHeader, series: IntervalSeries): Generator<Buffer> {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  yield Buffer.concat([magic, length, json]);
  for (const { from, to } of blocksOf([0, header.planned])) {
    yield packNumbers(series.startMs.subarray(from, to));
    yield packNumbers(series.endMs.subarray(from, to));
  }
  for (const { from, to } of blocksOf(header.ranges)) {
    yield packNumbers(series.value.subarray(from, to));
    if (series.quality !== null) yield packBytes(series.quality.subarray(from, to));
  }
}

/** Reads the header of a staged series. Throws RangeError for anything that is none. */
export function readHeader(bytes: ByteCursor): StagedHeader {
  if (!bytes.take(magic.length).equals(magic)) throw new RangeError('no staged series');
  const length = bytes.take(4).readUInt32LE(0);
  if (length > headerLimit) throw new RangeError(`a header of ${length} bytes`);
  const parsed = stagedHeader.safeParse(parseJson(bytes.take(length).toString('utf8')));
  if (!parsed.success) throw new RangeError(`a header that is not valid: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/**
 * Reads the blocks behind a header into a series with the indexes of the plan. What is not here has NaN as its value.
 * Throws RangeError for anything damaged.
 */
export function readBlocks(bytes: ByteCursor, { planned, ranges, hasQuality }: StagedHeader): IntervalSeries {
  const series = {
    startMs: new Float64Array(planned),
    endMs: new Float64Array(planned),
    value: new Float64Array(planned),
    quality: hasQuality ? new Uint8Array(planned) : null,
  };
  if (countPoints(ranges) < planned) series.value.fill(NaN);
  for (const { from, to } of blocksOf([0, planned])) {
    series.startMs.set(unpackNumbers(bytes, to - from), from);
    series.endMs.set(unpackNumbers(bytes, to - from), from);
  }
  for (const { from, to } of blocksOf(ranges)) {
    series.value.set(unpackNumbers(bytes, to - from), from);
    series.quality?.set(readQualities(bytes, to - from), from);
    if (series.value.subarray(from, to).some((value) => !Number.isFinite(value)))
      throw new RangeError('a value that is no number');
  }
  checkOrder(series);
  return series;
}

function readQualities(bytes: ByteCursor, count: number): Uint8Array {
  const quality = unpackBytes(bytes, count);
  if (quality.some((code) => code >= qualityCodes.length)) throw new RangeError('a quality that is none');
  return quality;
}

/** What is read must be intervals in order, whoever wrote it. */
function checkOrder({ startMs, endMs }: IntervalSeries): void {
  let before = -Infinity;
  for (let i = 0; i < startMs.length; i++) {
    const start = startMs[i] as number;
    const end = endMs[i] as number;
    if (!(start >= before) || !(end > start) || !Number.isFinite(end))
      throw new RangeError(`interval ${i} is out of order`);
    before = end;
  }
}

function* blocksOf(ranges: readonly number[]): Generator<{ readonly from: number; readonly to: number }> {
  for (let range = 0; range < ranges.length; range += 2) {
    const end = ranges[range + 1] ?? 0;
    for (let from = ranges[range] ?? 0; from < end; from += pointsABlock)
      yield { from, to: Math.min(end, from + pointsABlock) };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RangeError('a header that is no JSON');
  }
}
