import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sampleEngine, sampleJob } from '../../test/suites/sample-engine.ts';
import type { SampleEngine } from '../../test/suites/sample-engine.ts';
import { AppError } from '../contract/app-error.ts';
import type { EngineApi } from '../contract/engine-api.ts';
import type { JobSummary } from '../contract/job-shapes.ts';
import { fromEngineHost } from '../contract/shell-messages.ts';
import type { FromEngineHost, JobsNow } from '../contract/shell-messages.ts';
import { reportJobs } from './job-reports.ts';
import type { JobReports } from './job-reports.ts';

let engine: SampleEngine;
let reports: JobReports;
let told: JobsNow[];

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

async function open(answers: Partial<EngineApi> = {}): Promise<void> {
  engine = sampleEngine(answers);
  told = [];
  reports = reportJobs(engine, (message: FromEngineHost) => {
    expect(fromEngineHost.safeParse(message).success).toBe(true);
    if (message.type === 'jobs') told.push(message);
  });
  await vi.advanceTimersByTimeAsync(0);
}

const change = (changes: Partial<JobSummary>): void =>
  engine.tell({ type: 'job-changed', job: sampleJob(changes) });
const confirmed = (points: number): JobSummary['points'] => ({
  ...sampleJob().points,
  confirmed: points,
  unsent: 1000 - points,
});

it('tells of a job when it begins, of its figures each second, and of its end at once', async () => {
  await open();
  expect(told).toHaveLength(1);
  await reports.engine.api.startJob({ jobId: 'job-1' });
  change({ state: 'running' });
  expect(told.at(-1)?.running).toMatchObject([
    { jobId: 'job-1', title: 'resources.db + load_data.h5', percent: 0, waiting: false },
  ]);
  for (const points of [100, 200, 300]) change({ state: 'running', points: confirmed(points) });
  expect(told).toHaveLength(2);
  vi.advanceTimersByTime(1000);
  expect(told).toHaveLength(3);
  expect(told.at(-1)?.running).toMatchObject([{ percent: 30 }]);
  change({ state: 'completed', points: confirmed(1000) });
  expect(told.at(-1)).toMatchObject({
    running: [],
    news: [{ jobId: 'job-1', state: 'completed', confirmed: 1000, planned: 1000 }],
  });
  vi.advanceTimersByTime(5000);
  expect(told).toHaveLength(4);
});

it('says each end once, and none of what a person did', async () => {
  await open();
  await reports.engine.api.startJob({ jobId: 'job-1' });
  change({ state: 'running' });
  change({ state: 'paused' });
  expect(told.at(-1)).toMatchObject({ running: [], news: [] });
  change({ state: 'cancelled' });
  expect(told.flatMap(({ news }) => news)).toEqual([]);
});

it('a job that waits says so at once', async () => {
  await open();
  await reports.engine.api.retryJob({ jobId: 'job-1' });
  change({ state: 'running' });
  change({ state: 'waiting' });
  expect(told.at(-1)?.running).toMatchObject([{ waiting: true }]);
});

it('a job that its start blocks needs someone', async () => {
  await open();
  const starting = reports.engine.api.startJob({ jobId: 'job-1' });
  change({ state: 'blocked', lastError: { code: 'source/missing', text: 'load_data.h5 is gone.' } });
  await starting;
  expect(told.at(-1)?.news).toMatchObject([{ state: 'blocked', text: 'load_data.h5 is gone.' }]);
});

it('leaves the jobs of a command line on the same ledger to it', async () => {
  await open({
    startJob: () => Promise.reject(new AppError('job/running-elsewhere', 'Another Meterhaul runs it.')),
  });
  change({ state: 'running' });
  await expect(reports.engine.api.startJob({ jobId: 'job-1' })).rejects.toThrow('Another Meterhaul');
  change({ state: 'completed' });
  expect(told).toHaveLength(1);
});

it('goes by the settings, and by their defaults while they cannot be read', async () => {
  await open({ getSettings: () => Promise.reject(new Error('damaged')) });
  expect(told.at(-1)?.settings).toEqual({ notify: true, keepAwake: true, language: 'system' });
  engine.tell({
    type: 'settings-changed',
    settings: { language: 'nb', theme: 'dark', notify: false, keepAwake: true, keepEndedJobsDays: null },
  });
  expect(told.at(-1)?.settings).toEqual({ notify: false, keepAwake: true, language: 'nb' });
});

it('tells that a job could not go on by itself, and why', async () => {
  await open();
  reports.couldNotStart(sampleJob(), new AppError('vtn/unauthorized', 'The token is not valid any more.'));
  expect(told.at(-1)?.news).toMatchObject([{ state: 'blocked', text: 'The token is not valid any more.' }]);
});
