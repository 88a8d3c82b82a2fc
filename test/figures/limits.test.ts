import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPrograms } from '../../bench/build-programs.ts';
import { runMeasured, startVtnStub } from '../../bench/start-programs.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import { makeSampleSite } from '../../src/engine/sample-site/make-sample-site.ts';
import { startWatch } from '../../bench/watch-cpu.ts';

const peakLimitBytes = 300e6;
const planLimitMs = 1000;
/** Of several plans the fastest counts: the others may have waited for the machine. */
const plans = 3;

describe('the demo site, 72 loads of 8,741 points', () => {
  let folder = '';
  let files: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'meterhaul-limits-'));
    const { databasePath, meterFilePath } = await makeSampleSite(folder);
    files = [databasePath, meterFilePath];
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is uploaded in less than 300 MB of memory', async () => {
    await using stub = await startVtnStub();
    await using programs = await buildPrograms({ 'cli/index': 'src/cli/index.ts' });
    const stateDir = path.join(folder, 'upload');
    const { exitCode, peakBytes, stdout } = await runMeasured(
      programs.pathOf('cli/index'),
      ['upload', ...files, '--vtn', stub.baseUrl, '--state-dir', stateDir, '--json'],
      { METERHAUL_TOKEN: 'counted-only' },
      path.join(folder, 'peak'),
    );
    expect(exitCode, stdout).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ state: 'completed', points: { confirmed: 629_352 } });
    expect(peakBytes).toBeLessThan(peakLimitBytes);
  });

  it('is planned in less than a second of CPU time once its files are open', async () => {
    const durationsMs: number[] = [];
    for (let plan = 1; plan <= plans; plan++) durationsMs.push(await timeOnePlan(`plan-${plan}`, files));
    expect(Math.min(...durationsMs)).toBeLessThan(planLimitMs);
  });

  /** In milliseconds of CPU time, with an engine that has read nothing of the readings yet. */
  async function timeOnePlan(name: string, paths: string[]): Promise<number> {
    const engine = createEngine({
      stateDir: path.join(folder, name),
      version: '0.0.0-test',
      secrets: { credentialsFor: () => Promise.resolve(null) },
    });
    try {
      // Starts the reader's thread, which the sources take much longer for than a build does.
      await engine.api.inspectFiles({ paths });
      const watch = startWatch();
      await engine.api.planJob({ files: paths, destination: { baseUrl: 'http://127.0.0.1:9/openadr3' } });
      return watch().cpuSeconds * 1000;
    } finally {
      await engine.close();
    }
  }
});
