import { describe, expect, it } from 'vitest';
import { addsUp } from '../../domain/point-figures.ts';
import { samplePlan, sampleRequest } from '../../../test/suites/sample-plan.ts';
import type { JobRecord } from '../ledger/job-reads.ts';
import { summariseJob } from './job-summary.ts';

const record: JobRecord = {
  id: 'one',
  state: 'running',
  createdAtMs: 0,
  baseUrl: 'http://127.0.0.1:8444/openadr3',
  files: ['/moved/resources.db', '/site/load_data.h5'],
  rehearsal: false,
  canaryConfirmed: true,
  request: sampleRequest(),
  plan: samplePlan([60, 40]).summary,
  planned: 100,
  confirmed: 50,
  rejected: 5,
  uncertain: 10,
  loadsConfirmed: 1,
  loadsFailed: 0,
  requests: 3,
  bytes: 300,
  errorCode: null,
  errorText: null,
  leaseOwner: null,
  leaseEpoch: 1,
  leaseBeatMs: 0,
  staged: false,
};

describe('a job as lists show it', () => {
  it('counts every planned interval once', () => {
    const { points, loads } = summariseJob(record, null, true);
    expect(points).toMatchObject({ planned: 100, confirmed: 50, rejected: 5, uncertain: 10, unsent: 35 });
    expect(addsUp(points)).toBe(true);
    expect(loads).toEqual({ total: 2, confirmed: 1, failed: 0, skipped: 0 });
  });

  it('left running by a program that is gone is paused, and says what to do', () => {
    expect(summariseJob(record, null, false)).toMatchObject({
      state: 'paused',
      active: false,
      lastError: { code: 'job/interrupted', text: expect.stringContaining('resume') as string },
    });
  });

  it('that another program runs now is running', () => {
    expect(summariseJob(record, null, true)).toMatchObject({
      state: 'running',
      active: true,
      lastError: null,
    });
  });

  it('tells its trouble in the words written down, or else in those of the code', () => {
    const blocked: JobRecord = { ...record, state: 'blocked', errorCode: 'vtn/tls' };
    expect(summariseJob({ ...blocked, errorText: 'own words' }, null, false).lastError).toEqual({
      code: 'vtn/tls',
      text: 'own words',
    });
    expect(summariseJob(blocked, null, false).lastError?.text).not.toBe('');
  });

  it('says nothing of a time left while nothing moves', () => {
    expect(summariseJob(record, null, true)).toMatchObject({
      pointsPerSecond: 0,
      remainingMs: null,
      wait: null,
    });
  });
});
