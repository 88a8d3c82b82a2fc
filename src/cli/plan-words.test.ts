import { expect, it } from 'vitest';
import { paceRequest } from '../contract/request-shapes.ts';
import { spellEstimate } from './plan-words.ts';

const plan = { points: { planned: 120_000 }, requests: 20, bytes: 14_000_000, estimatedSeconds: 24 };
const free = paceRequest.parse({ compress: 'none' });

it('the time of a plan is told with what it follows from', () => {
  expect(spellEstimate(plan, free)).toBe('24 s at the published speed of the bulk endpoint');
  expect(spellEstimate({ ...plan, estimatedSeconds: 14_000 }, { ...free, maxBytesPerSecond: 1000 })).toBe(
    '3 h 53 min at your limit of 1,000 bytes/s',
  );
  const window = { from: '22:00', to: '06:00' };
  expect(
    spellEstimate({ ...plan, estimatedSeconds: 40_000 }, { ...free, maxRequestsPerSecond: 0.0005, window }),
  ).toBe('11 h 7 min at your limit of 0.0005 requests/s, sending from 22:00 to 06:00 only');
});
