import path from 'node:path';
import { makeSampleSite } from '../src/engine/sample-site/make-sample-site.ts';
import type { BuiltPrograms } from './build-programs.ts';
import type { EncodingFigures } from './measure-encoding.ts';
import { cpuSecondsPerMillion } from './run-orders.ts';
import { describeMachine, spellCount, spellMegabytes, tabulate } from './spell-figures.ts';
import { runEngine, startVtnStub } from './start-programs.ts';

/** Ten times the demo's site: more readings than the engine keeps in memory between plan and upload. */
export async function measureLongUpload(
  programs: BuiltPrograms,
  folder: string,
  encoding: EncodingFigures,
): Promise<string[]> {
  const { databasePath, meterFilePath } = await makeSampleSite(folder, { resources: 120 });
  await using stub = await startVtnStub();
  const run = await runEngine(programs.pathOf('engine/run'), {
    stateDir: path.join(folder, 'state'),
    files: [databasePath, meterFilePath],
    baseUrl: stub.baseUrl,
    sends: true,
  });
  const cpuSeconds = cpuSecondsPerMillion(run);
  return [
    `${run.loads} loads, ${spellCount(run.points)} points, ${run.requests} requests; one process. ${describeMachine()}`,
    '',
    ...tabulate([
      ['whole upload', `${spellCount(run.points / run.sendSeconds)} points/s`],
      ['whole upload, CPU a million points', `${cpuSeconds.toFixed(2)} s`],
      ['CPU of the upload : of encoding', (cpuSeconds / encoding.cpuSecondsPerMillion).toFixed(2)],
      ['peak memory of the engine process', spellMegabytes(run.peakBytes)],
    ]),
  ];
}

/** As many loads as the largest site known has, on as many shared meters. */
export async function measureLargePlan(programs: BuiltPrograms, folder: string): Promise<string[]> {
  const site = await makeSampleSite(folder, { vens: 48, resources: 19_402, meters: 153 });
  const run = await runEngine(programs.pathOf('engine/run'), {
    stateDir: path.join(folder, 'state'),
    files: [site.databasePath, site.meterFilePath],
    baseUrl: 'http://127.0.0.1:9/openadr3',
    sends: false,
  });
  return [
    `${spellCount(run.loads)} loads over 918 datasets of 8,741 rows, ${spellCount(run.points)} points. ${describeMachine()}`,
    '',
    ...tabulate([
      ['plan', `${run.planSeconds.toFixed(1)} s`],
      ['ledger', spellMegabytes(run.ledgerBytes)],
      ['peak memory of the engine process', spellMegabytes(run.peakBytes)],
    ]),
  ];
}
