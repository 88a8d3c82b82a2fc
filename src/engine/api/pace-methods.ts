import { AppError } from '../../contract/app-error.ts';
import { engineApi } from '../../contract/engine-api.ts';
import type { EngineApi } from '../../contract/engine-api.ts';
import type { PaceChange, PaceRequest } from '../../contract/request-shapes.ts';
import { hasEnded } from '../../domain/job-state.ts';
import { changedPace, spellPace } from '../jobs/change-pace.ts';
import { readJobRecord } from '../ledger/job-reads.ts';
import type { JobRecord } from '../ledger/job-reads.ts';
import { noteDecision, notePace } from '../ledger/job-writes.ts';
import type { ApiParts } from './api-parts.ts';

/** How fast a job may go, and how fast it goes. */
export function paceMethods(parts: ApiParts) {
  const { runDeps, jobs, announcer } = parts;
  return {
    changePace: (input) =>
      new Promise((resolve) => {
        const { jobId, pace: change } = engineApi.changePace.input.parse(input);
        const job = runDeps.ledger.read((database) => readJobRecord(database, jobId));
        if (hasEnded(job.state)) {
          throw new AppError(
            'job/wrong-state',
            `Job ${jobId} has ended (${job.state}): there is nothing left whose pace could change.`,
            { context: { jobId, state: job.state } },
          );
        }
        const pace = changePace(parts, job, change);
        announcer.announce({ type: 'job-changed', job: jobs.summary(jobId) });
        resolve(pace);
      }),
    getSpeed: (input) =>
      new Promise((resolve) => {
        const { jobId } = engineApi.getSpeed.input.parse(input);
        jobs.summary(jobId);
        resolve({ samples: jobs.speed(jobId) });
      }),
  } satisfies Partial<EngineApi>;
}

/** Lays a change over the pace of a job: it is kept with the job, told, and taken up by whoever runs the job. */
export function changePace(
  { runDeps: { ledger, clock }, jobs, announcer }: ApiParts,
  { id: jobId, request }: Pick<JobRecord, 'id' | 'request'>,
  change: PaceChange,
): PaceRequest {
  const pace = changedPace(request.pace, change);
  const atMs = clock.now();
  const text = spellPace(pace);
  ledger.write('pace', (database) => {
    notePace(database, jobId, pace);
    noteDecision(database, jobId, atMs, text);
  });
  // Another process that runs the job sees in the ledger that it has changed, and takes it up.
  jobs.takePace(jobId, pace);
  announcer.announce({ type: 'job-decision', jobId, at: new Date(atMs).toISOString(), text });
  return pace;
}
