import { AppError } from '../../contract/app-error.ts';
import { compareSeries, findOverlapping } from '../../domain/interval-series.ts';
import type { IntervalSeries } from '../../domain/interval-series.ts';
import { firstPoints } from '../../domain/progress-spans.ts';
import { locateStart } from '../../domain/series-view/locate-start.ts';
import { markSeries } from '../../domain/series-view/mark-series.ts';
import { reduceSeries } from '../../domain/series-view/reduce-series.ts';
import { sumByMonth } from '../../domain/series-view/sum-by-month.ts';
import { countDayLengths } from '../../domain/time/day-lengths.ts';
import { inspectFiles } from '../mapping/inspect-files.ts';
import { proposeFile } from '../mapping/propose-file.ts';
import { readResourceList } from '../mapping/read-resource-list.ts';
import { looksLikeVenClient, readLoads, readVenClientSite } from '../mapping/ven-client.ts';
import { encodePoints } from '../encoding/encode-points.ts';
import { fingerprintFile } from './fingerprint-file.ts';
import { ListPages } from './list-pages.ts';
import type { EncodedChunk, EncodeRequest } from '../encoding/encoded-chunk.ts';
import type { IntervalColumns, ReadingSpec } from './reader.ts';
import type { ReaderCalls, ReaderSetup } from './reader-channel.ts';
import { SeriesShelf } from './series-shelf.ts';
import { readStaged, writeStaged } from './staged-files.ts';
import { digestOf } from './summarise-series.ts';
import { UnpackedFiles } from './unpacked-files.ts';

/** The reader as it works inside its thread; `startReader` is the engine's way to it. */
export function createReaderService({ cacheBytes, spoolFolder }: ReaderSetup): ReaderCalls {
  const unpacked = new UnpackedFiles(spoolFolder);
  const shelf = new SeriesShelf(cacheBytes, spoolFolder, unpacked);
  return {
    async inspect(paths) {
      shelf.refresh();
      return inspectFiles(paths, unpacked);
    },
    async propose(path, answers) {
      shelf.refresh();
      return proposeFile(path, answers, unpacked);
    },
    async mapFile(spec, progress) {
      shelf.refresh();
      return (await shelf.mapped.get(spec, progress)).found;
    },
    rejectedRows: (spec, offset, limit) => shelf.mapped.rejectedRows(spec, offset, limit),
    readResourceList: (path) => new Promise((resolve) => resolve(readResourceList(path))),
    async countOddDays(spec, timeZone) {
      const { intervalMs } = await shelf.scan(spec);
      const { series } = await shelf.series(spec);
      const { shortDays, longDays } = countDayLengths(series.startMs, intervalMs, timeZone);
      return { shortDays, longDays };
    },
    looksLikeVenClient: (paths) =>
      new Promise((resolve) => {
        shelf.refresh();
        resolve(looksLikeVenClient(paths));
      }),
    async readVenClientSite(paths) {
      shelf.refresh();
      return readVenClientSite(paths);
    },
    // What throws within a promise's body rejects it.
    readLoads: (databasePath, offset, limit) =>
      new Promise((resolve) => resolve(readLoads(databasePath, { offset, limit }))),
    fingerprint: fingerprintFile,
    scan: (spec) => shelf.scan(spec),
    compare: async (a, b) => {
      const first = await shelf.series(a);
      return compareSeries(first.series, (await shelf.series(b)).series);
    },
    ...sendingCalls(shelf),
    ...listCalls(shelf),
    ...viewCalls(shelf),
  };
}

/** What a job asks of the series that it sends or copies. */
function sendingCalls(shelf: SeriesShelf) {
  return {
    encode: (request) => encode(shelf, request),
    async stage(request) {
      const { series, digest } = await readPlanned(request.spec, () => shelf.series(request.spec));
      if (digest !== request.digest) throw changed(request.spec);
      return writeStaged(series, request);
    },
    checkStaged: (place) =>
      new Promise((resolve) => {
        const { header, series } = readStaged(place);
        const { digest, planned: intervals, ranges } = header;
        resolve({ digest, foundDigest: digestOf(series), planned: intervals, ranges });
      }),
    intervals: async (spec, from, to) => cut((await shelf.series(spec)).series, from, to),
  } satisfies Partial<ReaderCalls>;
}

