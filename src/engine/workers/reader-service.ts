import { AppError } from '../../contract/app-error.ts';
import { compareSeries } from '../../domain/interval-series.ts';
import type { IntervalSeries } from '../../domain/interval-series.ts';
import { locateStart } from '../../domain/series-view/locate-start.ts';
import { markSeries } from '../../domain/series-view/mark-series.ts';
import { reduceSeries } from '../../domain/series-view/reduce-series.ts';
import { sumByMonth } from '../../domain/series-view/sum-by-month.ts';
import { countDayLengths } from '../../domain/time/day-lengths.ts';
import { inspectFiles } from '../mapping/inspect-files.ts';
import { proposeFile } from '../mapping/propose-file.ts';
import { readResourceList } from '../mapping/read-resource-list.ts';
import { looksLikeVenClient, readLoads, readVenClientSite } from '../mapping/ven-client.ts';
import { encodePoints } from './encode-points.ts';
import { fingerprintFile } from './fingerprint-file.ts';
import type { EncodedChunk, EncodeRequest, IntervalColumns, ReadingSpec } from './reader.ts';
import type { ReaderCalls, ReaderSetup } from './reader-channel.ts';
import { SeriesShelf } from './series-shelf.ts';
import type { DigestedSeries } from './series-shelf.ts';
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
      const { series } = await shelf.series(spec);
      const { intervalMs } = await shelf.scan(spec);
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
    async compare(a, b) {
      const first = await shelf.series(a);
      return compareSeries(first.series, (await shelf.series(b)).series);
    },
    encode: (request) => encode(shelf, request),
    intervals: async (spec, from, to) => cut((await shelf.series(spec)).series, from, to),
    ...viewCalls(shelf),
  };
}

async function encode(shelf: SeriesShelf, request: EncodeRequest): Promise<EncodedChunk> {
  const { series, digest } = await planned(shelf, request.spec);
  if (digest !== request.digest) throw changed(request.spec);
  return encodePoints(series, request);
}

/** A series that could be planned but cannot be read any more has changed, whatever else is wrong with it. */
async function planned(shelf: SeriesShelf, spec: ReadingSpec): Promise<DigestedSeries> {
  try {
    return await shelf.series(spec);
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code === 'source/missing' || cause.code === 'engine/bug')
      throw cause;
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
