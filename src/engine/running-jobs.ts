import { isDeepStrictEqual } from 'node:util';
import { AppError, toAppError } from '../contract/app-error.ts';
import type { JobSummary, SpeedSample, Trouble } from '../contract/job-shapes.ts';
import type { PaceRequest } from '../contract/request-shapes.ts';
import { atMostEvery } from './events.ts';
import type { Announcer } from './events.ts';
import { spellPace, takePace } from './jobs/change-pace.ts';
import { stopRun } from './jobs/job-run.ts';
import type { JobEnding, JobRun } from './jobs/job-run.ts';
import { startRun } from './jobs/start-run.ts';
import type { RunDeps } from './jobs/start-run.ts';
import { isJobId } from './ledger/job-id.ts';
import { listJobFigures, readChangedPace, readJobFigures } from './ledger/job-reads.ts';
import type { JobFigures } from './ledger/job-reads.ts';
import { isLeaseHeld } from './ledger/lease.ts';
import { pullBeatBack } from './ledger/pull-beat-back.ts';
import { spellIdentity } from './ports/process-identity.ts';
import type { Target } from './targets/target.ts';
import { summariseJob } from './views/job-summary.ts';
import { createLimiterLog } from './views/limiter-log.ts';
import type { NewsDesk } from './views/run-news.ts';

/** The jobs that this process runs, and every job as lists show it. */
export interface RunningJobs {
  /** Starts a job and returns; how it goes on is told in events. Throws as `startRun` does. */
  start(jobId: string, target: Target, sourcePaths: readonly string[]): Promise<void>;
  /** Stops a job that this process runs or starts, and resolves when it has ended; does nothing when it runs none. */
  pause(jobId: string): Promise<void>;
  pauseAll(): Promise<void>;
  /** Whether this process runs the job, starts it, or is occupied with it. */
  runs(jobId: string): boolean;
  /**
   * Does something else with a job that stands still: nobody starts it here meanwhile, and who pauses it stops the work
   * and waits for its end. Throws job/wrong-state when the job runs here.
   */
  occupy<T>(jobId: string, stop: () => void, work: () => Promise<T>): Promise<T>;
  /** The job goes on at this pace at once, if this process runs it. */
  takePace(jobId: string, pace: PaceRequest): void;
  /** Takes up what other processes have changed of the jobs that run here. */
  takeUpChanges(): void;
  /** The seconds of the present run; none when this process does not run the job. */
  speed(jobId: string): SpeedSample[];
  summary(jobId: string): JobSummary;
  list(): JobSummary[];
  /** Throws job/running-elsewhere while another process runs the job. */
  assertNotElsewhere(jobId: string): JobFigures;
}

interface RunningJob {
  readonly run: JobRun;
  readonly ended: Promise<JobEnding>;
}

/** What is known of jobs in this process and not in the ledger. */
interface Registry {
  readonly deps: RunDeps;
  readonly announcer: Announcer;
  readonly news: NewsDesk;
  readonly running: Map<string, RunningJob>;
  /** Jobs whose sources are being looked for; each promise resolves when its start is over, either way. */
  readonly starting: Map<string, Promise<void>>;
  /** Jobs that stand still while something else is done with them. */
  readonly occupied: Map<string, { readonly stop: () => void; readonly ended: Promise<void> }>;
  /** Troubles of runs whose end could not be written down, as on a full disk. */
  readonly unwritten: Map<string, Trouble>;
}

const progressEveryMs = 250;
const newsEveryMs = 1000;

export function createRunningJobs(deps: RunDeps, announcer: Announcer, news: NewsDesk): RunningJobs {
  const registry: Registry = {
    deps,
    announcer,
    news,
    running: new Map(),
    starting: new Map(),
    occupied: new Map(),
    unwritten: new Map(),
  };
  sweepNews(registry);
  const read = (jobId: string): JobFigures => readFigures(deps, jobId);
  const pause = async (jobId: string): Promise<void> => {
    const occupation = registry.occupied.get(jobId);
    occupation?.stop();
    await occupation?.ended;
    await registry.starting.get(jobId);
    await pauseRun(registry.running.get(jobId));
  };
  return {
    start: (jobId, target, sourcePaths) => start(registry, jobId, target, sourcePaths),
    pause,
    pauseAll: async () => {
      const { starting, running, occupied } = registry;
      await Promise.allSettled([...occupied.keys(), ...starting.keys(), ...running.keys()].map(pause));
    },
    runs: (jobId) => runsHere(registry, jobId),
    occupy: (jobId, stop, work) => occupy(registry, jobId, stop, work),
    takePace: (jobId, pace) => {
      const run = registry.running.get(jobId)?.run;
      if (run !== undefined) takePace(run, pace);
    },
    takeUpChanges: () => {
      for (const { run } of registry.running.values()) takeUpPace(registry, run);
    },
    speed: (jobId) => registry.running.get(jobId)?.run.speed.samples() ?? [],
    summary: (jobId) => summarise(registry, read(jobId)),
    list: () => deps.ledger.read(listJobFigures).map((job) => summarise(registry, job)),
    assertNotElsewhere: (jobId) => {
      pullBeatBack(deps.ledger, jobId, deps.clock.now());
      const job = read(jobId);
      if (runsHere(registry, jobId) || !isActive(registry, job)) return job;
      const text = `Job ${jobId} is being run by another Meterhaul. Stop it there first.`;
      throw new AppError('job/running-elsewhere', text, { context: { jobId } });
    },
  };
}