async function encode(shelf: SeriesShelf, request: EncodeRequest): Promise<EncodedChunk> {
  const { spec, ranges } = request;
  // A copy and what a person has corrected are judged by the whole series.
  const isWhole = spec.staged != null || request.corrected != null;
  const wanted = isWhole ? ranges : firstPoints(ranges, mostPointsOf(request));
  const [first = 0, end = 0] = [wanted[0], wanted.at(-1)];
  const { series, digest, from } = await readPlanned(spec, async () =>
    isWhole ? { ...(await shelf.series(spec)), from: 0 } : shelf.part(spec, first, end),
  );
  if (digest !== request.digest) throw changed(spec);
  const chunk = moveRanges(
    encodePoints(series, { ...request, ranges: wanted.map((edge) => edge - from) }),
    from,
  );
  if (spec.staged != null) assertCopied(series, request, chunk.ranges);
  if (!isWhole) shelf.noteTaken(spec, chunk.ranges.at(-1) === ranges.at(-1));
  return chunk;
}

/** No point is shorter. */
const smallestPointBytes = 64;

function mostPointsOf({ maxPoints, maxBytes }: EncodeRequest): number {
  return Math.min(maxPoints, Math.ceil(maxBytes / smallestPointBytes));
}

function moveRanges(chunk: EncodedChunk, by: number): EncodedChunk {
  return by === 0 ? chunk : { ...chunk, ranges: chunk.ranges.map((edge) => edge + by) };
}

/** What lists of rejects and corrected rows are made of. */
function listCalls(shelf: SeriesShelf) {
  const lists = new ListPages();
  return {
    rowsOf: (spec, indexes) => rowsOf(shelf, spec, indexes),
    overlapping: async (spec, startMs, endMs) =>
      findOverlapping((await shelf.series(spec)).series, startMs, endMs),
    // What throws within a promise's body rejects it.
    readList: (path, offset, limit) => new Promise((resolve) => resolve(lists.read(path, offset, limit))),
  } satisfies Partial<ReaderCalls>;
}

/** A copy has no rows any more. */
async function rowsOf(
  shelf: SeriesShelf,
  spec: ReadingSpec,
  indexes: readonly number[],
): Promise<(number | null)[]> {
  if (spec.staged != null) return indexes.map(() => null);
  const rows = await shelf.rows(spec);
  return indexes.map((index) => {
    const row = rows[index] ?? NaN;
    return Number.isNaN(row) ? null : row;
  });
}

/** A copy holds what was still to send when it was made; what came back into line since may lie outside. */
function assertCopied(
  { value }: IntervalSeries,
  { spec: { dataset }, corrected }: EncodeRequest,
  ranges: readonly number[],
): void {
  const given = new Set(corrected?.index);
  for (let range = 0; range < ranges.length; range += 2) {
    const from = ranges[range] ?? 0;
    const isMissing = (one: number, place: number): boolean => Number.isNaN(one) && !given.has(from + place);
    const place = value.subarray(from, ranges[range + 1]).findIndex(isMissing);
    if (place === -1) continue;
    const interval = from + place;
    const message =
      `The staged copy of ${dataset} does not hold interval ${interval}, which was confirmed when it was made. ` +
      'Give the copies up with the files there, so that it is read from them.';
    throw new AppError('source/stage-damaged', message, { context: { dataset, interval } });
  }
}

const staysAsItIs: readonly string[] = ['source/missing', 'source/stage-damaged', 'engine/bug'];

/** A series that could be planned but cannot be read any more has changed, whatever else is wrong with it. */
async function readPlanned<T>(spec: ReadingSpec, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (!(cause instanceof AppError) || staysAsItIs.includes(cause.code)) throw cause;
    throw changed(spec, cause);
  }
}

function changed({ path, dataset }: ReadingSpec, cause?: AppError): AppError {
  const now = cause === undefined ? '' : ` ${cause.message}`;
  const message = `${dataset} in ${path} is no longer what it was when the job was planned.${now}`;
  return new AppError('source/changed', message, { context: { path, dataset }, cause });
}

/** What a person asks of the series that is in front of them. */
function viewCalls(shelf: SeriesShelf) {
  return {
    page: async (spec, from, to) => cut((await shelf.view(spec)).series, from, to),
    locate: async (spec, atMs) => locateStart((await shelf.view(spec)).series.startMs, atMs),
    plot: async (spec, span) => reduceSeries((await shelf.view(spec)).series, span),
    async marks(spec, zone) {
      const refused = await shelf.refused(spec);
      const { series, intervalMs, odd } = await shelf.view(spec);
      return markSeries(series, { intervalMs, zone }, [odd, refused]);
    },
    async months(spec, zone) {
      const { series, intervalMs } = await shelf.view(spec);
      return sumByMonth(series, intervalMs, zone);
    },
  } satisfies Partial<ReaderCalls>;
}

function cut(series: IntervalSeries, from: number, to: number): IntervalColumns {
  return {
    startMs: series.startMs.slice(from, to),
    endMs: series.endMs.slice(from, to),
    value: series.value.slice(from, to),
    quality: series.quality?.slice(from, to) ?? null,
  };
}
