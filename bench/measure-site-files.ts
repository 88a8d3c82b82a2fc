import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { BuiltPrograms } from './build-programs.ts';
import { makeLargeHdf5, makeMetersCsv, makeMinuteCsv } from './make-large-files.ts';
import { describeMachine, median, spellCount, spellMegabytes, tabulate } from './spell-figures.ts';
import type { Row } from './spell-figures.ts';
import { runForFigures, runMeasured } from './start-programs.ts';

const runs = 3;

interface ReadFigures {
  readonly rows: number;
  readonly rowsPerSecond: number;
  readonly rowsPerCpuSecond: number;
  readonly peakBytes: number;
  readonly papaparse: number;
}

/** Files far larger than memory should be: what it takes to look at them, and to read them whole. */
export async function measureSiteFiles(programs: BuiltPrograms, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const lines = [
    `Made by script: CSVs of 1 GB (minutes of one meter; quarters of an hour of 150 meters) and an HDF5 of 5 GB (one`,
    `dataset, chunked). ${describeMachine()} Commands from start to end, the median of ${runs} processes.`,
  ];
  const minutes = path.join(folder, 'minutes.csv');
  const meters = path.join(folder, 'meters.csv');
  const tree = path.join(folder, 'power.h5');
  const rows: Row[] = [];
  await makeMinuteCsv(minutes, 1e9);
  rows.push(
    ...(await look(programs, folder, '1 GB CSV, one meter', minutes)),
    ...(await readWhole(programs, folder, minutes)),
  );
  await rm(minutes);
  await makeMetersCsv(meters, 1e9);
  rows.push(
    ...(await look(programs, folder, '1 GB CSV, 150 meters', meters)),
    ...(await readWhole(programs, folder, meters)),
  );
  const all = await command(programs, folder, ['preview', '--all', meters]);
  rows.push(['`preview --all` of it', `${all.seconds.toFixed(1)} s, ${spellMegabytes(all.peakBytes)}`]);
  await rm(meters);
  await makeLargeHdf5(tree, 5e9);
  rows.push(...(await look(programs, folder, '5 GB HDF5', tree)));
  return [...lines, '', ...tabulate(rows)];
}

async function look(programs: BuiltPrograms, folder: string, what: string, file: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const verb of ['inspect', 'preview']) {
    const measured = [];
    for (let run = 0; run < runs; run++) measured.push(await command(programs, folder, [verb, file]));
    const seconds = median(measured.map((each) => each.seconds)).toFixed(2);
    const peak = spellMegabytes(Math.max(...measured.map(({ peakBytes }) => peakBytes)));
    rows.push([`${what}: \`${verb}\`${verb === 'preview' ? ', first page' : ''}`, `${seconds} s, ${peak}`]);
  }
  return rows;
}

async function command(
  programs: BuiltPrograms,
  folder: string,
  args: readonly string[],
): Promise<{ seconds: number; peakBytes: number }> {
  const stateDir = path.join(folder, 'state');
  const peak = path.join(folder, 'peak');
  const done = await runMeasured(programs.pathOf('cli/index'), [...args, '--state-dir', stateDir], {}, peak);
  if (done.exitCode !== 0) throw new Error(`meterhaul ${args.join(' ')} ended with ${done.exitCode}.`);
  return done;
}

async function readWhole(programs: BuiltPrograms, folder: string, file: string): Promise<Row[]> {
  const program = programs.pathOf('engine/site-file-run');
  const figures = await runForFigures<ReadFigures>(program, { file, folder });
  const share = (figures.rowsPerSecond / figures.papaparse) * 100;
  return [
    [`read whole, ${spellCount(figures.rows)} rows`, `${spellCount(figures.rowsPerSecond)} rows/s`],
    ['read whole, rows a second of CPU', spellCount(figures.rowsPerCpuSecond)],
    ['papaparse alone', `${spellCount(figures.papaparse)} rows/s`],
    ['the whole way at the speed of papaparse', `${share.toFixed(0)} %`],
    ['read whole, peak memory', spellMegabytes(figures.peakBytes)],
  ];
}
