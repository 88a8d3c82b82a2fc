import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useConnection } from '../stores/connection-store.ts';
import { PageCache } from './page-cache.ts';
import type { FetchPage, PagesView } from './page-cache.ts';

export interface Pages<Answer, Row> extends PagesView<Answer, Row> {
  /** For `VirtualTable`: rows [from, to) are in view. */
  readonly onRange: (from: number, to: number) => void;
  /** Asks again for the same list; its rows stay meanwhile. */
  readonly reload: () => void;
}

interface PagesOptions<Answer, Row> {
  /** What the list depends on, as a text; a change asks anew. Null asks nothing. */
  readonly question: string | null;
  readonly fetchPage: FetchPage<Answer>;
  readonly rowsOf: (answer: Answer) => readonly Row[];
}

/** Rows of a long list of the engine in pages of 100, for a `VirtualTable`; asked again after a lost connection. */
export function usePages<Answer extends { readonly total: number }, Row>({
  question,
  fetchPage,
  rowsOf,
}: PagesOptions<Answer, Row>): Pages<Answer, Row> {
  const [cache] = useState(() => new PageCache<Answer, Row>({ rowsOf }));
  const view = useSyncExternalStore(cache.subscribe, cache.view);
  const isConnected = useConnection(({ state }) => state.phase === 'open');
  const [turn, setTurn] = useState(0);
  const asked = useRef<string | null>(null);
  const latestFetch = useRef(fetchPage);
  useEffect(() => {
    latestFetch.current = fetchPage;
  });
  useEffect(() => {
    if (question === null || !isConnected) return;
    const isSameList = asked.current === question;
    asked.current = question;
    cache.ask(latestFetch.current, isSameList);
  }, [cache, question, isConnected, turn]);
  const reload = useCallback(() => setTurn((last) => last + 1), []);
  return { ...view, onRange: cache.want, reload };
}
