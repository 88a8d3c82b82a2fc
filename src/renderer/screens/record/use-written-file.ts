import { useState } from 'react';
import type { WrittenFile } from '../../../contract/handover-shapes.ts';
import type { Trouble } from '../../../contract/job-shapes.ts';
import { pageFiles } from '../../files/page-files.ts';
import { announce } from '../../stores/announcements.ts';
import { troubleOf } from '../../stores/ask-engine.ts';
import { useWork } from '../../stores/works-store.ts';
import type { Work } from '../../stores/works-store.ts';
import { writtenWords } from './written-words.ts';

/** Has the engine write; `path` is null where the server hands the file out. */
export type WriteFile = (path: string | null, workId: string) => Promise<WrittenFile>;

export interface FileWriting {
  readonly work: Work<WrittenFile>;
  /** Why there is no place for the file, or why it was not written. */
  readonly trouble: Trouble | null;
  /** Resolves with the file, or null when it was not written. */
  readonly start: (suggestedName: string, write: WriteFile) => Promise<WrittenFile | null>;
}

/** A file for the person, written by the engine where they say, or downloaded. */
export function useWrittenFile(): FileWriting {
  const work = useWork<WrittenFile>();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const start: FileWriting['start'] = async (suggestedName, write) => {
    setTrouble(null);
    try {
      const place = await pageFiles().placeFor(suggestedName);
      if (place === null) return null;
      const written = await work.start((workId) => write(place.path, workId));
      if (written === null) return null;
      pageFiles().handOut(written);
      announce(writtenWords(written));
      return written;
    } catch (thrown) {
      setTrouble(troubleOf(thrown));
      return null;
    }
  };
  return { work, trouble: trouble ?? work.trouble, start };
}
