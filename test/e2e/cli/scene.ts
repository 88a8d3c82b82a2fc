import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { makeSampleSite } from '../../../src/engine/sample-site/make-sample-site.ts';
import type { SampleSite } from '../../../src/engine/sample-site/make-sample-site.ts';
import type { SampleSiteOptions } from '../../../src/engine/sample-site/sample-site-options.ts';
import { startPracticeVtn } from '../../../src/practice-vtn/start-practice-vtn.ts';
import type { PracticeVtn } from '../../../src/practice-vtn/start-practice-vtn.ts';
import { runCli, startCli } from './run-cli.ts';
import type { CliResult, RunningCli } from './run-cli.ts';

/** A folder with a sample site, a state directory of its own, and a practice VTN. */
export interface Scene extends AsyncDisposable {
  readonly folder: string;
  readonly site: SampleSite;
  readonly files: readonly string[];
  readonly vtn: PracticeVtn;
  /** Runs a command with this scene's state directory and token. */
  run(args: readonly string[], environment?: Readonly<Record<string, string>>): Promise<CliResult>;
  start(args: readonly string[], environment?: Readonly<Record<string, string>>): RunningCli;
}

export async function setScene(options: SampleSiteOptions = {}): Promise<Scene> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'meterhaul-cli-'));
  const site = await makeSampleSite(path.join(folder, 'site'), {
    vens: 2,
    resources: 2,
    loadsPerResource: 2,
    rows: 300,
    ...options,
  });
  const vtn = await startPracticeVtn({ databasePath: ':memory:' });
  const environment = { METERHAUL_STATE_DIR: path.join(folder, 'state'), METERHAUL_TOKEN: vtn.token };
  return {
    folder,
    site,
    files: [site.databasePath, site.meterFilePath],
    vtn,
    run: (args, more = {}) => runCli(args, { ...environment, ...more }),
    start: (args, more = {}) => startCli(args, { ...environment, ...more }),
    [Symbol.asyncDispose]: async () => {
      await vtn.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What the VTN holds, in the shape of the site's own expectation. */
export function storedAt(vtn: PracticeVtn): Map<string, unknown> {
  return new Map(vtn.storedResources().map((resource) => [resource, vtn.storedIntervals(resource)]));
}
