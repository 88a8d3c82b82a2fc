import path from 'node:path';
import { makeSampleSite } from '../src/engine/sample-site/make-sample-site.ts';
import type { SampleSite } from '../src/engine/sample-site/make-sample-site.ts';
import type { BuiltPrograms } from './build-programs.ts';
import { measureEncoding } from './measure-encoding.ts';
import type { EncodingFigures } from './measure-encoding.ts';
import { cpuSecondsPerMillion } from './run-orders.ts';
import type { RunFigures } from './run-orders.ts';
import { describeMachine, median, spellCount, spellMegabytes, tabulate } from './spell-figures.ts';
import type { Row } from './spell-figures.ts';
import { runEngine, runMeasured, startVtnStub } from './start-programs.ts';

const uploads = 5;

/** Encoding alone and whole uploads of the demo's site, through the engine and through the command line. */
export async function measureDemoSite(
  programs: BuiltPrograms,
  folder: string,
): Promise<{ readonly encoding: EncodingFigures; readonly lines: string[] }> {
  const site = await makeSampleSite(folder);
  await using stub = await startVtnStub();
  const encoding = measureEncoding([...site.expected().values()]);
  const runs: RunFigures[] = [];
  for (let run = 1; run <= uploads; run++) {
    const stateDir = path.join(folder, `state-${run}`);
    const orders = { stateDir, files: filesOf(site), baseUrl: stub.baseUrl, sends: true };
    runs.push(await runEngine(programs.pathOf('engine/run'), orders));
  }
  const cli = await measureCommand(programs.pathOf('cli/index'), site, folder, stub.baseUrl);
  return {
    encoding,
    lines: [...describeRuns(runs), '', ...tabulate([...tellSpeed(encoding, runs), ...cli])],
  };
}

function filesOf({ databasePath, meterFilePath }: SampleSite): string[] {
  return [databasePath, meterFilePath];
}

function describeRuns([first]: readonly RunFigures[]): string[] {
  const { loads = 0, points = 0, requests = 0 } = first ?? {};
  return [
    `The site of \`npm run demo\`: ${loads} loads, ${spellCount(points)} points, ${requests} requests. ${describeMachine()}`,
    'Encoding runs on one thread of the bench; the median of 15 rounds. Uploads go through the engine to a stub',
    `that only counts, on the same machine; the median of ${uploads} processes.`,
  ];
}

function tellSpeed(encoding: EncodingFigures, runs: readonly RunFigures[]): Row[] {
  const of = (pick: (run: RunFigures) => number): number => median(runs.map(pick));
  const cpuSeconds = of(cpuSecondsPerMillion);
  return [
    ['encoding alone', `${spellCount(encoding.pointsPerSecond)} points/s`],
    ['encoding alone, CPU a million points', `${encoding.cpuSecondsPerMillion.toFixed(2)} s`],
    ['a point on the wire', `${encoding.bytesPerPoint.toFixed(0)} bytes`],
    ['whole upload', `${spellCount(of(({ points, sendSeconds }) => points / sendSeconds))} points/s`],
    ['whole upload, CPU a million points', `${cpuSeconds.toFixed(2)} s`],
    ['CPU of the upload : of encoding', (cpuSeconds / encoding.cpuSecondsPerMillion).toFixed(2)],
    ['plan, thread and library started for it', `${of(({ planSeconds }) => planSeconds).toFixed(2)} s`],
    ['peak memory of the engine process', spellMegabytes(of(({ peakBytes }) => peakBytes))],
  ];
}

/** The command line as it is released, from its start to its end. */
async function measureCommand(
  program: string,
  site: SampleSite,
  folder: string,
  baseUrl: string,
): Promise<Row[]> {
  const { exitCode, peakBytes, seconds } = await runMeasured(
    program,
    ['upload', ...filesOf(site), '--vtn', baseUrl, '--state-dir', path.join(folder, 'cli'), '--json'],
    { METERHAUL_TOKEN: 'counted-only' },
    path.join(folder, 'peak'),
  );
  if (exitCode !== 0) throw new Error(`meterhaul upload ended with ${exitCode}.`);
  return [
    ['`meterhaul upload`, from start to end', `${seconds.toFixed(2)} s`],
    ['`meterhaul upload`, peak memory', spellMegabytes(peakBytes)],
  ];
}
