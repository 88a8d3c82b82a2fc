import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { EngineInput, EngineOutput } from '../../src/contract/engine-api.ts';
import type { JobDetail, JobSummary } from '../../src/contract/job-shapes.ts';
import type { Interval } from '../../src/domain/interval.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Engine, EngineDeps } from '../../src/engine/create-engine.ts';
import type { Credentials } from '../../src/engine/ports/secrets.ts';
import { makeSampleSite } from '../../src/engine/sample-site/make-sample-site.ts';
import type { SampleSite } from '../../src/engine/sample-site/make-sample-site.ts';
import type { SampleSiteOptions } from '../../src/engine/sample-site/sample-site-options.ts';
import { startPracticeVtn } from '../../src/practice-vtn/start-practice-vtn.ts';
import type { PracticeVtn, PracticeVtnOptions } from '../../src/practice-vtn/start-practice-vtn.ts';
import { createTestClock } from './test-clock.ts';
import type { TestClock } from './test-clock.ts';

type JobInput = EngineInput<'planJob'>;

/** A small site, an engine in time that does not wait, and practice VTNs to send to; all of it temporary. */
export interface Rehearsal {
  readonly folder: string;
  readonly clock: TestClock;
  readonly site: SampleSite;
  readonly engine: Engine;
  /** Another site in a folder of its own. */
  makeSite(options: SampleSiteOptions): Promise<SampleSite>;
  /** A VTN in the engine's time; the engine gets its static token, or its client credentials. */
  startVtn(options?: Partial<PracticeVtnOptions>, login?: 'token' | 'client'): Promise<PracticeVtn>;
  giveCredentials(baseUrl: string, credentials: Credentials | null): void;
  /** Plans a job of the rehearsal's site, or of the files given. */
  plan(baseUrl: string, changes?: Partial<JobInput>): Promise<EngineOutput<'planJob'>>;
  /** Runs a planned or stopped job to its end. */
  run(jobId: string, how?: JobStart): Promise<JobDetail>;
  close(): Promise<void>;
}

export type JobStart = 'start' | 'retry' | { readonly sourcePaths: readonly string[] };

export async function startRehearsal(
  siteOptions: SampleSiteOptions,
  deps: Partial<EngineDeps> = {},
): Promise<Rehearsal> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'meterhaul-rehearsal-'));
  const clock = createTestClock();
  const site = await makeSampleSite(path.join(folder, 'site'), siteOptions);
  const credentials = new Map<string, Credentials | null>();
  const vtns: PracticeVtn[] = [];
  let sites = 0;
  const engine = createEngine({
    stateDir: path.join(folder, 'state'),
    version: '0.0.0-test',
    secrets: { credentialsFor: (baseUrl) => Promise.resolve(credentials.get(baseUrl) ?? null) },
    clock,
    random: () => 0.5,
    ...deps,
  });
  return {
    folder,
    clock,
    site,
    engine,
    makeSite: (options) => makeSampleSite(path.join(folder, `site-${++sites}`), options),
    startVtn: async (options = {}, login = 'token') => {
      const vtn = await startPracticeVtn({
        databasePath: ':memory:',
        clock: clock.now,
        wait: clock.sleep,
        ...options,
      });
      vtns.push(vtn);
      const { token, clientId, clientSecret, tokenUrl } = vtn;
      credentials.set(
        vtn.baseUrl,
        login === 'token' ? { kind: 'token', token } : { kind: 'client', clientId, clientSecret, tokenUrl },
      );
      return vtn;
    },
    giveCredentials: (baseUrl, given) => void credentials.set(baseUrl, given),
    plan: (baseUrl, changes = {}) =>
      engine.api.planJob({
        files: [site.databasePath, site.meterFilePath],
        destination: { baseUrl },
        ...changes,
      }),
    run: (jobId, how = 'start') => runToEnd(engine, jobId, how),
    close: async () => {
      await engine.close();
      await Promise.all(vtns.map((vtn) => vtn.close()));
      await rm(folder, { recursive: true });
    },
  };
}

/** Starts a job and resolves with all that is known of it when nobody runs it any more. */
export async function runToEnd(engine: Engine, jobId: string, how: JobStart = 'start'): Promise<JobDetail> {
  const ended = whenEnded(engine, jobId);
  if (how === 'retry') await engine.api.retryJob({ jobId });
  else await engine.api.startJob({ jobId, sourcePaths: how === 'start' ? [] : [...how.sourcePaths] });
  await ended;
  return engine.api.getJob({ jobId, loads: 'all' });
}

/** Resolves when nobody runs the job any more that is to be started now. That it was planned may be told late. */
export function whenEnded(engine: Engine, jobId: string): Promise<JobSummary> {
  return whenJob(engine, jobId, ({ active, state }) => !active && state !== 'planned');
}

/** Resolves with the first summary of the job, told from now on, that is as wanted. */
export function whenJob(
  engine: Engine,
  jobId: string,
  isWanted: (job: JobSummary) => boolean,
): Promise<JobSummary> {
  return new Promise((resolve) => {
    const unsubscribe = engine.subscribe((event) => {
      if (event.type !== 'job-changed' || event.job.id !== jobId || !isWanted(event.job)) return;
      unsubscribe();
      resolve(event.job);
    });
  });
}

/** Everything a VTN stores of bulk uploads, as `SampleSite.expected` spells it. */
export function storeOf(vtn: PracticeVtn): Map<string, Interval[]> {
  return new Map(vtn.storedResources().map((resource) => [resource, vtn.storedIntervals(resource)]));
}

/** What a site should leave at a VTN, without the intervals that are not wanted there. */
export function expectedStore(
  site: SampleSite,
  isWanted: (interval: Interval, resource: string) => boolean = () => true,
): Map<string, Interval[]> {
  const wanted = [...site.expected()].map(
    ([resource, intervals]) =>
      [resource, intervals.filter((interval) => isWanted(interval, resource))] as const,
  );
  return new Map(wanted.filter(([, intervals]) => intervals.length > 0).sort());
}

/** Resolves when a decision of the job with these words in it is told; to be asked for before it can happen. */
export function whenDecided(engine: Engine, jobId: string, words: string): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = engine.subscribe((event) => {
      if (event.type !== 'job-decision' || event.jobId !== jobId || !event.text.includes(words)) return;
      unsubscribe();
      resolve();
    });
  });
}

/** A way to hold requests at the VTN: as its `wait`, with a latency fault, all calls but the first `free` wait. */
export interface Gate {
  readonly wait: () => Promise<void>;
  /** Resolves when so many wait as are told. */
  readonly held: Promise<void>;
  open(): void;
}

export function createGate(free = 0, waiting = 1): Gate {
  const opened = Promise.withResolvers<undefined>();
  const held = Promise.withResolvers<undefined>();
  let calls = 0;
  return {
    wait: async () => {
      if (++calls <= free) return;
      if (calls === free + waiting) held.resolve(undefined);
      await opened.promise;
    },
    held: held.promise,
    open: () => opened.resolve(undefined),
  };
}
