import path from 'node:path';
import { rm } from 'node:fs/promises';
import { addComparison, addEndedJob } from './crash-figures.ts';
import type { CrashFigures } from './crash-figures.ts';
import { openCrashJob } from './crash-job.ts';
import type { CrashScene } from './crash-scene.ts';
import type { EnginePool } from './engine-pool.ts';
import { workInLanes } from './lanes.ts';
import type { WriteKill } from './engine-words.ts';

export interface WriteKills {
  readonly engines: EnginePool;
  readonly scene: CrashScene;
  readonly folder: string;
  readonly seed: number;
  /** Jobs that are under way at once. */
  readonly lanes: number;
}

/** The names of the ledger's writes in a job that nobody kills. Throws when the job does not end as it should. */
export async function listWrites(options: WriteKills, figures: CrashFigures): Promise<readonly string[]> {
  return killOnce(options, null, figures);
}

/**
 * Kills a job at each of the writes given and then brings it to its end. Throws when a comparison finds
 * anything.
 */
export async function killAtWrites(
  options: WriteKills,
  points: readonly WriteKill[],
  figures: CrashFigures,
): Promise<void> {
  const left = [...points];
  await workInLanes(
    options.lanes,
    () => left.shift() ?? null,
    async (point) => {
      await killOnce(options, point, figures);
    },
  );
}

/** Before and after each of the writes. */
export function everyWrite(writes: readonly string[]): WriteKill[] {
  return writes.flatMap((_, index) => aroundWrite(index + 1));
}

/** Before or after each write, one in turn with the other; the next seed takes the other side of each. */
export function oneSideOfEach(writes: readonly string[], seed: number): WriteKill[] {
  return everyWrite(writes).filter(({ number, when }) => (number + seed) % 2 === (when === 'before' ? 0 : 1));
}

function aroundWrite(number: number): WriteKill[] {
  return [
    { at: 'write', name: null, number, when: 'before' },
    { at: 'write', name: null, number, when: 'after' },
  ];
}

async function killOnce(
  { engines, scene, folder, seed }: WriteKills,
  point: WriteKill | null,
  figures: CrashFigures,
): Promise<readonly string[]> {
  const where = point === null ? 'a life without a kill' : `a kill ${point.when} write ${point.number}`;
  const jobFolder = path.join(folder, point === null ? 'whole' : `${point.when}-${point.number}`);
  try {
    await using job = await openCrashJob({ engines, scene, folder: jobFolder, seed });
    let end = await job.live(point ?? { at: 'never' });
    figures.lives++;
    if (end.kind === 'killed') {
      figures.kills++;
      addComparison(figures, job.compare(), where);
      end = await job.live({ at: 'never' });
      figures.lives++;
    }
    if (end.kind === 'killed') throw new Error(`After ${where}: killed by somebody else.`);
    const intervals = [...scene.expected.values()].reduce((sum, each) => sum + each.length, 0);
    addEndedJob(figures, job, intervals, `${where} (${end.state} ${end.text})`);
    return end.writes;
  } finally {
    await rm(jobFolder, { recursive: true, force: true });
  }
}
