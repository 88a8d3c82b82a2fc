import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { sampleRandom } from '../../src/engine/sample-site/sample-random.ts';
import type { SampleRandom } from '../../src/engine/sample-site/sample-random.ts';
import { addComparison, addEndedJob } from './crash-figures.ts';
import type { CrashFigures } from './crash-figures.ts';
import { openCrashJob } from './crash-job.ts';
import type { KillMoment } from './crash-job.ts';
import type { CrashScene } from './crash-scene.ts';

export interface RandomKills {
  readonly program: string;
  readonly scene: CrashScene;
  readonly folder: string;
  readonly kills: number;
  readonly seed: number;
}

/** Jobs after one another take so many kills each at most. */
const killsPerJob = 12;

/**
 * Kills the engine at moments drawn from the seed, job after job, until it was killed often enough; every job is
 * brought to its end. Each kill and each end is followed by a comparison. Throws when one finds anything.
 */
export async function killAtRandom(options: RandomKills, figures: CrashFigures): Promise<void> {
  const random = sampleRandom(options.seed);
  const enough = figures.kills + options.kills;
  for (let job = 1; figures.kills < enough; job++) {
    await killOneJob(options, { seed: options.seed + job, random, enough }, figures);
  }
}

async function killOneJob(
  { program, scene, folder, seed: firstSeed }: RandomKills,
  { seed, random, enough }: { seed: number; random: SampleRandom; enough: number },
  figures: CrashFigures,
): Promise<void> {
  const jobFolder = await mkdtemp(path.join(folder, 'job-'));
  try {
    await using job = await openCrashJob({ program, scene, folder: jobFolder, seed });
    for (let life = 1; ; life++) {
      const isSpared = life > killsPerJob || figures.kills >= enough;
      const moment = isSpared ? ({ at: 'never' } as const) : randomMoment(random);
      const where = `life ${life} of job ${seed - firstSeed} with seed ${firstSeed}, killed at ${JSON.stringify(moment)}`;
      const end = await job.live(moment);
      figures.lives++;
      if (end.kind === 'still') {
        addEndedJob(figures, job, countIntervals(scene), `${where} (${end.state} ${end.text})`);
        return;
      }
      figures.kills++;
      addComparison(figures, job.compare(), where);
    }
  } finally {
    await rm(jobFolder, { recursive: true, force: true });
  }
}

function randomMoment(random: SampleRandom): KillMoment {
  const kind = random.next();
  const size = random.next();
  if (kind < 0.5) return { at: 'request', number: 1 + Math.floor(size * 12) };
  if (kind < 0.8) return { at: 'word', number: 1 + Math.floor(size * 40) };
  return { at: 'delay', ms: size * 400 };
}

function countIntervals({ expected }: CrashScene): number {
  return [...expected.values()].reduce((sum, intervals) => sum + intervals.length, 0);
}
