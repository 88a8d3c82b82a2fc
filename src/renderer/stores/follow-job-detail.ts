import { toErrorRecord } from '../../contract/app-error.ts';
import type { JobDetail, Trouble } from '../../contract/job-shapes.ts';
import type { ConnectedEngine } from '../../transport/connect-engine.ts';

const betweenMs = 2000;

export interface DetailWatcher {
  onDetail(detail: JobDetail): void;
  onTrouble(trouble: Trouble): void;
}

/**
 * Reads a job's details now and again when an event says that the job went on, at most every two seconds: they
 * may be long. Returns the function that ends it.
 */
export function followJobDetail(engine: ConnectedEngine, jobId: string, watcher: DetailWatcher): () => void {
  let isEnded = false;
  let isReading = false;
  let isStale = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const read = async (): Promise<void> => {
    isReading = true;
    isStale = false;
    try {
      const detail = await engine.api.getJob({ jobId });
      if (!isEnded) watcher.onDetail(detail);
    } catch (thrown) {
      const { code, message } = toErrorRecord(thrown);
      if (!isEnded) watcher.onTrouble({ code, text: message });
    }
    timer = setTimeout(() => {
      isReading = false;
      if (isStale && !isEnded) void read();
    }, betweenMs);
  };
  void read();

  const unsubscribe = engine.subscribe((event) => {
    const eventJobId =
      event.type === 'job-changed' ? event.job.id : event.type === 'job-decision' ? event.jobId : null;
    if (eventJobId !== jobId) return;
    isStale = true;
    if (!isReading) void read();
  });
  return () => {
    isEnded = true;
    clearTimeout(timer);
    unsubscribe();
  };
}
