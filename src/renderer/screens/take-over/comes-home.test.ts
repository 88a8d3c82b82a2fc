import { expect, it } from 'vitest';
import { comesHome } from './comes-home.ts';

it('a job that was handed over from here comes home; one that is here, or came here by another name, does not', () => {
  const jobId = '20261120-1200-k3f9';
  expect(comesHome({ jobId, alreadyHere: { jobId, state: 'exported' } })).toBe(true);
  expect(comesHome({ jobId, alreadyHere: { jobId, state: 'paused' } })).toBe(false);
  expect(comesHome({ jobId, alreadyHere: { jobId: '20261120-1201-a0b1', state: 'exported' } })).toBe(false);
  expect(comesHome({ jobId, alreadyHere: null })).toBe(false);
});
