import { useEffect, useState, useSyncExternalStore } from 'react';
import type { JobDetail, Trouble } from '../../../contract/job-shapes.ts';
import { useConnection } from '../../stores/connection-store.ts';
import { currentEngine } from '../../stores/current-engine.ts';
import { followJobDetail } from '../../stores/follow-job-detail.ts';

export interface JobDetailView {
  readonly detail: JobDetail | null;
  readonly trouble: Trouble | null;
}

/** Everything the ledger knows of a job, kept up to date while the page can be seen. Null asks nothing. */
export function useJobDetail(jobId: string | null): JobDetailView {
  const [view, setView] = useState<JobDetailView>({ detail: null, trouble: null });
  const isConnected = useConnection(({ state }) => state.phase === 'open');
  const isSeen = useIsSeen();
  useEffect(() => {
    const engine = currentEngine();
    if (!isConnected || !isSeen || engine === null || jobId === null) return undefined;
    return followJobDetail(engine, jobId, {
      onDetail: (detail) => setView({ detail, trouble: null }),
      // A lost connection is told by the banner, and the next one reads again.
      onTrouble: (trouble) => {
        if (trouble.code !== 'engine/stopped') setView((last) => ({ ...last, trouble }));
      },
    });
  }, [jobId, isConnected, isSeen]);
  return view;
}

/** False while the window is covered or its tab is in the background. */
export function useIsSeen(): boolean {
  return useSyncExternalStore(followVisibility, () => document.visibilityState === 'visible');
}

function followVisibility(onChange: () => void): () => void {
  document.addEventListener('visibilitychange', onChange);
  return () => document.removeEventListener('visibilitychange', onChange);
}
