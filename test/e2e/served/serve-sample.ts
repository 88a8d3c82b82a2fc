import { AppError } from '../../../src/contract/app-error.ts';
import type { JobSummary } from '../../../src/contract/job-shapes.ts';
import { startServer } from '../../../src/server/start-server.ts';
import type { PageServer } from '../../../src/server/start-server.ts';
import { sampleEngine } from '../../suites/sample-engine.ts';
import type { SampleEngine } from '../../suites/sample-engine.ts';
import { detailOf } from './sample-jobs.ts';

export interface ServedSample {
  readonly engine: SampleEngine;
  readonly server: PageServer;
}

/** The built pages, served by the real server over an engine whose jobs stand still. */
export async function serveSample(
  jobs: readonly JobSummary[],
  answers: Parameters<typeof sampleEngine>[0] = {},
): Promise<ServedSample> {
  const engine = sampleEngine({
    listJobs: () => Promise.resolve([...jobs]),
    getJob: ({ jobId }) => {
      const job = jobs.find(({ id }) => id === jobId);
      return job === undefined
        ? Promise.reject(new AppError('job/not-found', `There is no job ${jobId}.`))
        : Promise.resolve(detailOf(job));
    },
    ...answers,
  });
  return { engine, server: await startServer({ engine, rendererDir: 'out/renderer' }) };
}
