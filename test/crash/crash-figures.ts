import type { Differences } from './compare-with-store.ts';
import type { CrashJob } from './crash-job.ts';

/** What a run of kills came to. */
export interface CrashFigures {
  kills: number;
  jobs: number;
  /** Starts of the engine, those that ended by themselves included. */
  lives: number;
  /** Planned intervals of all jobs. */
  intervals: number;
  requests: number;
  /** Answers that the VTN spoiled as its script says, and tokens that it ended early. */
  faults: number;
  /** Intervals that were sent again and replaced themselves. */
  rewrites: number;
  lost: number;
  doubled: number;
  /** Counted as confirmed without the VTN's answer. */
  unanswered: number;
}

export function noFigures(): CrashFigures {
  return {
    kills: 0,
    jobs: 0,
    lives: 0,
    intervals: 0,
    requests: 0,
    faults: 0,
    rewrites: 0,
    lost: 0,
    doubled: 0,
    unanswered: 0,
  };
}

/** Adds a comparison to the figures; throws an Error that names the moment when anything is wrong. */
export function addComparison(
  figures: CrashFigures,
  { lost, doubled, unanswered, problems }: Differences,
  moment: string,
): void {
  figures.lost += lost;
  figures.doubled += doubled;
  figures.unanswered += unanswered;
  if (problems.length === 0) return;
  throw new Error(`After ${moment}:\n${problems.join('\n')}`);
}

/** Adds a job that has ended, after comparing it with the VTN's store. Throws as `addComparison` does. */
export function addEndedJob(figures: CrashFigures, job: CrashJob, intervals: number, moment: string): void {
  addComparison(figures, job.compareEnded(), moment);
  const { requests, rewrites, faultsFired } = job.observations();
  const { latency: _, ...faults } = faultsFired;
  figures.jobs++;
  figures.intervals += intervals;
  figures.requests += requests;
  figures.faults += Object.values(faults).reduce((sum, times) => sum + times, 0);
  figures.rewrites += rewrites;
}
