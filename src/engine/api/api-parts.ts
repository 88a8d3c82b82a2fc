import type { EngineDeps } from '../engine.ts';
import type { Announcer } from '../events.ts';
import type { RunDeps } from '../jobs/start-run.ts';
import type { PlanProgress } from '../jobs/plan.ts';
import type { RunningJobs } from '../running-jobs.ts';
import { createBulkTarget } from '../targets/bulk/bulk-target.ts';
import type { Target } from '../targets/target.ts';
import type { EngineEvent } from '../../contract/engine-events.ts';

/** What the engine's methods work on. */
export interface ApiParts {
  readonly deps: EngineDeps;
  readonly runDeps: RunDeps;
  readonly jobs: RunningJobs;
  readonly announcer: Announcer;
}

/** The target of a VTN with the credentials there are for it; to be closed by the caller. */
export async function openTarget({ deps, runDeps }: ApiParts, baseUrl: string): Promise<Target> {
  const credentials = await deps.secrets.credentialsFor(baseUrl);
  return createBulkTarget({ baseUrl, credentials, now: () => runDeps.clock.now() });
}

type Work = Extract<EngineEvent, { type: 'work-progress' }>['work'];

export function tellProgress({ announcer }: ApiParts, work: Work): PlanProgress {
  return (done, total, text) => announcer.announce({ type: 'work-progress', work, done, total, text });
}
