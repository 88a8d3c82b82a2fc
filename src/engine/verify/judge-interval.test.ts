import { describe, expect, it } from 'vitest';
import type { SpanState } from '../../domain/progress-spans.ts';
import type { StoredInterval } from '../targets/target.ts';
import { noFindings } from './findings.ts';
import type { Findings } from './findings.ts';
import { judgeInterval } from './judge-interval.ts';

const planned = {
  startMs: Float64Array.of(0),
  endMs: Float64Array.of(1000),
  value: Float64Array.of(5),
  quality: Uint8Array.of(1),
};
const asSent: StoredInterval = { startMs: 0, endMs: 1000, value: 5, quality: 'ESTIMATED' };

function judged(state: SpanState | null, found: StoredInterval | null, mayArrive = false): Findings {
  const findings = noFindings();
  judgeInterval(findings, { load: 'l', state, mayArrive }, planned, 0, found);
  return findings;
}

describe('an interval that is confirmed', () => {
  it.each<[string, Partial<StoredInterval>, string]>([
    ['value', { value: 6 }, 'the VTN has the value 6, sent was 5'],
    [
      'end',
      { endMs: 2000 },
      'the VTN has the end 1970-01-01T00:00:02.000Z, sent was 1970-01-01T00:00:01.000Z',
    ],
    ['quality', { quality: 'GOOD' }, 'the VTN has the quality GOOD, sent was ESTIMATED'],
  ])('is different with another %s', (_what, change, text) => {
    expect(judged('confirmed', { ...asSent, ...change })).toMatchObject({
      intervals: 1,
      matching: 0,
      differences: [{ kind: 'different', text }],
    });
  });

  it('matches as it was sent, and is missing when it is not there', () => {
    expect(judged('confirmed', asSent)).toMatchObject({ matching: 1, differenceCount: 0 });
    expect(judged('confirmed', null)).toMatchObject({ matching: 0, kinds: { missing: 1 } });
  });
});

describe('an interval that is not confirmed', () => {
  it.each(['uncertain', 'sending'] as const)(
    'is no difference when %s, unless something else is there',
    (state) => {
      expect(judged(state, asSent)).toMatchObject({ uncertainThere: 1, differenceCount: 0 });
      expect(judged(state, null)).toMatchObject({ uncertainAbsent: 1, differenceCount: 0 });
      expect(judged(state, { ...asSent, value: 6 })).toMatchObject({ kinds: { different: 1 } });
    },
  );

  it.each(['rejected', null] as const)('is too much when it is there although %s', (state) => {
    expect(judged(state, asSent)).toMatchObject({ kinds: { extra: 1 } });
    expect(judged(state, null)).toEqual(noFindings());
  });

  it('is none of this while the job is being sent, here or by the computer it was handed over to', () => {
    expect(judged(null, asSent, true)).toEqual(noFindings());
    expect(judged('rejected', asSent, true)).toEqual(noFindings());
  });
});
