import type { SampleSiteOptions } from '../src/engine/sample-site/sample-site-options.ts';
import type { Bench, Section } from './bench-parts.ts';
import { ownDatasets } from './made-sites.ts';
import { runUploads } from './run-upload.ts';
import type { UploadFigures } from './run-upload.ts';
import {
  describeMachine,
  spellCount,
  spellMegabytes,
  spellRatio,
  spellSeconds,
  tabulateColumns,
} from './spell-figures.ts';
import { fitLine } from './straight-line.ts';
import type { StraightLine } from './straight-line.ts';
import { drawPage } from './svg-plot.ts';
import type { Panel } from './svg-plot.ts';

const uploads = 3;
const shares = [1 / 8, 1 / 4, 1 / 2, 3 / 4, 1];
const loadsOfLonger = 24;
const plotName = 'growth.svg';

interface Step {
  readonly size: number;
  readonly upload: UploadFigures;
}

interface Growth {
  readonly title: string;
  readonly of: string;
  readonly steps: readonly Step[];
  /** CPU seconds by size. */
  readonly line: StraightLine;
}

/** What a site costs as it has more loads, and as its loads grow longer: a straight line, when it is linear. */
export async function measureGrowth(bench: Bench): Promise<Section> {
  // The largest step of each has about a quarter of the points of a whole upload.
  const most = bench.points / 4;
  const sizes = shares.map((share) => most * share);
  const byLoads = await grow(
    bench,
    { title: 'More loads of 8,741 points', of: 'loads' },
    sizes.map((points) => ownDatasets(points)),
    ({ loads }) => loads,
  );
  const byLength = await grow(
    bench,
    { title: `${loadsOfLonger} loads of more points`, of: 'points a load' },
    sizes.map((points) => ownDatasets(points, Math.round(points / loadsOfLonger))),
    ({ points, loads }) => points / loads,
  );
  return {
    title: 'Growth',
    lines: [
      `\`npm run bench -- --growth\`. ${describeMachine()}`,
      '',
      `What a site costs as it grows, sent to the stub that counts; the median of ${uploads} processes. CPU is that of all threads`,
      'from the start of the job to its end. The straight line is the one closest to all steps of the table; what it has at',
      'zero is the start of the threads.',
      ...[byLoads, byLength].flatMap((growth) => ['', ...tellGrowth(growth)]),
      '',
      `![CPU by the number of loads and by their length, with the straight line](${plotName})`,
    ],
    plots: [{ name: plotName, svg: drawGrowth([byLoads, byLength]) }],
  };
}

async function grow(
  { programs, folder, sites }: Bench,
  names: { readonly title: string; readonly of: string },
  sizes: readonly SampleSiteOptions[],
  sizeOf: (upload: UploadFigures) => number,
): Promise<Growth> {
  const steps: Step[] = [];
  for (const size of sizes) {
    const upload = await runUploads(uploads, programs, folder, await sites.make(size));
    steps.push({ size: sizeOf(upload), upload });
  }
  const line = fitLine(steps.map(({ size, upload }) => [size, upload.sendCpuSeconds]));
  return { ...names, steps, line };
}

function tellGrowth({ title, of, steps, line }: Growth): string[] {
  const head = [
    `${title}: ${of}`,
    'points',
    'CPU',
    'CPU : straight line',
    'CPU a million points',
    'time',
    'peak memory',
  ];
  const rows = steps.map(({ size, upload }) => [
    spellCount(size),
    spellCount(upload.points),
    spellSeconds(upload.sendCpuSeconds),
    spellRatio(upload.sendCpuSeconds, heightOf(line, size)),
    spellSeconds(upload.cpuSecondsPerMillion),
    spellSeconds(upload.sendSeconds),
    spellMegabytes(upload.peakBytes),
  ]);
  return tabulateColumns(head, rows);
}

function heightOf({ atZero, slope }: StraightLine, size: number): number {
  return atZero + slope * size;
}

function drawGrowth(growths: readonly Growth[]): string {
  const panels = growths.map(({ title, of, steps, line }): Panel => {
    const xMost = Math.max(...steps.map(({ size }) => size)) * 1.02;
    const seconds = steps.flatMap(({ upload }) => [upload.sendCpuSeconds, upload.sendSeconds]);
    const ends: [number, number][] = [0, xMost].map((size) => [size, Math.max(0, heightOf(line, size))]);
    return {
      title,
      xLabel: of,
      yLabel: 'seconds',
      xMost,
      yMost: Math.max(...seconds) * 1.15,
      lines: [
        { name: 'straight line through CPU', colour: '#1f2933', isDashed: true, width: 1, points: ends },
        {
          name: 'CPU, all threads',
          colour: '#1261a0',
          points: steps.map(({ size, upload }) => [size, upload.sendCpuSeconds]),
        },
        {
          name: 'time',
          colour: '#b0413e',
          points: steps.map(({ size, upload }) => [size, upload.sendSeconds]),
        },
      ],
    };
  });
  return drawPage({
    title: 'What an upload takes as a site grows',
    columns: 2,
    panelWidth: 560,
    panelHeight: 300,
    panels,
  });
}
