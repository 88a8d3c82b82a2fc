import { expect, it } from 'vitest';
import { decisionsShown, mergeDecisions } from './merge-decisions.ts';

const decision = (second: number, text = `decision ${second}`) => ({
  at: new Date(Date.UTC(2026, 10, 20, 12, 0, second)).toISOString(),
  text,
});

it('tells each decision once, the latest first, also those told before the ledger was read', () => {
  const kept = [decision(1), decision(2)];
  expect(mergeDecisions(kept, [decision(2), decision(3)]).map(({ text }) => text)).toEqual([
    'decision 3',
    'decision 2',
    'decision 1',
  ]);
  expect(mergeDecisions([decision(1), decision(3)], [decision(2)])[1]?.text).toBe('decision 2');
});

it('leaves out the oldest when there are many', () => {
  const many = Array.from({ length: decisionsShown + 5 }, (_, second) => decision(second));
  const merged = mergeDecisions(many, []);
  expect(merged).toHaveLength(decisionsShown);
  expect(merged.at(-1)?.text).toBe('decision 5');
});
