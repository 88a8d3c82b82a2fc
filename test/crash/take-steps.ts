import { existsSync, renameSync } from 'node:fs';
import { AppError } from '../../src/contract/app-error.ts';
import type { EngineEvent } from '../../src/contract/engine-events.ts';
import type { JobSummary } from '../../src/contract/job-shapes.ts';
import type { JobState } from '../../src/domain/job-state.ts';
import { hasEnded } from '../../src/domain/job-state.ts';
import type { Engine } from '../../src/engine/create-engine.ts';
import type { Fault } from '../../src/practice-vtn/fault.ts';
import type { EngineOrders, Step } from './engine-words.ts';

/** Where a process has come to rest. */
export interface Rest {
  readonly state: JobState;
  readonly text: string;
}

/** Does the steps of the orders one after the other, those left out that an earlier life has done. */
export async function takeSteps(
  orders: EngineOrders,
  open: (stateDir: string) => Engine,
  begins: (step: Step['do']) => void,
): Promise<Rest> {
  let engine = open(orders.stateDir);
  for (const step of orders.steps) {
    begins(step.do);
    if (step.do === 'move') {
      await engine.close();
      engine = open(step.stateDir);
    } else await take(engine, orders, step);
  }
  const job = await theJob(engine);
  await engine.close();
  return { state: job?.state ?? 'planning', text: job?.lastError?.text ?? '' };
}

async function theJob({ api }: Engine): Promise<JobSummary | null> {
  const [job] = await api.listJobs({});
  return job ?? null;
}

async function take(
  engine: Engine,
  { baseUrl, vtnToken }: EngineOrders,
  step: Exclude<Step, { do: 'move' }>,
): Promise<void> {
  const { api } = engine;
  switch (step.do) {
    case 'plan':
      if ((await theJob(engine)) === null) await api.planJob({ ...step.request, destination: { baseUrl } });
      return;
    case 'import':
      if ((await theJob(engine)) === null) await api.importJob({ path: step.path, destination: { baseUrl } });
      return;
    case 'unplug':
      for (const file of step.files) if (existsSync(file)) renameSync(file, `${file}.away`);
      return;
    case 'faults':
      await setFaults(baseUrl, vtnToken, step.faults);
      return;
    default:
      return takeWithJob(engine, await knownJob(engine), step);
  }
}

async function knownJob(engine: Engine): Promise<JobSummary> {
  const job = await theJob(engine);
  if (job === null) throw new Error('There is no job to go on with.');
  return job;
}

type StepOfJob = Exclude<Step, { do: 'move' | 'plan' | 'import' | 'unplug' | 'faults' }>;

async function takeWithJob(engine: Engine, job: JobSummary, step: StepOfJob): Promise<void> {
  const { api } = engine;
  const { id: jobId, state, points } = job;
  switch (step.do) {
    case 'run':
      return runToEnd(engine, jobId);
    case 'begin':
      if (!hasEnded(state) && points.confirmed < step.points) await runTo(engine, jobId, step.points);
      return;
    case 'pace':
      if (!hasEnded(state)) await api.changePace({ jobId, pace: step.pace });
      return;
    case 'stage':
      if (!hasEnded(state) && !job.staged) await api.stageJob({ jobId });
      return;
    case 'unstage':
      if (job.staged) await api.unstageJob({ jobId });
      return;
    case 'export':
      if (state !== 'exported') await api.exportJob({ jobId, path: step.path });
      return;
    case 'retry':
      if (points.rejected === 0) return;
      await untilStill(engine, jobId, () => api.retryJob({ jobId }));
      return;
    case 'verify':
      return verify(engine, jobId);
    case 'undo':
      return undo(engine, jobId);
    case 'cancel':
      if (!hasEnded(state)) await api.cancelJob({ jobId });
      return;
    case 'report':
      return writeOnce(step.path, () => api.writeReport({ jobId, format: step.format, path: step.path }));
    case 'rejects':
      return writeOnce(step.path, () => api.writeRejects({ jobId, path: step.path }));
  }
}

/** How often a person starts a job again that has stopped with a trouble. */
const patience = 10;

async function runToEnd(engine: Engine, jobId: string): Promise<void> {
  for (let tries = 0; tries < patience; tries++) {
    if (hasEnded((await knownJob(engine)).state)) return;
    await untilStill(engine, jobId, () => engine.api.startJob({ jobId }));
  }
}

/** So slow, in points a second of the quick clock, that a job cannot come to its end before it is paused. */
const slowPace = 2;

async function runTo(engine: Engine, jobId: string, points: number): Promise<void> {
  await engine.api.changePace({ jobId, pace: { maxPointsPerSecond: slowPace } });
  const unsubscribe = engine.subscribe((event: EngineEvent) => {
    if (event.type !== 'job-changed' || event.job.points.confirmed < points || !event.job.active) return;
    unsubscribe();
    void engine.api.pauseJob({ jobId });
  });
  await untilStill(engine, jobId, () => engine.api.startJob({ jobId }));
  unsubscribe();
  await engine.api.changePace({ jobId, pace: { maxPointsPerSecond: null } });
}

/** Begins and resolves when nothing runs the job any more. */
async function untilStill(engine: Engine, jobId: string, begin: () => Promise<unknown>): Promise<void> {
  const still = Promise.withResolvers<undefined>();
  const unsubscribe = engine.subscribe((event: EngineEvent) => {
    if (event.type === 'job-changed' && event.job.id === jobId && !event.job.active) still.resolve(undefined);
  });
  try {
    await begin();
    await still.promise;
  } finally {
    unsubscribe();
  }
}

async function verify({ api }: Engine, jobId: string): Promise<void> {
  const { differenceCount, differences } = await api.verifyJob({ jobId });
  if (differenceCount > 0)
    throw new Error(`${differenceCount} differences: ${JSON.stringify(differences.slice(0, 3))}`);
}

/** An undo that a fault of the VTN has ended is begun again. */
async function undo({ api }: Engine, jobId: string): Promise<void> {
  for (let tries = 0; tries < patience; tries++) {
    const { intervals } = await api.planUndo({ jobId });
    if (intervals === 0) return;
    try {
      await api.undoJob({ jobId, intervals });
    } catch (thrown) {
      if (!(thrown instanceof AppError) || !thrown.code.startsWith('vtn/')) throw thrown;
    }
  }
}

/** A file that an earlier life has finished is left as it is. */
async function writeOnce(path: string, write: () => Promise<unknown>): Promise<void> {
  if (!existsSync(path)) await write();
}

async function setFaults(baseUrl: string, token: string, faults: readonly Fault[]): Promise<void> {
  const answer = await fetch(`${baseUrl}/practice/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(faults),
  });
  if (!answer.ok) throw new Error(`The practice VTN does not take these faults: ${await answer.text()}`);
}
