import { expect, it } from 'vitest';
import { sampleJob } from '../../../../test/suites/sample-engine.ts';
import { canGoOn, isStill } from './still-job.ts';

const points = { ...sampleJob().points, planned: 10, confirmed: 4, unsent: 6 };

it('a job that runs must be paused before it is copied, handed over or taken back', () => {
  expect(isStill(sampleJob({ state: 'running' }))).toBe(false);
  expect(isStill(sampleJob({ state: 'waiting' }))).toBe(false);
  expect(isStill(sampleJob({ state: 'paused' }))).toBe(true);
  // Left by a program that is gone: nothing of it is being sent.
  expect(isStill(sampleJob({ state: 'running', active: false }))).toBe(true);
});

it('offers a job to another computer only while something of it is left', () => {
  expect(canGoOn(sampleJob({ state: 'blocked', points }))).toBe(true);
  expect(canGoOn(sampleJob({ state: 'incomplete', points }))).toBe(true);
  expect(canGoOn(sampleJob({ state: 'cancelled', points }))).toBe(false);
  expect(canGoOn(sampleJob({ state: 'paused', points: { ...points, confirmed: 10 } }))).toBe(false);
});
