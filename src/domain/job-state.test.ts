import { describe, expect, it } from 'vitest';
import { hasEnded, jobStates, mayBecome } from './job-state.ts';

describe('the states of a job', () => {
  it('every one can be reached from planning', () => {
    const reached = new Set<string>(['planning']);
    for (const from of reached) {
      for (const to of jobStates) if (mayBecome(from as (typeof jobStates)[number], to)) reached.add(to);
    }
    expect([...reached].sort()).toEqual([...jobStates].sort());
  });

  it('every one that is not over for good leads on to running', () => {
    const leading = jobStates.filter((state) => mayBecome(state, 'running'));
    expect(leading).toEqual([
      'planned',
      'running',
      'paused',
      'waiting',
      'blocked',
      'completed',
      'incomplete',
    ]);
  });

  it('cancelled and exported are over for good', () => {
    for (const to of jobStates) {
      expect(mayBecome('cancelled', to)).toBe(false);
      expect(mayBecome('exported', to)).toBe(false);
    }
  });

  it('a job cannot be completed or incomplete without having run', () => {
    const before = jobStates.filter(
      (state) => mayBecome(state, 'completed') || mayBecome(state, 'incomplete'),
    );
    expect(before).toEqual(['running', 'waiting']);
  });

  it('a stopped job can be cancelled, a running one is paused first, and so is a completed one', () => {
    expect(jobStates.filter((state) => mayBecome(state, 'cancelled'))).toEqual([
      'planning',
      'planned',
      'paused',
      'waiting',
      'blocked',
      'incomplete',
    ]);
  });

  it('a job that has ended is paused when it has something in line again, and while it is undone', () => {
    expect(jobStates.filter((state) => hasEnded(state) && mayBecome(state, 'paused'))).toEqual([
      'completed',
      'incomplete',
    ]);
  });

  it('an ended job holds no resource; one that can be resumed has not ended', () => {
    expect(jobStates.filter(hasEnded)).toEqual(['completed', 'incomplete', 'cancelled', 'exported']);
  });
});
