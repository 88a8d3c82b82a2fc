import { useEffect, useRef, useState } from 'react';
import type { Trouble } from '../../../contract/job-shapes.ts';
import { csvSeparator } from '../../files/csv-text.ts';
import { pageFiles } from '../../files/page-files.ts';
import { ask, troubleOf } from '../../stores/ask-engine.ts';
import type { Work } from '../../stores/works-store.ts';
import { collectRejects } from './collect-rejects.ts';

export interface RejectExport extends Pick<
  Work<number>,
  'state' | 'progress' | 'stop' | 'value' | 'trouble'
> {
  readonly start: (fileName: string, titles: readonly string[]) => void;
}

interface ExportState {
  readonly state: Work<number>['state'];
  readonly progress: Work<number>['progress'];
  /** How many were saved. */
  readonly value: number | null;
  readonly trouble: Trouble | null;
}

const idle: ExportState = { state: 'idle', progress: null, value: null, trouble: null };

/** idle -> running -> done | failed, or running -> stopping -> stopped; ended when its component goes. */
export function useRejectExport(jobId: string, reason: string | null): RejectExport {
  const [view, setView] = useState<ExportState>(idle);
  const stopping = useRef<AbortController | null>(null);
  useEffect(() => () => stopping.current?.abort(), []);
  const run = async (fileName: string, titles: readonly string[]): Promise<void> => {
    const stop = new AbortController();
    stopping.current = stop;
    setView({ ...idle, state: 'running' });
    try {
      const { parts, count } = await collectRejects({
        fetchPage: (offset, limit) => ask('listRejects', { jobId, reason, offset, limit }),
        titles,
        separator: csvSeparator(),
        signal: stop.signal,
        onProgress: (done, total) => setView((last) => ({ ...last, progress: { done, total, text: '' } })),
      });
      const isSaved = await pageFiles().save(fileName, new Blob(parts, { type: 'text/csv;charset=utf-8' }));
      setView(isSaved ? { ...idle, state: 'done', value: count } : idle);
    } catch (thrown) {
      setView(
        stop.signal.aborted
          ? { ...idle, state: 'stopped' }
          : { ...idle, state: 'failed', trouble: troubleOf(thrown) },
      );
    }
  };
  return {
    ...view,
    start: (fileName, titles) => void run(fileName, titles),
    stop: () => {
      setView((last) => ({ ...last, state: 'stopping' }));
      stopping.current?.abort();
    },
  };
}
