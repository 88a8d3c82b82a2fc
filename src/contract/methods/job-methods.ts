import { z } from 'zod';
import { verification } from '../inspection-shapes.ts';
import {
  failureGroup,
  jobDetail,
  jobSummary,
  loadFilter,
  loadRow,
  planSummary,
  rejectRow,
  speedSample,
} from '../job-shapes.ts';
import { destinationRequest, jobRequest, paceChange, paceRequest } from '../request-shapes.ts';
import { corrections } from '../handover-shapes.ts';
import { done, job, page, workId } from './method-parts.ts';

/** The profile to go by this time; null for the job's own. It must be of the same VTN. */
const profile = z.string().nullable().default(null);

/** What changes of the job's pace before it goes on, as with `changePace`. */
const pace = paceChange.default({});

/** Planning, running and looking at jobs. */
export const jobMethods = {
  /** The dry run: plans without writing a job down, and tests the connection when a destination is given. */
  checkJob: {
    input: jobRequest.extend({ destination: destinationRequest.nullable(), workId }),
    output: planSummary.extend({
      connection: z.object({ ok: z.boolean(), code: z.string().nullable(), text: z.string() }).nullable(),
    }),
  },
  /** Plans and writes the job down as *planned*. */
  planJob: {
    input: jobRequest.extend({ workId }),
    output: z.object({ jobId: z.string(), plan: planSummary }),
  },
  startJob: {
    input: job.extend({ sourcePaths: z.array(z.string()).default([]), profile, pace }),
    output: done,
  },
  pauseJob: { input: job, output: done },
  cancelJob: { input: job, output: done },
  removeJob: { input: job, output: done },
  /**
   * Puts failed loads and rejected intervals back in line and starts the job: all of them, or those of the given
   * codes and loads.
   */
  retryJob: {
    input: job.extend({
      codes: z.array(z.string()).default([]),
      loads: z.array(z.string()).max(1000).default([]),
      /** A list of corrected rows: only these go back in line, with their new values. */
      correctionsPath: z.string().nullable().default(null),
      profile,
      pace,
    }),
    output: done,
  },
  /** What a list of corrected rows would put back in line. Nothing is changed. */
  checkCorrections: { input: job.extend({ path: z.string() }), output: corrections },
  /** Takes effect at once, also while the job runs, and is kept with the job. */
  changePace: { input: job.extend({ pace: paceChange }), output: paceRequest },
  /** The seconds of the present run, the latest 3600 of them; empty when the job does not run here. */
  getSpeed: { input: job, output: z.object({ samples: z.array(speedSample) }) },
  listJobs: { input: z.object({}), output: z.array(jobSummary) },
  getJob: {
    input: job.extend({
      loads: z.enum(['none', 'failed', 'all']).default('none'),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(0).default(1000),
    }),
    output: jobDetail,
  },
  listLoads: {
    input: job.extend({ filter: loadFilter.prefault({}) }).extend(page.shape),
    output: z.object({ total: z.number().int(), rows: z.array(loadRow) }),
  },
  /** What came to nothing, by cause, the largest first. */
  listFailures: { input: job, output: z.array(failureGroup) },
  listRejects: {
    input: job.extend({ reason: z.string().nullable().default(null) }).extend(page.shape),
    output: z.object({ total: z.number().int(), rows: z.array(rejectRow) }),
  },
  /** Goes on where an earlier one was stopped, unless `restart`. */
  verifyJob: {
    input: job.extend({ restart: z.boolean().default(false), profile, workId }),
    output: verification,
  },
  /** What the last `verifyJob` of this job found, and when; null when there was none since it was last started. */
  lastVerification: {
    input: job,
    output: z.object({ at: z.string(), verification }).nullable(),
  },
} as const;