async function start(
  registry: Registry,
  jobId: string,
  target: Target,
  sourcePaths: readonly string[],
): Promise<void> {
  const { deps, announcer, running, starting, unwritten } = registry;
  if (runsHere(registry, jobId)) {
    throw new AppError('job/wrong-state', `Job ${jobId} is running already.`, { context: { jobId } });
  }
  const begun = Promise.withResolvers<undefined>();
  starting.set(jobId, begun.promise);
  unwritten.delete(jobId);
  const progress = atMostEvery(progressEveryMs, () => announce(registry, jobId));
  const news = createTeller(registry, jobId);
  try {
    const { run, ended } = await startRun(deps, jobId, {
      target,
      sourcePaths,
      changed: () => {
        progress.ask();
        news.ask();
      },
      decided: (atMs, text) =>
        announcer.announce({ type: 'job-decision', jobId, at: new Date(atMs).toISOString(), text }),
      sampled: (sample) => {
        announcer.announce({ type: 'job-speed', jobId, sample });
        news.ask();
      },
    });
    const cleared = ended.finally(() => {
      progress.stop();
      news.stop();
      registry.news.forget(jobId);
      running.delete(jobId);
    });
    running.set(jobId, { run, ended: cleared });
    news.ask();
    announceEnd(registry, jobId, cleared);
  } finally {
    starting.delete(jobId);
    begun.resolve(undefined);
    // Also when it could not start: the job may be blocked now.
    announce(registry, jobId);
  }
}

/** Tells other processes and the log, every now and then, how a run of this process goes. */
function createTeller(registry: Registry, jobId: string): { ask(): void; stop(): void } {
  const { deps, news, running } = registry;
  const limiterLog = createLimiterLog(deps.log, jobId);
  return atMostEvery(newsEveryMs, () => {
    const run = running.get(jobId)?.run;
    if (run === undefined) return;
    const job = summarise(registry, readFigures(deps, jobId));
    news.tell(job, run.lease.epoch);
    limiterLog.note(job.limiter, deps.clock.monotonic());
  });
}

/** Looks at those jobs only of which news are left, which are few. */
function sweepNews(registry: Registry): void {
  const { deps, news } = registry;
  news.sweep((jobId) => {
    const isKnown = deps.ledger.read((database) => isJobId(database, jobId));
    return isKnown && isActive(registry, readFigures(deps, jobId));
  });
}

async function occupy<T>(
  registry: Registry,
  jobId: string,
  stop: () => void,
  work: () => Promise<T>,
): Promise<T> {
  if (runsHere(registry, jobId)) {
    throw new AppError('job/wrong-state', `Job ${jobId} is running. Pause it first.`, { context: { jobId } });
  }
  const ended = Promise.withResolvers<undefined>();
  registry.occupied.set(jobId, { stop, ended: ended.promise });
  announce(registry, jobId);
  try {
    return await work();
  } finally {
    registry.occupied.delete(jobId);
    ended.resolve(undefined);
    announce(registry, jobId);
  }
}

function announceEnd(registry: Registry, jobId: string, ended: Promise<JobEnding>): void {
  ended
    .then(({ error }) => {
      if (error?.code !== 'job/lease-lost') return;
      const at = new Date(registry.deps.clock.now()).toISOString();
      registry.announcer.announce({ type: 'job-decision', jobId, at, text: error.message });
    })
    .catch((thrown: unknown) => {
      const { code, message } = toAppError(thrown);
      registry.unwritten.set(jobId, { code, text: message });
      registry.deps.log.error('the end of a job could not be written down', { jobId, code, message });
    })
    .then(() => announce(registry, jobId))
    .catch((thrown: unknown) =>
      registry.deps.log.error('the end of a job could not be told', { jobId, error: String(thrown) }),
    );
}

/** Who changed the pace in the ledger has noted the decision there. */
function takeUpPace({ deps, announcer }: Registry, run: JobRun): void {
  const jobId = run.job.id;
  const pace = deps.ledger.read((database) => readChangedPace(database, jobId));
  if (pace === null || isDeepStrictEqual(pace, run.pace)) return;
  takePace(run, pace);
  const at = new Date(deps.clock.now()).toISOString();
  announcer.announce({ type: 'job-decision', jobId, at, text: spellPace(pace) });
}

async function pauseRun(job: RunningJob | undefined): Promise<void> {
  if (job === undefined) return;
  stopRun(job.run, { state: 'paused', error: null });
  await job.ended;
}

function readFigures({ ledger }: RunDeps, jobId: string): JobFigures {
  return ledger.read((database) => readJobFigures(database, jobId));
}

function announce(registry: Registry, jobId: string): void {
  const job = readFigures(registry.deps, jobId);
  registry.announcer.announce({ type: 'job-changed', job: summarise(registry, job) });
}

function summarise(registry: Registry, job: JobFigures): JobSummary {
  const summary = summariseJob(job, registry.running.get(job.id)?.run ?? null, isActive(registry, job));
  const isElsewhere = summary.active && !runsHere(registry, job.id);
  const news = isElsewhere ? registry.news.of(job.id, job.leaseEpoch) : null;
  return { ...summary, ...news, lastError: registry.unwritten.get(job.id) ?? summary.lastError };
}

/** A lease of this process that no run here goes with is left over from a run that could not write its end. */
function isActive(registry: Registry, job: JobFigures): boolean {
  const { processes, clock } = registry.deps;
  if (runsHere(registry, job.id)) return true;
  return job.leaseOwner !== spellIdentity(processes.self) && isLeaseHeld(job, processes, clock.now());
}

function runsHere({ running, starting, occupied }: Registry, jobId: string): boolean {
  return running.has(jobId) || starting.has(jobId) || occupied.has(jobId);
}
