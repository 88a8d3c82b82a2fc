import { expect, test, vi } from 'vitest';
import { AppError } from '../../contract/app-error.ts';
import { PageCache } from './page-cache.ts';

interface Answer {
  readonly total: number;
  readonly rows: readonly string[];
}

/** Pages of a list of 1000 rows whose answers are given by hand. */
function listByHand(word: string) {
  const asked: number[] = [];
  const answers = new Map<number, (answer: Answer) => void>();
  return {
    asked,
    fetchPage: (offset: number, limit: number): Promise<Answer> => {
      asked.push(offset);
      return new Promise((resolve) => {
        answers.set(offset, () =>
          resolve({
            total: 1000,
            rows: Array.from({ length: limit }, (_, row) => `${word} ${offset + row}`),
          }),
        );
      });
    },
    answer: async (offset: number): Promise<void> => {
      answers.get(offset)?.({ total: 0, rows: [] });
      await vi.waitFor(() => Promise.resolve());
      await Promise.resolve();
    },
  };
}

const rowsOf = ({ rows }: Answer): readonly string[] => rows;

test('rows come page by page around those in view, and the next page is fetched ahead', async () => {
  const list = listByHand('row');
  const cache = new PageCache<Answer, string>({ rowsOf });
  cache.ask(list.fetchPage, false);
  cache.want(0, 40);
  expect(cache.view().rowAt(3)).toBeNull();
  await list.answer(0);
  expect(cache.view().total).toBe(1000);
  expect(cache.view().rowAt(3)).toBe('row 3');
  expect(list.asked).toEqual([0, 100]);
});

test('pages that were scrolled past before their turn are never asked for', async () => {
  const list = listByHand('row');
  const cache = new PageCache<Answer, string>({ rowsOf });
  cache.ask(list.fetchPage, false);
  await list.answer(0);
  for (const from of [200, 300, 400, 500, 600]) cache.want(from, from + 30);
  await list.answer(100);
  await list.answer(200);
  await list.answer(600);
  expect(list.asked).not.toContain(400);
  expect(cache.view().rowAt(610)).toBe('row 610');
});

test('the rows of the earlier question stay until the new ones come, and its late answers are dropped', async () => {
  const before = listByHand('before');
  const after = listByHand('after');
  const cache = new PageCache<Answer, string>({ rowsOf });
  cache.ask(before.fetchPage, false);
  await before.answer(0);
  cache.ask(after.fetchPage, false);
  expect(cache.view().isStale).toBe(true);
  expect(cache.view().rowAt(5)).toBe('before 5');
  await before.answer(100);
  await after.answer(0);
  expect(cache.view().isStale).toBe(false);
  expect(cache.view().rowAt(5)).toBe('after 5');
  expect(cache.view().rowAt(105)).toBeNull();
});

test('after a reload of the same list rows change in place and none is missing meanwhile', async () => {
  const before = listByHand('before');
  const after = listByHand('after');
  const cache = new PageCache<Answer, string>({ rowsOf });
  cache.want(90, 120);
  cache.ask(before.fetchPage, true);
  await before.answer(0);
  await before.answer(100);
  cache.ask(after.fetchPage, true);
  await after.answer(0);
  expect(cache.view().rowAt(95)).toBe('after 95');
  expect(cache.view().rowAt(105)).toBe('before 105');
});

test('a refusal is told in words and nothing is asked until somebody asks again', async () => {
  const cache = new PageCache<Answer, string>({ rowsOf });
  const refuse = vi.fn(() => Promise.reject(new AppError('draft/not-found', 'There is no migration d1.')));
  cache.ask(refuse, false);
  await vi.waitFor(() => expect(cache.view().trouble).not.toBeNull());
  cache.want(500, 520);
  expect(refuse).toHaveBeenCalledTimes(1);
  expect(cache.view().trouble).toEqual({ code: 'draft/not-found', text: 'There is no migration d1.' });
});
