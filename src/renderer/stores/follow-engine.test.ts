import { beforeAll, beforeEach, expect, it } from 'vitest';
import { sampleEngine, sampleJob } from '../../../test/suites/sample-engine.ts';
import type { SampleEngine } from '../../../test/suites/sample-engine.ts';
import { AppError } from '../../contract/app-error.ts';
import type { JobSummary } from '../../contract/job-shapes.ts';
import { connectEngine } from '../../transport/connect-engine.ts';
import type { ConnectedEngine } from '../../transport/connect-engine.ts';
import { inProcessWires } from '../../transport/in-process-wire.ts';
import { serveEngine } from '../../transport/serve-engine.ts';
import { actOnJob } from './act-on-job.ts';
import { useAnnouncement } from './announcements.ts';
import { startWords } from '../words/i18n.ts';
import { followEngine, reloadJobs } from './follow-engine.ts';
import { resetJobs, useJobs } from './jobs-store.ts';

beforeAll(startWords);

beforeEach(resetJobs);

function connect(engine: SampleEngine): ConnectedEngine {
  const [near, far] = inProcessWires();
  serveEngine(engine, far);
  return connectEngine(near);
}

const shown = (): readonly JobSummary[] => useJobs.getState().jobs;

it('shows the jobs, the newest first', async () => {
  const older = sampleJob({ id: 'a', createdAt: '2026-11-19T10:00:00.000Z' });
  const newer = sampleJob({ id: 'b', createdAt: '2026-11-20T10:00:00.000Z' });
  await followEngine(connect(sampleEngine({ listJobs: () => Promise.resolve([older, newer]) })));
  expect(useJobs.getState().status).toBe('ready');
  expect(shown().map(({ id }) => id)).toEqual(['b', 'a']);
});

it('keeps the jobs up to date, and says a new state aloud but no running figures', async () => {
  const engine = sampleEngine({ listJobs: () => Promise.resolve([sampleJob({ state: 'running' })]) });
  const connected = connect(engine);
  await followEngine(connected);
  const half = { ...sampleJob().points, confirmed: 500, unsent: 500 };
  engine.tell({ type: 'job-changed', job: sampleJob({ state: 'running', points: half }) });
  await connected.api.describeEngine({});
  expect(shown()[0]?.points.confirmed).toBe(500);
  expect(useAnnouncement.getState().text).toBe('');

  const whole = { ...sampleJob().points, confirmed: 1000, unsent: 0 };
  engine.tell({ type: 'job-changed', job: sampleJob({ state: 'completed', points: whole }) });
  await connected.api.describeEngine({});
  expect(useAnnouncement.getState().text).toContain('resources.db + load_data.h5: Completed. 1,000 of 1,000');

  engine.tell({ type: 'job-removed', jobId: 'job-1' });
  await connected.api.describeEngine({});
  expect(shown()).toEqual([]);
});

it('puts an event that overtook the list on top of it, so no state goes back in time', async () => {
  const listed = Promise.withResolvers<JobSummary[]>();
  const engine = sampleEngine({ listJobs: () => listed.promise });
  const connected = connect(engine);
  const followed = followEngine(connected);
  await connected.api.describeEngine({});
  engine.tell({ type: 'job-changed', job: sampleJob({ state: 'paused' }) });
  await connected.api.describeEngine({});
  listed.resolve([sampleJob({ state: 'running' })]);
  await followed;
  expect(shown()[0]?.state).toBe('paused');
});

it('says why the list cannot be had, and shows it when it can', async () => {
  let isDamaged = true;
  const damaged = new AppError('ledger/corrupt', 'The ledger is damaged.');
  const listJobs = (): Promise<JobSummary[]> =>
    isDamaged ? Promise.reject(damaged) : Promise.resolve([sampleJob()]);
  await followEngine(connect(sampleEngine({ listJobs })));
  expect(useJobs.getState()).toMatchObject({ status: 'failed', trouble: { code: 'ledger/corrupt' } });
  isDamaged = false;
  await reloadJobs();
  expect(useJobs.getState()).toMatchObject({ status: 'ready', trouble: null });
});

it('keeps the last figures on the page while the connection is lost, and takes fresh ones after', async () => {
  const [near, far] = inProcessWires();
  serveEngine(sampleEngine({ listJobs: () => Promise.resolve([sampleJob()]) }), far);
  await followEngine(connectEngine(near));
  far.close();
  await Promise.resolve();
  expect(shown()).toHaveLength(1);
  await followEngine(
    connect(sampleEngine({ listJobs: () => Promise.resolve([sampleJob({ state: 'paused' })]) })),
  );
  expect(shown().map(({ state }) => state)).toEqual(['paused']);
});

it('shows a refusal on the job that it is about, until the next attempt', async () => {
  const refused = new AppError('job/wrong-state', 'The job has ended.');
  const engine = sampleEngine({
    listJobs: () => Promise.resolve([sampleJob()]),
    startJob: () => Promise.reject(refused),
  });
  await followEngine(connect(engine));
  await actOnJob('start', 'job-1');
  expect(useJobs.getState().refusals).toEqual({
    'job-1': { code: 'job/wrong-state', text: 'The job has ended.' },
  });
  await actOnJob('pause', 'job-1');
  expect(useJobs.getState()).toMatchObject({ refusals: {}, underWay: {} });
  expect(engine.calls.at(-1)).toEqual({ method: 'pauseJob', input: { jobId: 'job-1' } });
});
