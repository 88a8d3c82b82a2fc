import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { jobSummary } from '../../contract/job-shapes.ts';
import type { JobSummary } from '../../contract/job-shapes.ts';

const runNews = jobSummary
  .pick({ pointsPerSecond: true, remainingMs: true, currentLoad: true, wait: true, limiter: true })
  .extend({ epoch: z.number().int() });

/** What only the process that runs a job knows of it: how fast it goes, what limits it, why it waits. */
export type RunNews = Omit<z.infer<typeof runNews>, 'epoch'>;

/**
 * News of running jobs for the other processes on the same ledger, as `meterhaul status` beside the app. They are no
 * record: nothing depends on them, so they are files beside the ledger and not writes to it, and where they cannot be
 * written or read there are none.
 */
export interface NewsDesk {
  /** `epoch` is that of the lease under which the job runs: news of an earlier run count for nothing. */
  tell(job: JobSummary, epoch: number): void;
  /** Null when nothing was told under that lease. */
  of(jobId: string, epoch: number): RunNews | null;
  forget(jobId: string): void;
  /** Forgets the news that runs left behind which ended without a word. */
  sweep(isActive: (jobId: string) => boolean): void;
}

export function openNewsDesk(stateDir: string): NewsDesk {
  const folder = path.join(stateDir, 'running');
  const fileOf = (jobId: string): string => path.join(folder, `${jobId}.json`);
  const forget = (jobId: string): void => {
    quietly(() => rmSync(fileOf(jobId), { force: true }));
  };
  return {
    // At once, not soon: whoever closes the engine finds nothing being written.
    tell: ({ id, ...job }, epoch) => {
      quietly(() => {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const unfinished = `${fileOf(id)}.part`;
        writeFileSync(unfinished, JSON.stringify(runNews.parse({ ...job, epoch })), { mode: 0o600 });
        renameSync(unfinished, fileOf(id));
      });
    },
    of: (jobId, epoch) => {
      const found = quietly(() => runNews.parse(JSON.parse(readFileSync(fileOf(jobId), 'utf8'))));
      if (found?.epoch !== epoch) return null;
      const { epoch: _epoch, ...news } = found;
      return news;
    },
    forget,
    sweep: (isActive) => {
      const files = quietly(() => readdirSync(folder)) ?? [];
      for (const jobId of new Set(files.map((file) => file.split('.')[0] ?? ''))) {
        if (isActive(jobId)) continue;
        forget(jobId);
        quietly(() => rmSync(`${fileOf(jobId)}.part`, { force: true }));
      }
    },
  };
}

function quietly<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
