import { expect, it } from 'vitest';
import { sampleRandom } from '../sample-site/sample-random.ts';
import { sortInTurns } from './sort-in-turns.ts';

it.each([0, 1, 2048, 2049, 20_000])('%i rows come in order, equal ones in their own', async (count) => {
  const random = sampleRandom(7);
  const keys = Array.from({ length: count }, () => Math.floor(random.next() * 50));
  const order = await sortInTurns(count, (one, other) => (keys[one] ?? 0) - (keys[other] ?? 0));
  const expected = keys
    .map((key, position) => ({ key, position }))
    .sort((one, other) => one.key - other.key || one.position - other.position)
    .map(({ position }) => position);
  expect([...order]).toEqual(expected);
});
