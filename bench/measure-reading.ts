import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Bench, Section } from './bench-parts.ts';
import { ownDatasets } from './made-sites.ts';
import { makeLargeHdf5, makeMetersCsv, makeReadingsDatabase } from './make-large-files.ts';
import { measureEncoding } from './measure-encoding.ts';
import type { ReadingFigures, ReadOrders } from './reading-figures.ts';
import {
  describeMachine,
  spellCount,
  spellMegabytes,
  spellRatio,
  spellSeconds,
  tabulateColumns,
} from './spell-figures.ts';
import { runForFigures } from './start-programs.ts';

/** About as many rows in each file; of the CSV by the length of its lines. */
const rowsOfFile = 2_000_000;
const csvBytesPerRow = 35;
const hdf5BytesPerRow = 16;

/** Each kind of source read whole, to settled series, without encoding. */
export async function measureReading(bench: Bench): Promise<Section> {
  const encoding = measureEncoding(bench.encodingSample);
  const rows: string[][] = [];
  for (const [what, orders] of await makeSources(bench)) {
    const figures = await runForFigures<ReadingFigures>(bench.programs.pathOf('engine/read-run'), orders);
    rows.push(tellReading(what, figures, encoding.pointsPerSecond));
  }
  return {
    title: 'Reading',
    lines: [
      `\`npm run bench -- --reading\`. ${describeMachine()}`,
      '',
      "Each source read whole through the reader's thread, mapped, put in order and settled, but not encoded; a process each.",
      'CPU is that of all threads. Points/s of encoding alone and the time that the bytes of the file take alone, from',
      "the system's memory, are of the same run.",
      '',
      ...tabulateColumns(columns, rows),
    ],
  };
}

const columns = [
  'source',
  'rows',
  'file',
  'rows/s',
  ': encoding',
  'CPU a million rows',
  'time : that of its bytes',
  'peak memory',
];

/** Of each kind a file, with about as many rows. */
async function makeSources({ folder: within, sites, points }: Bench): Promise<[what: string, ReadOrders][]> {
  const folder = path.join(within, 'reading');
  await mkdir(folder, { recursive: true });
  const rows = Math.min(rowsOfFile, points);
  const [databasePath = '', meterFile = ''] = (await sites.make(ownDatasets(rows))).files;
  const csv = path.join(folder, 'meters.csv');
  const tree = path.join(folder, 'power.h5');
  const database = path.join(folder, 'readings.sqlite');
  await makeMetersCsv(csv, rows * csvBytesPerRow);
  await makeLargeHdf5(tree, rows * hdf5BytesPerRow);
  makeReadingsDatabase(database, rows);
  return [
    ["a VEN client's meter file (HDF5)", { kind: 'ven-client', databasePath, path: meterFile, folder }],
    ['CSV by a mapping, 150 meters', { kind: 'mapped', path: csv, folder }],
    ['HDF5 by a mapping, one dataset', { kind: 'mapped', path: tree, folder }],
    ['SQLite by a mapping, 150 meters', { kind: 'mapped', path: database, folder }],
  ];
}

function tellReading(what: string, figures: ReadingFigures, encodedPerSecond: number): string[] {
  const { rows, seconds } = figures;
  return [
    what,
    spellCount(rows),
    spellMegabytes(figures.fileBytes),
    spellCount(rows / seconds),
    spellRatio(rows / seconds, encodedPerSecond),
    spellSeconds((figures.cpuSeconds / rows) * 1e6),
    spellRatio(seconds, figures.bytesAloneSeconds),
    spellMegabytes(figures.peakBytes),
  ];
}
