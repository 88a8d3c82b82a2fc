import { describe, expect, it } from 'vitest';
import { parseFaults } from './parse-faults.ts';

describe('reading a list of faults', () => {
  it('takes every kind as it is described', () => {
    const faults = [
      { kind: 'latency', ms: 20, jitterMs: 5, probability: 0.5 },
      { kind: 'rate-limited', retryAfterSeconds: 4, times: 2 },
      { kind: 'partial-count', missing: 3, writes: 'part' },
      { kind: 'refuse-rows', starts: ['2025-01-15T08:00:00Z'] },
      { kind: 'unknown-resources', resourceIds: ['6f1b1c3e-0000-4000-8000-00000000000a'] },
      { kind: 'capacity', pointsPerSecond: 0.5, requestsAtOnce: 1, bodyBytes: 9, answer: 'slow' },
      { kind: 'refuse-whole', everyNth: 40, status: 400, detail: 'no' },
      { kind: 'short-tokens', lifetimeMs: 1000 },
      { kind: 'token-refused', times: 3 },
    ];
    expect(parseFaults(faults)).toEqual(faults);
  });

  it.each([
    [{ kind: 'rate-limitted' }, /Fault 0, key "kind": unknown kind "rate-limitted", known are latency, /],
    [{ kind: 'hang', after: 3 }, /Fault 0, key "after": Extra inputs are not permitted/],
    [{ kind: 'too-large' }, /Fault 0, key "maxBytes": Field required/],
    [{ kind: 'latency', ms: -1 }, /key "ms": should be a number from 0 up/],
    [{ kind: 'hang', probability: 1.5 }, /key "probability": should be a number from 0 to 1/],
    [{ kind: 'hang', times: 0.5 }, /key "times": should be a whole number from 0 up/],
    [{ kind: 'hang', resourceId: 'load-1' }, /key "resourceId": should be a UUID/],
    [{ kind: 'refuse-rows' }, /Fault 0: refuse-rows needs either everyNth or starts/],
    [{ kind: 'refuse-rows', everyNth: 2, starts: [] }, /needs either everyNth or starts/],
    [{ kind: 'refuse-whole' }, /Fault 0: refuse-whole needs either everyNth or starts/],
    [{ kind: 'refuse-whole', everyNth: 2, status: 500 }, /key "status": should be 422 or 400/],
    [{ kind: 'capacity' }, /Fault 0, key "answer": Field required/],
    [
      { kind: 'capacity', answer: 'slow', pointsPerSecond: 0 },
      /key "pointsPerSecond": should be a number above 0/,
    ],
    [{ times: 1 }, /Fault 0, key "kind": Field required/],
    ['hang', /Fault 0: a fault should be an object/],
  ])('refuses %j with a message that names what is wrong', (fault, message) => {
    expect(() => parseFaults([fault])).toThrow(message);
  });

  it('refuses what is no list', () => {
    expect(() => parseFaults({ kind: 'hang' })).toThrow('the faults should be a list');
  });
});
