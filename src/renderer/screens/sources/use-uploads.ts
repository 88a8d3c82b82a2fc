import { useCallback, useEffect, useRef, useState } from 'react';
import type { Trouble } from '../../../contract/job-shapes.ts';
import { pageFiles } from '../../files/page-files.ts';
import { troubleOf } from '../../stores/ask-engine.ts';

/** A file on its way to the computer that runs Meterhaul; those that arrived are gone from the list. */
export interface UploadUnderWay {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sentBytes: number;
  readonly trouble: Trouble | null;
}

export interface Uploads {
  readonly underWay: readonly UploadUnderWay[];
  readonly start: (files: readonly File[]) => void;
  /** Ends an upload of which nothing is kept then, or takes a failed one off the list. */
  readonly stop: (id: string) => void;
}

let lastUpload = 0;

/** Uploads of this page; each file goes into the draft when it is there. They end with the page. */
export function useUploads(onArrived: (paths: readonly string[]) => void): Uploads {
  const [underWay, setUnderWay] = useState<readonly UploadUnderWay[]>([]);
  const stops = useRef(new Map<string, AbortController>());
  const arrived = useRef(onArrived);
  useEffect(() => {
    arrived.current = onArrived;
  });
  useEffect(() => {
    const running = stops.current;
    return () => {
      for (const each of running.values()) each.abort();
    };
  }, []);

  const change = (id: string, part: Partial<UploadUnderWay>): void =>
    setUnderWay((list) => list.map((each) => (each.id === id ? { ...each, ...part } : each)));
  const drop = (id: string): void => setUnderWay((list) => list.filter((each) => each.id !== id));

  const start = useCallback((files: readonly File[]) => {
    const access = pageFiles();
    if (access.kind !== 'served') return;
    for (const file of files) {
      const id = `upload-${(lastUpload += 1)}`;
      const stop = new AbortController();
      stops.current.set(id, stop);
      setUnderWay((list) => [
        ...list,
        { id, name: file.name, sizeBytes: file.size, sentBytes: 0, trouble: null },
      ]);
      access
        .upload(file, (sentBytes) => change(id, { sentBytes }), stop.signal)
        .then(
          ({ path }) => {
            drop(id);
            arrived.current([path]);
          },
          (thrown: unknown) => {
            if (stop.signal.aborted) drop(id);
            else change(id, { trouble: troubleOf(thrown) });
          },
        )
        .finally(() => stops.current.delete(id));
    }
  }, []);
  const stop = useCallback((id: string) => {
    const running = stops.current.get(id);
    if (running === undefined) drop(id);
    else running.abort();
  }, []);
  return { underWay, start, stop };
}
