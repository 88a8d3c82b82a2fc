import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { sampleRandom } from '../../src/engine/sample-site/sample-random.ts';
import { countNames, crashPointsOf } from './crash-points.ts';
import type { CrashPoint } from './crash-points.ts';
import { openCrashJob } from './crash-job.ts';
import type { CrashJob, LifeRecord } from './crash-job.ts';
import type { EnginePool } from './engine-pool.ts';
import { journeys, sceneOf } from './journeys.ts';
import type { Journey, JourneyName } from './journeys.ts';
import { workInLanes } from './lanes.ts';
import type { MatrixFaultName } from './matrix-faults.ts';

/** One cell: a journey under a fault, killed at a point. */
export interface MatrixCell {
  readonly journey: JourneyName;
  readonly fault: MatrixFaultName;
  readonly point: CrashPoint;
}

export interface CellResult extends MatrixCell {
  /** `missed` when the journey came to its end without the point. */
  readonly outcome: 'held' | 'missed' | 'broken';
  /** What is wrong, when it is broken. */
  readonly text: string;
}

export interface MatrixOptions {
  readonly engines: EnginePool;
  readonly folder: string;
  readonly seed: number;
  readonly lanes: number;
}

/** What was seen of a journey under a fault that nobody killed. Throws when it does not end as it should. */
export async function recordJourney(
  options: MatrixOptions,
  journey: JourneyName,
  fault: MatrixFaultName,
): Promise<LifeRecord> {
  return withJob(options, journey, fault, async (job) => {
    const end = await job.live({ at: 'never' });
    const text = end.kind === 'still' ? `${end.state} ${end.text}` : end.kind;
    throwIfBroken(job.compareEnded().problems, `${journey} under ${fault} without a kill (${text})`);
    return end;
  });
}

/** The cells of these journeys under these faults, from a life of each that nobody kills. */
export async function findCells(
  options: MatrixOptions,
  wanted: readonly { readonly journey: JourneyName; readonly fault: MatrixFaultName }[],
): Promise<MatrixCell[]> {
  const left = [...wanted];
  const records = new Map<(typeof wanted)[number], LifeRecord>();
  await workInLanes(
    options.lanes,
    () => left.shift() ?? null,
    async (each) => {
      records.set(each, await recordJourney(options, each.journey, each.fault));
    },
  );
  const known = new Set<string>();
  let latest: JourneyName | null = null;
  let shown: string[] = [];
  return wanted.flatMap((each, index) => {
    const record = records.get(each);
    if (record === undefined) return [];
    // Names count as known from the next journey on: under each fault of its own a journey shows them all.
    if (each.journey !== latest) for (const name of shown.splice(0)) known.add(name);
    latest = each.journey;
    shown = [...shown, ...countNames(record.writes).keys()];
    const random = sampleRandom(options.seed * 1000 + index);
    const points = crashPointsOf(journeys[each.journey], record, known, random);
    return points.map((point) => ({ ...each, point }));
  });
}

/** Tries each cell: the journey is killed at its point, goes on, and is compared after both. */
export async function tryCells(options: MatrixOptions, cells: readonly MatrixCell[]): Promise<CellResult[]> {
  const left = [...cells];
  const results = new Map<MatrixCell, CellResult>();
  await workInLanes(
    options.lanes,
    () => left.shift() ?? null,
    async (cell) => {
      results.set(cell, await tryCell(options, cell));
    },
  );
  return cells.flatMap((cell) => results.get(cell) ?? []);
}

async function tryCell(options: MatrixOptions, cell: MatrixCell): Promise<CellResult> {
  const { journey, fault, point } = cell;
  const where = `${journey} under ${fault}, killed ${point.name} (${JSON.stringify(point.moment)})`;
  try {
    const isReached = await withJob(options, journey, fault, (job) => killAndGoOn(job, cell, where));
    return { ...cell, outcome: isReached ? 'held' : 'missed', text: '' };
  } catch (thrown) {
    return { ...cell, outcome: 'broken', text: `${where}: ${(thrown as Error).message}` };
  }
}

async function killAndGoOn(job: CrashJob, { point }: MatrixCell, where: string): Promise<boolean> {
  let end = await job.live(point.moment);
  const isReached = end.kind === 'killed';
  if (isReached) {
    throwIfBroken(job.compare().problems, 'after the kill');
    end = await job.live({ at: 'never' });
  }
  const text = end.kind === 'still' ? `${end.state} ${end.text}` : end.kind;
  throwIfBroken(job.compareEnded().problems, `at the end (${text})`);
  if (end.kind === 'killed') throw new Error(`${where}: killed by somebody else`);
  return isReached;
}

async function withJob<T>(
  { engines, folder, seed }: MatrixOptions,
  name: JourneyName,
  fault: MatrixFaultName,
  work: (job: CrashJob) => Promise<T>,
): Promise<T> {
  const journey: Journey = journeys[name];
  const jobFolder = await mkdtemp(path.join(folder, `${name}-`));
  try {
    const scene = await sceneOf(journey, fault, jobFolder);
    await using job = await openCrashJob({ engines, scene, folder: jobFolder, seed });
    await journey.before?.(job, jobFolder);
    return await work(job);
  } finally {
    await rm(jobFolder, { recursive: true, force: true });
  }
}

function throwIfBroken(problems: readonly string[], moment: string): void {
  if (problems.length > 0) throw new Error(`${moment}:\n${problems.join('\n')}`);
}
