import { expect, it, vi } from 'vitest';
import { sampleEngine, sampleJob } from '../../test/suites/sample-engine.ts';
import { AppError } from '../contract/app-error.ts';
import { jobStates } from '../domain/job-state.ts';
import { silentLog } from '../engine/ports/log.ts';
import { resumeJobs } from './resume-jobs.ts';

it('starts what was stopped where it stood, and nothing that a person has decided otherwise', async () => {
  const jobs = jobStates.map((state) => sampleJob({ id: state, state, active: false }));
  const engine = sampleEngine({ listJobs: () => Promise.resolve(jobs) });
  await resumeJobs(
    engine.api,
    { type: 'resume', jobIds: [...jobStates], because: 'crash' },
    silentLog,
    vi.fn(),
  );
  expect(engine.calls.map(({ input }) => input)).toEqual([
    { jobId: 'running' },
    { jobId: 'paused' },
    { jobId: 'waiting' },
  ]);
});

it('leaves alone what was not asked for, what is gone, and what another process runs by now', async () => {
  const jobs = [
    sampleJob({ id: 'other', state: 'paused' }),
    sampleJob({ id: 'taken', state: 'running', active: true }),
  ];
  const engine = sampleEngine({ listJobs: () => Promise.resolve(jobs) });
  const resume = { type: 'resume' as const, jobIds: ['taken', 'gone'], because: 'quit' as const };
  await resumeJobs(engine.api, resume, silentLog, vi.fn());
  expect(engine.calls).toEqual([]);
});

it('one that cannot be started is told of, and the next is started all the same', async () => {
  const gone = new AppError('source/missing', 'load_data.h5 is gone.');
  const startJob = vi.fn(({ jobId }: { jobId: string }) =>
    jobId === 'first' ? Promise.reject(gone) : Promise.resolve({}),
  );
  const jobs = ['first', 'second'].map((id) => sampleJob({ id, state: 'paused' }));
  const engine = sampleEngine({ listJobs: () => Promise.resolve(jobs), startJob });
  const couldNotStart = vi.fn();
  const resume = { type: 'resume' as const, jobIds: ['first', 'second'], because: 'quit' as const };
  await resumeJobs(engine.api, resume, silentLog, couldNotStart);
  expect(startJob).toHaveBeenCalledTimes(2);
  expect(couldNotStart).toHaveBeenCalledExactlyOnceWith(jobs[0], gone);
});
