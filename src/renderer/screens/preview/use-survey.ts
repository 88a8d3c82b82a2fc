import { useCallback, useEffect, useState } from 'react';
import type { Draft, Survey } from '../../../contract/draft-shapes.ts';
import { ask } from '../../stores/ask-engine.ts';
import { useConnection } from '../../stores/connection-store.ts';
import { useWork } from '../../stores/works-store.ts';
import type { Work } from '../../stores/works-store.ts';

export interface DraftSurvey {
  readonly work: Work<Survey>;
  /** The last survey; it stays while another is made. */
  readonly survey: Survey | null;
  /** What the survey on the page was made of; null while there is none of the present draft. */
  readonly revision: string | null;
  /** `all` reads large files to their end. */
  readonly read: (extent: 'auto' | 'all') => void;
}

/** All that the counts and the series of a draft depend on. */
export function draftRevision(draft: Draft): string {
  const { files, mapping, fileMappings, resources, range } = draft;
  return JSON.stringify([files, mapping, fileMappings, resources, range]);
}

/** Reads the files of a draft when its page is opened and whenever something changes that the counts depend on. */
export function useSurvey(draft: Draft): DraftSurvey {
  const work = useWork<Survey>();
  const wanted = draftRevision(draft);
  const isConnected = useConnection(({ state }) => state.phase === 'open');
  const [revision, setRevision] = useState<string | null>(null);
  const { start } = work;
  const { id } = draft;
  const hasFiles = draft.files.length > 0;

  const read = useCallback(
    (extent: 'auto' | 'all'): void => {
      void start((workId) => ask('surveyDraft', { draftId: id, extent, workId })).then((survey) => {
        if (survey !== null) setRevision(`${extent} ${wanted}`);
      });
    },
    [start, id, wanted],
  );
  useEffect(() => {
    if (isConnected && hasFiles) read('auto');
  }, [read, isConnected, hasFiles]);

  const isCurrent = work.state === 'done' && revision?.endsWith(wanted) === true;
  return { work, survey: work.value, revision: isCurrent ? revision : null, read };
}
