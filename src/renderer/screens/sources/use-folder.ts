import { useEffect, useState } from 'react';
import type { Trouble } from '../../../contract/job-shapes.ts';
import type { FolderListing } from '../../../contract/served-files.ts';
import type { ServedFiles } from '../../files/file-access.ts';
import { troubleOf } from '../../stores/ask-engine.ts';

const typingPauseMs = 200;

export interface FolderView {
  /** The last one that came; it stays while the next is asked for. */
  readonly listing: FolderListing | null;
  readonly trouble: Trouble | null;
  readonly folder: string;
  readonly text: string;
  readonly goTo: (folder: string) => void;
  readonly search: (text: string) => void;
}

/** One folder after the other, as the server lists them. */
export function useFolder(access: ServedFiles): FolderView {
  const [place, setPlace] = useState({ folder: '', text: '' });
  const [found, setFound] = useState<Pick<FolderView, 'listing' | 'trouble'>>({
    listing: null,
    trouble: null,
  });
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(
      () => {
        access.list(place.folder, place.text, stop.signal).then(
          (listing) => setFound({ listing, trouble: null }),
          (thrown: unknown) => {
            if (!stop.signal.aborted) setFound((last) => ({ ...last, trouble: troubleOf(thrown) }));
          },
        );
      },
      place.text === '' ? 0 : typingPauseMs,
    );
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [access, place]);
  return {
    ...found,
    ...place,
    goTo: (folder) => setPlace({ folder, text: '' }),
    search: (text) => setPlace((last) => ({ ...last, text })),
  };
}
