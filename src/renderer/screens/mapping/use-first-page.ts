import { useEffect, useRef } from 'react';
import type { Draft, DraftMapping } from '../../../contract/draft-shapes.ts';
import type { EngineInput } from '../../../contract/engine-api.ts';
import type { Preview } from '../../../contract/inspection-shapes.ts';
import { ask } from '../../stores/ask-engine.ts';
import { useConnection } from '../../stores/connection-store.ts';
import { useWork } from '../../stores/works-store.ts';
import type { Work } from '../../stores/works-store.ts';

/** A person who types or presses arrows has chosen when the keys are still. */
const pauseMs = 250;

/** The first intervals under a mapping, asked for again when it changes; the last ones stay meanwhile. */
export function useFirstPage(request: Omit<EngineInput<'previewFiles'>, 'workId'> | null): Work<Preview> {
  const work = useWork<Preview>();
  const { start } = work;
  const isConnected = useConnection(({ state }) => state.phase === 'open');
  const key = request === null ? null : JSON.stringify(request);
  const isFirst = useRef(true);
  useEffect(() => {
    if (key === null || !isConnected) return undefined;
    const begin = (): void => {
      isFirst.current = false;
      const input = JSON.parse(key) as Omit<EngineInput<'previewFiles'>, 'workId'>;
      void start((workId) => ask('previewFiles', { ...input, workId }));
    };
    const timer = setTimeout(begin, isFirst.current ? 0 : pauseMs);
    return () => clearTimeout(timer);
  }, [key, isConnected, start]);
  return work;
}

/** What is shown of a file that is read by a mapping of its own. */
export function pageOfFile(draft: Draft, current: DraftMapping): Omit<EngineInput<'previewFiles'>, 'workId'> {
  const { path, mapping } = current;
  return {
    files: [path],
    mapping: { ...draft.mapping, preset: 'document', documents: [{ path, mapping }] },
    limit: 20,
    extent: 'first-page',
  };
}

/** What is shown of a set: the first loads of it. */
export function pageOfSet(
  draft: Draft,
  files: readonly string[],
): Omit<EngineInput<'previewFiles'>, 'workId'> {
  return {
    files: [...files],
    mapping: { ...draft.mapping, preset: 'ven-client' },
    selection: { limitLoads: 3 },
    limit: 20,
    extent: 'first-page',
  };
}
