import { toErrorRecord } from '../../contract/app-error.ts';
import type { JobDetail, Trouble } from '../../contract/job-shapes.ts';
import type { JobState } from '../../domain/job-state.ts';
import type { ConnectedEngine } from '../../transport/connect-engine.ts';

const leastBetweenMs = 2000;
const mostBetweenMs = 15_000;
/** So many times as long as the last reading took; of a hundred thousand loads it takes the engine a while. */
const betweenTimes = 60;

export interface DetailWatcher {
  onDetail(detail: JobDetail): void;
  onTrouble(trouble: Trouble): void;
}

/**
 * Reads a job's details now, again at once when its state has changed, and else when an event says that it went on:
 * at most every two seconds, and more seldom where reading them takes long. Returns the function that ends it.
 */
export function followJobDetail(engine: ConnectedEngine, jobId: string, watcher: DetailWatcher): () => void {
  let isEnded = false;
  let isReading = false;
  let isStale = false;
  let isUrgent = false;
  let state: JobState | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const read = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    isReading = true;
    isStale = false;
    isUrgent = false;
    const begunMs = performance.now();
    try {
      const detail = await engine.api.getJob({ jobId });
      if (!isEnded) watcher.onDetail(detail);
    } catch (thrown) {
      const { code, message } = toErrorRecord(thrown);
      if (!isEnded) watcher.onTrouble({ code, text: message });
    }
    isReading = false;
    if (isEnded) return;
    if (isDueAtOnce()) return read();
    timer = setTimeout(rested, restAfter(performance.now() - begunMs));
  };
  const isDueAtOnce = (): boolean => isUrgent;
  const rested = (): void => {
    timer = undefined;
    if (isStale) void read();
  };
  void read();

  const unsubscribe = engine.subscribe((event) => {
    const eventJobId =
      event.type === 'job-changed' ? event.job.id : event.type === 'job-decision' ? event.jobId : null;
    if (eventJobId !== jobId) return;
    isStale = true;
    if (event.type === 'job-changed') {
      isUrgent ||= state !== null && event.job.state !== state;
      state = event.job.state;
    }
    if (!isReading && (isUrgent || timer === undefined)) void read();
  });
  return () => {
    isEnded = true;
    clearTimeout(timer);
    unsubscribe();
  };
}

function restAfter(tookMs: number): number {
  return Math.min(mostBetweenMs, Math.max(leastBetweenMs, tookMs * betweenTimes));
}
