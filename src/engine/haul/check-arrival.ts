import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../contract/app-error.ts';
import { countPoints } from '../../domain/progress-spans.ts';
import { partName } from '../ledger/staged-series.ts';
import type { Reader } from '../workers/reader.ts';
import { dataName, jobName, listNames } from './haul-format.ts';
import type { HaulJob, HaulLine, Manifest } from './haul-format.ts';
import { readHaulJob, readHaulLines } from './haul-lines.ts';

/** A hand-over that was unpacked into a folder. */
export interface UnpackedHaul {
  /** The file that it came from, for people. */
  readonly file: string;
  readonly folder: string;
  readonly manifest: Manifest;
}

/** What does not fit together is the file's fault, whatever step finds it. */
export function understood<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw damaged(file, (cause as Error).message, cause);
  }
}

/** The job of a hand-over, found to be the one that its manifest describes. */
export function checkJob({ folder, manifest }: UnpackedHaul): HaulJob {
  const { jobId, baseUrl, points, entries } = manifest;
  for (const name of [jobName, ...listNames])
    if (!entries.some((entry) => entry.name === name)) throw new Error(`it has no ${name}`);
  const job = readHaulJob(folder);
  const isAsSaid =
    job.id === jobId &&
    job.baseUrl === baseUrl &&
    job.planned === points.planned &&
    job.confirmed === points.confirmed &&
    job.rejected === points.rejected &&
    job.uncertain === points.uncertain;
  if (!isAsSaid) throw new Error('its job is not the one that its manifest describes');
  return job;
}

/** Every copy is read to its last block, and is of the dataset that it is said to be of. Throws haul/damaged. */
export async function checkCopies(
  reader: Reader,
  haul: UnpackedHaul,
  progress: (done: number, total: number, text: string) => void,
): Promise<void> {
  const { file, folder, manifest } = haul;
  const ends = new Map<number, number>();
  const sizes = new Map(manifest.entries.map(({ name, bytes }) => [name, bytes]));
  const rows = readHaulLines(folder, 'datasets.ndjson');
  let done = 0;
  let points = 0;
  for (;;) {
    const row = understood(file, () => rows.next());
    if (row.done === true) break;
    const { copy, path: dataset } = row.value;
    if (copy === null) continue;
    progress(done++, manifest.data.loads, dataset);
    const size = sizes.get(dataName(partName(copy.part)));
    understood(file, () => assertInOrder(copy, ends, size));
    points += copy.points;
    await checkCopy(reader, haul, row.value, copy);
  }
  if (done !== manifest.data.loads || points !== manifest.data.points)
    throw damaged(file, 'its data is not all there');
}

async function checkCopy(
  reader: Reader,
  { file, folder }: UnpackedHaul,
  { path: dataset, digest, intervals }: HaulLine<'datasets.ndjson'>,
  { part, offsetBytes, sizeBytes, sha256, ranges }: Copy,
): Promise<void> {
  const place = { path: path.join(folder, partName(part)), offset: offsetBytes, bytes: sizeBytes, sha256 };
  const found = await reader.checkStaged(place).catch((cause: unknown) => {
    const isItsFault = cause instanceof AppError && cause.code === 'source/stage-damaged';
    throw isItsFault ? damaged(file, `the data of ${dataset} is damaged`, cause) : cause;
  });
  const isWhole = countPoints(ranges) === intervals;
  const isRight =
    found.digest === digest &&
    found.planned === intervals &&
    isDeepStrictEqual(found.ranges, ranges) &&
    (!isWhole || found.foundDigest === digest);
  if (!isRight) throw damaged(file, `the data of ${dataset} is not what was planned`);
}

function damaged(file: string, what: string, cause?: unknown): AppError {
  const message = `${file} cannot be taken over: ${what}. Nothing was taken from it.`;
  return new AppError('haul/damaged', message, { context: { path: file }, cause });
}

type Copy = NonNullable<HaulLine<'datasets.ndjson'>['copy']>;

/** Copies follow each other within their part files. */
function assertInOrder(
  { part, offsetBytes, sizeBytes, ranges, points }: Copy,
  ends: Map<number, number>,
  size: number | undefined,
): void {
  if (size === undefined || offsetBytes + sizeBytes > size) throw new Error('its data is not all there');
  if (offsetBytes < (ends.get(part) ?? 0)) throw new Error('its data overlaps');
  if (countPoints(ranges) !== points) throw new Error('its data is not counted right');
  ends.set(part, offsetBytes + sizeBytes);
}
