import type { EngineEvent } from '../src/contract/engine-events.ts';
import type { JobSummary } from '../src/contract/job-shapes.ts';
import type { Engine } from '../src/engine/create-engine.ts';

/** Starts a job, or goes on with one, until it is still; tells each change on the way. */
export async function sendWhole(
  engine: Engine,
  jobId: string,
  onChange: (job: JobSummary) => void = () => {},
): Promise<void> {
  const still = Promise.withResolvers<undefined>();
  let isStarted = false;
  const unsubscribe = engine.subscribe((event: EngineEvent) => {
    if (event.type !== 'job-changed' || event.job.id !== jobId) return;
    onChange(event.job);
    // Of a job whose process was killed, the last word of before may still be told.
    if (isStarted && !event.job.active) still.resolve(undefined);
  });
  await engine.api.startJob({ jobId });
  isStarted = true;
  if ((await engine.api.getJob({ jobId })).active) await still.promise;
  unsubscribe();
}
