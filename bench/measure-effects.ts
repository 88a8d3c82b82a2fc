import type { Bench, Section } from './bench-parts.ts';
import { ownDatasets } from './made-sites.ts';
import { measureEncoding } from './measure-encoding.ts';
import { runUploads } from './run-upload.ts';
import type { UploadFigures } from './run-upload.ts';
import type { Pace } from './run-orders.ts';
import {
  describeMachine,
  spellCount,
  spellMegabytes,
  spellRatio,
  spellSeconds,
  tabulateColumns,
} from './spell-figures.ts';

const uploads = 3;
/** Long enough that a request can hold 50,000 of them, and not divided evenly by any setting. */
const rowsOfLoad = 52_446;

interface Setting {
  readonly what: string;
  readonly pace: Pace;
}

const settings: readonly { readonly title: string; readonly of: readonly Setting[] }[] = [
  {
    title: 'points a request',
    of: [
      { what: 'as the engine finds them', pace: {} },
      ...[500, 2000, 8000, 20_000, 50_000].map((chunkPoints) => ({
        what: spellCount(chunkPoints),
        pace: { chunkPoints },
      })),
    ],
  },
  {
    title: 'requests at once',
    of: [
      { what: 'as the engine finds them', pace: {} },
      ...[1, 2, 4, 8, 16].map((concurrency) => ({ what: spellCount(concurrency), pace: { concurrency } })),
    ],
  },
  {
    title: 'compression',
    of: [
      { what: 'none', pace: {} },
      { what: 'gzip', pace: { compress: 'gzip' } },
    ],
  },
];

/** What the size of requests, their number at once and compression do to a whole upload. */
export async function measureEffects(bench: Bench): Promise<Section> {
  const site = await bench.sites.make(ownDatasets(bench.points / 10, rowsOfLoad));
  const encoding = measureEncoding(bench.encodingSample);
  const tables: string[] = [];
  // The settings of the engine itself are the first of every table and run once.
  const usual = await runUploads(uploads, bench.programs, bench.folder, site);
  for (const { title, of } of settings) {
    const rows: string[][] = [];
    for (const { what, pace } of of) {
      const isUsual = Object.keys(pace).length === 0;
      const upload = isUsual ? usual : await runUploads(uploads, bench.programs, bench.folder, site, pace);
      rows.push([what, ...tellUpload(upload, usual, encoding.cpuSecondsPerMillion)]);
    }
    tables.push('', ...tabulateColumns([title, ...columns], rows));
  }
  return {
    title: 'Effects',
    lines: [
      `\`npm run bench -- --effects\`. ${describeMachine()}`,
      '',
      `${usual.loads} loads of ${spellCount(rowsOfLoad)} points to the stub that counts, the median of ${uploads} processes; a table changes one`,
      'setting and leaves the others to the engine. Ratios of points/s are to the first line, of CPU to encoding alone.',
      ...tables,
    ],
  };
}

const columns = [
  'requests',
  'points/s',
  ': first',
  'bytes a point on the wire',
  'CPU a million points',
  ': encoding',
  'peak memory',
];

function tellUpload(upload: UploadFigures, first: UploadFigures, encodingCpuSeconds: number): string[] {
  const { counts } = upload;
  return [
    spellCount(counts.requests),
    spellCount(upload.pointsPerSecond),
    spellRatio(upload.pointsPerSecond, first.pointsPerSecond),
    (counts.bytes / counts.points).toFixed(1),
    spellSeconds(upload.cpuSecondsPerMillion),
    spellRatio(upload.cpuSecondsPerMillion, encodingCpuSeconds),
    spellMegabytes(upload.peakBytes),
  ];
}
