import { toAppError } from '../contract/app-error.ts';
import type { EngineApi } from '../contract/engine-api.ts';
import type { EngineEvent } from '../contract/engine-events.ts';
import type { JobSummary } from '../contract/job-shapes.ts';
import { settings } from '../contract/settings-shapes.ts';
import type { Settings } from '../contract/settings-shapes.ts';
import type { FromEngineHost, JobNews, RunningJob } from '../contract/shell-messages.ts';
import type { Engine } from '../engine/engine.ts';

/** Figures of a running job are told this often; beginnings and ends at once. */
const figuresEveryMs = 1000;

export interface JobReports {
  /** The engine as pages are to use it: jobs that are started through it are this engine's own. */
  readonly engine: Engine;
  /** Tells that a job which was to go on by itself could not. */
  couldNotStart(job: JobSummary, reason: unknown): void;
}

interface Reporter {
  readonly jobs: Map<string, JobSummary>;
  /** Jobs of this engine. Those that a command line runs on the same ledger are not for the shell to pause. */
  readonly own: Set<string>;
  news: JobNews[];
  settings: Settings;
  tell(): void;
}

/** Tells the shell what runs, what ended and who is needed, and the settings that it goes by. */
export function reportJobs(engine: Engine, post: (message: FromEngineHost) => void): JobReports {
  let timer: NodeJS.Timeout | null = null;
  const reporter: Reporter = {
    jobs: new Map(),
    own: new Set(),
    news: [],
    settings: settings.parse({}),
    tell: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      const { notify, keepAwake, language } = reporter.settings;
      const news = reporter.news.splice(0);
      post({ type: 'jobs', running: listRunning(reporter), news, settings: { notify, keepAwake, language } });
    },
  };
  const tellSoon = (): void => {
    timer ??= setTimeout(reporter.tell, figuresEveryMs).unref();
  };
  engine.subscribe((event) => {
    const urgency = take(reporter, event);
    if (urgency === 'now') reporter.tell();
    if (urgency === 'soon') tellSoon();
  });
  void engine.api
    .getSettings({})
    // Until they can be read, the defaults hold.
    .catch(() => reporter.settings)
    .then((read) => {
      reporter.settings = read;
      reporter.tell();
    });
  return {
    engine: { ...engine, api: ownApi(reporter, engine.api) },
    couldNotStart: (job, reason) => {
      reporter.news.push({ ...newsOf(job, 'blocked'), text: toAppError(reason).message });
      reporter.tell();
    },
  };
}

function ownApi(reporter: Reporter, api: EngineApi): EngineApi {
  const owning =
    <I extends { readonly jobId: string }, O>(start: (input: I) => Promise<O>) =>
    async (input: I): Promise<O> => {
      const { jobId } = input;
      const wasOwn = reporter.own.has(jobId);
      reporter.own.add(jobId);
      try {
        return await start(input);
      } catch (thrown) {
        if (!wasOwn) reporter.own.delete(jobId);
        throw thrown;
      }
    };
  return { ...api, startJob: owning(api.startJob), retryJob: owning(api.retryJob) };
}

function take(reporter: Reporter, event: EngineEvent): 'now' | 'soon' | 'never' {
  if (event.type === 'settings-changed') {
    reporter.settings = event.settings;
    return 'now';
  }
  if (event.type === 'job-removed') {
    reporter.own.delete(event.jobId);
    return reporter.jobs.delete(event.jobId) ? 'now' : 'never';
  }
  if (event.type !== 'job-changed' || !reporter.own.has(event.job.id)) return 'never';
  const { job } = event;
  const before = reporter.jobs.get(job.id);
  if (job.active) {
    reporter.jobs.set(job.id, job);
    return before === undefined || isWaiting(before) !== isWaiting(job) ? 'now' : 'soon';
  }
  const end = endOf(job, before);
  if (end !== null) reporter.news.push(newsOf(job, end));
  // A summary from before the start says nothing of the run.
  if (end !== null || before !== undefined) reporter.own.delete(job.id);
  reporter.jobs.delete(job.id);
  return end !== null || before !== undefined ? 'now' : 'never';
}

/** Only a job that was seen running has ended; one may be blocked by its very start. */
function endOf({ state }: JobSummary, before: JobSummary | undefined): JobNews['state'] | null {
  if (state === 'blocked') return state;
  if (before === undefined) return null;
  return state === 'completed' || state === 'incomplete' ? state : null;
}

function listRunning({ jobs }: Reporter): RunningJob[] {
  return [...jobs.values()].map((job) => ({
    jobId: job.id,
    title: titleOf(job),
    percent: percentOf(job),
    pointsPerSecond: job.pointsPerSecond,
    remainingMs: job.remainingMs,
    waiting: isWaiting(job),
  }));
}

function newsOf(job: JobSummary, state: JobNews['state']): JobNews {
  const { confirmed, planned } = job.points;
  return {
    jobId: job.id,
    title: titleOf(job),
    state,
    confirmed,
    planned,
    text: job.lastError?.text ?? '',
  };
}

function isWaiting({ state, wait }: JobSummary): boolean {
  return state === 'waiting' || wait !== null;
}

function percentOf({ points: { planned, unsent, uncertain } }: JobSummary): number {
  // Rejected points are done with too: a job that ends incomplete is at its end all the same.
  return planned === 0 ? 100 : (100 * (planned - unsent - uncertain)) / planned;
}

/** A job is known by the names of its files. */
function titleOf({ files }: JobSummary): string {
  return files.map((file) => file.split(/[\\/]/).at(-1) ?? file).join(' + ');
}
