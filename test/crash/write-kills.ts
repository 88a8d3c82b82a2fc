import path from 'node:path';
import { rm } from 'node:fs/promises';
import { addComparison, addEndedJob } from './crash-figures.ts';
import type { CrashFigures } from './crash-figures.ts';
import { openCrashJob } from './crash-job.ts';
import type { CrashScene } from './crash-scene.ts';
import type { KillAtWrite } from './engine-words.ts';

export interface WriteKills {
  readonly program: string;
  readonly scene: CrashScene;
  readonly folder: string;
  readonly seed: number;
}

/** The names of the ledger's writes in a job that nobody kills. Throws when the job does not end as it should. */
export async function listWrites(options: WriteKills, figures: CrashFigures): Promise<readonly string[]> {
  return killOnce(options, null, figures);
}

/**
 * Kills a job at each of the writes given and then brings it to its end, two jobs at a time. Throws when a
 * comparison finds anything.
 */
export async function killAtWrites(
  options: WriteKills,
  points: readonly KillAtWrite[],
  figures: CrashFigures,
): Promise<void> {
  const left = [...points];
  const lane = async (): Promise<void> => {
    for (let point = left.shift(); point !== undefined; point = left.shift()) {
      await killOnce(options, point, figures);
    }
  };
  await Promise.all([lane(), lane()]);
}

/** Before and after each of the writes. */
export function everyWrite(writes: readonly string[]): KillAtWrite[] {
  return writes.flatMap((_, index) => aroundWrite(index + 1));
}

function aroundWrite(number: number): KillAtWrite[] {
  return [
    { number, when: 'before' },
    { number, when: 'after' },
  ];
}

async function killOnce(
  { program, scene, folder, seed }: WriteKills,
  point: KillAtWrite | null,
  figures: CrashFigures,
): Promise<readonly string[]> {
  const where = point === null ? 'a life without a kill' : `a kill ${point.when} write ${point.number}`;
  const jobFolder = path.join(folder, point === null ? 'whole' : `${point.when}-${point.number}`);
  try {
    await using job = await openCrashJob({ program, scene, folder: jobFolder, seed });
    let end = await job.live(point === null ? { at: 'never' } : { at: 'write', ...point });
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
