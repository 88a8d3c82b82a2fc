import type { StoredInterval } from '../targets/target.ts';

/** Walks stored intervals once, in step with ascending questions; one page of them is in memory. */
export interface StoredCursor {
  /** The next stored interval; null at the end; undefined when the next page must be turned first. */
  peek(): StoredInterval | null | undefined;
  skip(): void;
  turn(): Promise<void>;
}

export function openCursor(pages: AsyncIterable<readonly StoredInterval[]>): StoredCursor {
  const iterator = pages[Symbol.asyncIterator]();
  let page: readonly StoredInterval[] = [];
  let next = 0;
  let isOver = false;
  return {
    peek: () => page[next] ?? (isOver ? null : undefined),
    skip: () => {
      next++;
    },
    turn: async () => {
      const result = await iterator.next();
      isOver = result.done === true;
      page = result.done === true ? [] : result.value;
      next = 0;
    },
  };
}
