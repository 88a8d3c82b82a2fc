import path from 'node:path';
import { rm } from 'node:fs/promises';
import type { BuiltPrograms } from './build-programs.ts';
import type { SiteFiles } from './made-sites.ts';
import type { Pace, RunFigures, RunOrders } from './run-orders.ts';
import { median } from './spell-figures.ts';
import { runForFigures, startVtnStub } from './start-programs.ts';
import type { StubCounts } from './stub-counts.ts';

export interface UploadFigures extends RunFigures {
  readonly counts: StubCounts;
  /** Points by the stub's own count over the wall clock from the start of the job to its end. */
  readonly pointsPerSecond: number;
  readonly cpuSecondsPerMillion: number;
}

/**
 * Sends a site to a stub of its own, in a process of its own. Throws an Error for a run that was not confirmed whole:
 * its figures would flatter.
 */
export async function runUpload(
  programs: BuiltPrograms,
  folder: string,
  site: SiteFiles,
  pace: Pace = {},
): Promise<UploadFigures> {
  await using stub = await startVtnStub();
  const stateDir = path.join(folder, 'upload-state');
  const { files } = site;
  const orders: RunOrders = { stateDir, files, baseUrl: stub.baseUrl, token: 'counted-only', pace };
  const run = await runForFigures<RunFigures>(programs.pathOf('engine/run'), orders);
  const counts = await stub.counts();
  await rm(stateDir, { recursive: true });
  if (run.confirmed !== run.points || counts.points < run.points) {
    throw new Error(
      `Of ${run.points} points ${run.confirmed} were confirmed; the stub has counted ${counts.points}.`,
    );
  }
  return {
    ...run,
    counts,
    pointsPerSecond: counts.points / run.sendSeconds,
    cpuSecondsPerMillion: (run.sendCpuSeconds / run.points) * 1e6,
  };
}

/** The same several times; the run of the middle rate counts, with the largest memory of all. */
export async function runUploads(
  times: number,
  ...upload: Parameters<typeof runUpload>
): Promise<UploadFigures> {
  const runs: UploadFigures[] = [];
  for (let run = 0; run < times; run++) runs.push(await runUpload(...upload));
  const middle = median(runs.map(({ pointsPerSecond }) => pointsPerSecond));
  const found = runs.find(({ pointsPerSecond }) => pointsPerSecond === middle);
  if (found === undefined) throw new RangeError('Nothing is measured in no runs.');
  return { ...found, peakBytes: Math.max(...runs.map(({ peakBytes }) => peakBytes)) };
}
