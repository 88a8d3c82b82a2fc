import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { sampleRandom } from '../../src/engine/sample-site/sample-random.ts';
import type { SampleRandom } from '../../src/engine/sample-site/sample-random.ts';
import { addComparison, addEndedJob } from './crash-figures.ts';
import type { CrashFigures } from './crash-figures.ts';
import { openCrashJob } from './crash-job.ts';
import type { CrashJob, KillMoment } from './crash-job.ts';
import type { CrashScene } from './crash-scene.ts';
import type { EnginePool } from './engine-pool.ts';
import { workInLanes } from './lanes.ts';

export interface RandomKills {
  readonly engines: EnginePool;
  /** Jobs take them in turn. */
  readonly scenes: readonly CrashScene[];
  readonly folder: string;
  readonly kills: number;
  readonly seed: number;
  /** Jobs that are under way at once, each with a VTN and a ledger of its own. */
  readonly lanes: number;
}

/** Jobs after one another take so many kills each at most. */
const killsPerJob = 60;

/**
 * Kills engines at moments drawn from the seed, job after job, until so many were killed; every job is brought to its
 * end. Each kill and each end is followed by a comparison. Throws when one finds anything. What happens to a job
 * follows from the seed and the job's number, whatever the lanes.
 */
export async function killAtRandom(options: RandomKills, figures: CrashFigures): Promise<void> {
  const left = { kills: options.kills, jobs: 0 };
  const nextJob = (): number | null => (left.kills > 0 ? ++left.jobs : null);
  await workInLanes(options.lanes, nextJob, (number) => killOneJob(options, number, left, figures));
}

async function killOneJob(
  { engines, scenes, folder, seed }: RandomKills,
  number: number,
  left: { kills: number },
  figures: CrashFigures,
): Promise<void> {
  const scene = scenes[number % scenes.length];
  if (scene === undefined) throw new Error('There is no scene to kill in.');
  const random = sampleRandom(seed * 100_000 + number);
  const jobFolder = await mkdtemp(path.join(folder, 'job-'));
  try {
    await using job = await openCrashJob({ engines, scene, folder: jobFolder, seed: seed + number });
    for (let life = 1; ; life++) {
      const moment = randomMoment(random);
      const isSpared = life > killsPerJob || left.kills === 0;
      if (!isSpared) left.kills--;
      const where = `life ${life} of job ${number} with seed ${seed}, killed at ${JSON.stringify(moment)}`;
      const isKilled = await liveAndCompare(job, isSpared ? { at: 'never' } : moment, where, figures);
      if (isKilled) continue;
      if (!isSpared) left.kills++;
      addEndedJob(figures, job, countIntervals(scene), where);
      return;
    }
  } finally {
    await rm(jobFolder, { recursive: true, force: true });
  }
}

async function liveAndCompare(
  job: CrashJob,
  moment: KillMoment,
  where: string,
  figures: CrashFigures,
): Promise<boolean> {
  const end = await job.live(moment);
  figures.lives++;
  if (end.kind === 'still') return false;
  figures.kills++;
  addComparison(figures, job.compare(), where);
  return true;
}

const states = ['taken', 'written', 'answered'] as const;

/** Early moments more often than late ones: a life is short then, and the next one is another kill. */
function randomMoment({ next }: SampleRandom): KillMoment {
  const kind = next();
  const size = next() ** 2;
  const which = next();
  if (kind < 0.4) return { at: states[Math.floor(which * 3)] ?? 'taken', number: 1 + Math.floor(size * 10) };
  if (kind < 0.6) return { at: 'word', number: 1 + Math.floor(size * 40) };
  if (kind < 0.85) {
    const when = which < 0.5 ? 'before' : 'after';
    return { at: 'write', name: null, number: 1 + Math.floor(size * 40), when };
  }
  return { at: 'delay', step: null, ms: size * 400 };
}

function countIntervals({ expected }: CrashScene): number {
  return [...expected.values()].reduce((sum, intervals) => sum + intervals.length, 0);
}
