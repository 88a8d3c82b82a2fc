import type { Interval } from '../../../src/domain/interval.ts';
import type { PracticeVtn } from '../../../src/practice-vtn/start-practice-vtn.ts';
import { expect } from './flow-test.ts';

/** What should be at the VTN: its resource -> all intervals in order. */
export type Expected = ReadonlyMap<string, readonly Interval[]>;

/**
 * Every interval that was expected is at the VTN exactly once and as it was in the source, and nothing else is. Two
 * records of one start would both be in the answer; a value that was ever overwritten by another one is counted.
 */
export function expectExactly(vtn: PracticeVtn, expected: Expected): void {
  const stored = new Map(vtn.storedResources().map((resource) => [resource, vtn.storedIntervals(resource)]));
  expect([...stored.keys()]).toEqual([...expected.keys()].toSorted());
  for (const [resource, intervals] of expected) expect(stored.get(resource)).toEqual(intervals);
  expect(vtn.observations().changedRewrites).toBe(0);
}
