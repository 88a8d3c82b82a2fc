import i18next from 'i18next';
import { AppError, toErrorRecord } from '../../contract/app-error.ts';
import type { EngineApi } from '../../contract/engine-api.ts';
import { announce } from './announcements.ts';
import { currentEngine } from './current-engine.ts';
import { actionBegun, actionEnded, useJobs } from './jobs-store.ts';
import type { JobAction } from './jobs-store.ts';

const calls: Record<JobAction, (api: EngineApi, jobId: string) => Promise<unknown>> = {
  start: (api, jobId) => api.startJob({ jobId }),
  pause: (api, jobId) => api.pauseJob({ jobId }),
  retry: (api, jobId) => api.retryJob({ jobId }),
  cancel: (api, jobId) => api.cancelJob({ jobId }),
  remove: (api, jobId) => api.removeJob({ jobId }),
};

/** Asks the engine for it; what came of it shows in the job's next event, a refusal on the job's card. */
export async function actOnJob(action: JobAction, jobId: string): Promise<void> {
  if (useJobs.getState().underWay[jobId] !== undefined) return;
  actionBegun(jobId, action);
  try {
    const engine = currentEngine();
    if (engine === null) throw new AppError('engine/stopped', 'There is no connection to the engine.');
    await calls[action](engine.api, jobId);
    actionEnded(jobId, null);
  } catch (thrown) {
    const { code, message } = toErrorRecord(thrown);
    actionEnded(jobId, { code, text: message });
    announce(i18next.t('jobs:notDoneBecause', { reason: message }));
  }
}
