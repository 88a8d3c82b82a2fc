import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { SiteFiles } from './made-sites.ts';
import { startVtnStub } from './start-programs.ts';

const run = promisify(execFile);

export interface LoopFigures {
  readonly points: number;
  /** By the stub's own count, over the loop's wall clock: starting Python and its packages does not count. */
  readonly pointsPerSecond: number;
  readonly cpuSecondsPerMillion: number;
  readonly peakBytes: number;
  readonly versions: string;
}

interface Told {
  readonly points: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakBytes: number;
  readonly versions: string;
}

/** Lets the loop that is in use today send so many points of a VEN client's site to a stub of its own. */
export async function runTodaysLoop(python: string, site: SiteFiles, points: number): Promise<LoopFigures> {
  await using stub = await startVtnStub();
  const program = path.join(import.meta.dirname, 'todays-loop.py');
  const args = [program, ...site.files, stub.baseUrl, '--points', String(points)];
  const { stdout } = await run(python, args);
  const told = JSON.parse(stdout) as Told;
  const counts = await stub.counts();
  if (counts.points !== told.points)
    throw new Error(`Today's loop sent ${told.points} points, the stub has counted ${counts.points}.`);
  return {
    points: counts.points,
    pointsPerSecond: counts.points / told.seconds,
    cpuSecondsPerMillion: (told.cpuSeconds / counts.points) * 1e6,
    peakBytes: told.peakBytes,
    versions: told.versions,
  };
}
