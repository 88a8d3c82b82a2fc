import { AppError } from '../../contract/app-error.ts';
import { engineApi } from '../../contract/engine-api.ts';
import type { EngineApi } from '../../contract/engine-api.ts';
import { exportJob } from '../haul/export-job.ts';
import { importJob, inspectHaul } from '../haul/import-job.ts';
import type { PlanProgress } from '../jobs/plan.ts';
import { stageJob, unstageJob } from '../staging/stage-job.ts';
import { normaliseBaseUrl } from '../targets/bulk/bulk-url.ts';
import { tellProgress } from './api-parts.ts';
import type { ApiParts } from './api-parts.ts';

/** Keeping a job's data beside the ledger, and moving a job between computers. */
export function stagingMethods(parts: ApiParts) {
  return { ...copyingMethods(parts), ...movingMethods(parts) };
}

function copyingMethods(parts: ApiParts) {
  return {
    // What throws within an async body rejects: callers need not expect both.
    stageJob: async (input) => {
      const { jobId, workId } = engineApi.stageJob.input.parse(input);
      const progress = tellSometimes(parts, 'stage', workId);
      return occupy(parts, jobId, workId, (signal) =>
        stageJob({ ...partsUnder(parts, signal), progress }, jobId),
      );
    },
    unstageJob: async (input) => {
      const { jobId } = engineApi.unstageJob.input.parse(input);
      await occupy(parts, jobId, null, (signal) => unstageJob(partsUnder(parts, signal), jobId));
      return {};
    },
  } satisfies Partial<EngineApi>;
}

function movingMethods(parts: ApiParts) {
  const { deps, works, outbox, runDeps, announcer, jobs } = parts;
  return {
    exportJob: async (input) => {
      const { jobId, path, workId } = engineApi.exportJob.input.parse(input);
      const own = { version: deps.version, log: runDeps.log, outbox };
      const progress = tellSometimes(parts, 'export', workId);
      return occupy(parts, jobId, workId, (signal) =>
        exportJob({ ...partsUnder(parts, signal), ...own, progress }, jobId, path),
      );
    },
    inspectHaul: async (input) => {
      const { path, workId } = engineApi.inspectHaul.input.parse(input);
      const progress = tellSometimes(parts, 'import', workId);
      return works.run(workId, (signal) => inspectHaul({ ...partsUnder(parts, signal), progress }, path));
    },
    importJob: async (input) => {
      const { path, destination, otherVtn, workId } = engineApi.importJob.input.parse(input);
      const progress = tellSometimes(parts, 'import', workId);
      const baseUrl = normaliseBaseUrl(destination.baseUrl);
      const request = { path, otherVtn, destination: { ...destination, baseUrl } };
      const jobId = await works.run(workId, (signal) =>
        importJob({ ...partsUnder(parts, signal), progress }, request),
      );
      announcer.announce({ type: 'job-changed', job: jobs.summary(jobId) });
      return { jobId };
    },
  } satisfies Partial<EngineApi>;
}

function partsUnder({ deps, runDeps }: ApiParts, signal: AbortSignal) {
  const { ledger, clock, processes, reader } = runDeps;
  return { ledger, clock, processes, stateDir: deps.stateDir, reader: reader.under(signal), signal };
}

/**
 * Nobody starts the job meanwhile, here or elsewhere; who pauses, cancels or removes it stops the work first. Throws
 * job/running-elsewhere and, while it runs here, job/wrong-state.
 */
function occupy<T>(
  { jobs, works }: ApiParts,
  jobId: string,
  workId: string | null,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  jobs.assertNotElsewhere(jobId);
  const stopping = new AbortController();
  const stop = (): void => stopping.abort(new AppError('engine/cancelled', 'It was stopped by a person.'));
  return works.run(workId, (signal) =>
    jobs.occupy(jobId, stop, () => work(AbortSignal.any([signal, stopping.signal]))),
  );
}

const progressEveryMs = 100;

/** It goes dataset by dataset, and there may be a hundred thousand of them. */
function tellSometimes(
  parts: ApiParts,
  work: 'stage' | 'export' | 'import',
  workId: string | null,
): PlanProgress {
  const tell = tellProgress(parts, work, workId);
  let toldMs = -Infinity;
  return (done, total, text) => {
    const nowMs = parts.runDeps.clock.now();
    if (done !== total && nowMs - toldMs < progressEveryMs) return;
    toldMs = nowMs;
    tell(done, total, text);
  };
}
