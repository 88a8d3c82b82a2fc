import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sampleEngine, sampleJob, sampleJobDetail } from '../../../test/suites/sample-engine.ts';
import { AppError } from '../../contract/app-error.ts';
import { connectEngine } from '../../transport/connect-engine.ts';
import { inProcessWires } from '../../transport/in-process-wire.ts';
import { serveEngine } from '../../transport/serve-engine.ts';
import { followJobDetail } from './follow-job-detail.ts';

const detail = sampleJobDetail(sampleJob());
const getJob = vi.fn(() => Promise.resolve(detail));
const watcher = { onDetail: vi.fn(), onTrouble: vi.fn() };

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
});

afterEach(() => {
  vi.useRealTimers();
});

async function follow(): Promise<{
  change: (state?: 'running' | 'completed') => Promise<void>;
  end: () => void;
}> {
  const [near, far] = inProcessWires();
  const engine = sampleEngine({ getJob });
  serveEngine(engine, far);
  const end = followJobDetail(connectEngine(near), 'job-1', watcher);
  await vi.advanceTimersByTimeAsync(0);
  return {
    end,
    change: async (state = 'running') => {
      engine.tell({ type: 'job-changed', job: sampleJob({ state }) });
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

it('reads the details at once, and again when the job went on, at most every two seconds', async () => {
  const { change, end } = await follow();
  expect(watcher.onDetail).toHaveBeenCalledExactlyOnceWith(detail);
  await change();
  await change();
  expect(getJob).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(2000);
  expect(getJob).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(getJob).toHaveBeenCalledTimes(2);
  await change();
  expect(getJob).toHaveBeenCalledTimes(3);
  end();
  await change();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(getJob).toHaveBeenCalledTimes(3);
});

it('reads them at once when the state has changed, so that the end of a job is shown with its last figures', async () => {
  const { change, end } = await follow();
  await change('running');
  await vi.advanceTimersByTimeAsync(2000);
  expect(getJob).toHaveBeenCalledTimes(2);
  await change('completed');
  expect(getJob).toHaveBeenCalledTimes(3);
  end();
});

it('says why the details cannot be read', async () => {
  getJob.mockRejectedValueOnce(new AppError('job/not-found', 'There is no such job.'));
  const { end } = await follow();
  expect(watcher.onTrouble).toHaveBeenCalledExactlyOnceWith({
    code: 'job/not-found',
    text: 'There is no such job.',
  });
  end();
});
