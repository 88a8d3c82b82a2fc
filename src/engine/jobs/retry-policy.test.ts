import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultRetryPolicy, isGivenUp, retryDelayMs } from './retry-policy.ts';

const policy = defaultRetryPolicy(8);

describe('trying again', () => {
  it('waits twice as long after each failure, up to a minute', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((failures) => retryDelayMs(policy, failures, null, 1));
    expect(delays).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  });

  it('is spread over the upper half, never sooner than the VTN asked, and always a finite time', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const asked = fc.option(fc.nat(600_000), { nil: null });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), asked, random, (failures, askedForMs, chance) => {
        const full = Math.min(60_000, 250 * 2 ** (failures - 1));
        const delayMs = retryDelayMs(policy, failures, askedForMs, chance);
        expect(delayMs).toBeGreaterThanOrEqual(Math.max(askedForMs ?? 0, full / 2));
        expect(delayMs).toBeLessThanOrEqual(Math.max(askedForMs ?? 0, full));
      }),
    );
  });

  it('ends after as many retries as were allowed, none when there are none', () => {
    expect([8, 9].map((failures) => isGivenUp(policy, failures))).toEqual([false, true]);
    expect(isGivenUp(defaultRetryPolicy(0), 1)).toBe(true);
  });
});
