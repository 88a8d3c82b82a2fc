import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { mappingAnswers } from '../src/contract/request-shapes.ts';
import type { Reader, ReadingSpec, SeriesAddress } from '../src/engine/workers/reader.ts';
import { startReader } from '../src/engine/workers/start-reader.ts';
import { peakMemoryBytes } from './peak-memory.mjs';
import type { ReadingFigures, ReadOrders } from './reading-figures.ts';
import { startWatch } from './watch-cpu.ts';
import { wholeSeries } from '../test/suites/whole-series.ts';
import { datasetOfLoad } from '../src/engine/mapping/dataset-path.ts';

/**
 * Reads a source whole, to settled series, through the reader's thread as a job does, in a process of its own; nothing
 * is encoded. Orders come as JSON in the first argument, figures leave as JSON.
 */
const orders = JSON.parse(process.argv[2] ?? '{}') as ReadOrders;
process.stdout.write(`${JSON.stringify(await run(orders))}\n`);

async function run({ path, folder, ...how }: ReadOrders): Promise<ReadingFigures> {
  const bytesAloneSeconds = readBytes(path);
  const reader = startReader({ spoolParent: folder });
  const addresses =
    how.kind === 'ven-client'
      ? await addressesIn(reader, how.databasePath, path)
      : await proposedFor(reader, path);
  const watch = startWatch();
  const rows = await readAll(reader, addresses);
  const { seconds, cpuSeconds } = watch();
  await reader.close();
  return {
    rows,
    seconds,
    cpuSeconds,
    fileBytes: statSync(path).size,
    bytesAloneSeconds,
    peakBytes: peakMemoryBytes(),
  };
}

/** The first time brings the file into the system's memory, where all that follows finds it; the second counts. */
function readBytes(path: string): number {
  const piece = Buffer.allocUnsafe(1 << 20);
  let seconds = 0;
  for (let round = 0; round < 2; round++) {
    const watch = startWatch();
    const file = openSync(path, 'r');
    while (readSync(file, piece) > 0);
    closeSync(file);
    ({ seconds } = watch());
  }
  return seconds;
}

/** The datasets of a meter file that loads read, each once. */
async function addressesIn(reader: Reader, databasePath: string, path: string): Promise<SeriesAddress[]> {
  const loads = await reader.readLoads(databasePath, 0, Number.MAX_SAFE_INTEGER);
  const datasets = new Set(loads.map(datasetOfLoad));
  return [...datasets].map((dataset) => ({ path, dataset, mapping: null }));
}

/** How a file would be read; its series are only known when it has been read. */
async function proposedFor(reader: Reader, path: string): Promise<SeriesAddress[]> {
  const answers = { ...mappingAnswers.parse({}), timeZone: 'UTC', intervalMs: null };
  const { proposal } = await reader.propose(path, answers);
  return [{ path, dataset: '', mapping: proposal.mapping }];
}

async function readAll(reader: Reader, addresses: readonly SeriesAddress[]): Promise<number> {
  let rows = 0;
  for (const address of addresses) {
    const { path, mapping } = address;
    if (mapping === null) {
      rows += await settle(reader, address);
      continue;
    }
    const found = await reader.mapFile({ path, mapping, maxRows: null }, () => {});
    for (const { name } of found.series) rows += await settle(reader, { path, mapping, dataset: name });
  }
  return rows;
}

/** Reads and settles one series; gives the number of its intervals. */
async function settle(reader: Reader, address: SeriesAddress): Promise<number> {
  const spec: ReadingSpec = {
    ...wholeSeries,
    ...address,
  };
  const { startMs } = await reader.intervals(spec, 0, Number.MAX_SAFE_INTEGER);
  return startMs.length;
}
