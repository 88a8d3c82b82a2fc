import { AppError } from '../../contract/app-error.ts';
import type { EngineDeps } from '../engine.ts';
import type { Announcer } from '../events.ts';
import type { RunDeps } from '../jobs/start-run.ts';
import type { JobRecord } from '../ledger/job-reads.ts';
import type { PlanProgress } from '../jobs/plan.ts';
import type { RunningJobs } from '../running-jobs.ts';
import { openTrip } from '../profiles/open-trip.ts';
import type { ProfileBook } from '../profiles/profile-book.ts';
import { createBulkTarget } from '../targets/bulk/bulk-target.ts';
import type { DraftBook } from '../drafts/draft-book.ts';
import { resumePractice } from '../drafts/practice-draft.ts';
import type { SeriesChoices } from '../drafts/series-choice.ts';
import type { Surveys } from '../drafts/surveys.ts';
import type { Outbox } from '../outbox.ts';
import type { Works } from '../works.ts';
import type { Target } from '../targets/target.ts';
import type { EngineEvent } from '../../contract/engine-events.ts';

/** What the engine's methods work on. */
export interface ApiParts {
  readonly deps: EngineDeps;
  readonly runDeps: RunDeps;
  readonly jobs: RunningJobs;
  readonly announcer: Announcer;
  /** Long calls under way, which can be stopped. */
  readonly works: Works;
  readonly drafts: DraftBook;
  readonly choices: SeriesChoices;
  readonly surveys: Surveys;
  readonly profiles: ProfileBook;
  /** Files that are written for people. */
  readonly outbox: Outbox;
}

/**
 * The target of a VTN with the certificates, proxy and credentials there are for it; to be closed by the caller. A
 * profile that is gone, or of another server by now, counts for nothing. Throws profile/invalid, vault/unavailable.
 */
export async function openTarget(
  { deps, runDeps, profiles }: ApiParts,
  baseUrl: string,
  profile: string | null,
): Promise<Target> {
  await resumePractice({ stateDir: deps.stateDir, rehearsal: deps.rehearsal, profiles }, profile);
  const { credentials, line } = await openTrip(profiles, deps.secrets, { baseUrl, profile });
  const named = profile === null ? null : profiles.find(profile);
  // A path of another server's API says nothing about this one.
  const isOfVtn = named !== null && new URL(named.baseUrl).origin === new URL(baseUrl).origin;
  const readBackPath = isOfVtn ? named.readBackPath : null;
  const deletePath = isOfVtn ? named.deletePath : null;
  const { clock } = runDeps;
  return createBulkTarget({
    baseUrl,
    credentials,
    line,
    readBackPath,
    deletePath,
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
  });
}

/**
 * The target of a job by its own profile, or by one that is named for this time. Throws also profile/not-found, and
 * profile/invalid when that one is of another VTN.
 */
export function openJobTarget(
  parts: ApiParts,
  { baseUrl, request }: Pick<JobRecord, 'baseUrl' | 'request'>,
  named: string | null,
): Promise<Target> {
  if (named !== null) assertOfVtn(parts, named, baseUrl);
  return openTarget(parts, baseUrl, named ?? request.destination.profile);
}

function assertOfVtn({ profiles }: ApiParts, name: string, baseUrl: string): void {
  const profile = profiles.find(name);
  if (profile === null) throw new AppError('profile/not-found', `There is no destination named "${name}".`);
  const [its, wanted] = [new URL(profile.baseUrl).origin, new URL(baseUrl).origin];
  if (its === wanted) return;
  const text = `The destination "${name}" is at ${its}, and the job goes to ${wanted}. Choose one of that VTN.`;
  throw new AppError('profile/invalid', text, { context: { its, wanted } });
}

type Work = Extract<EngineEvent, { type: 'work-progress' }>['work'];

/** Tells of a long call in events; `workId` is the name that its caller gave it. */
export function tellProgress(
  { announcer }: ApiParts,
  work: Work,
  workId: string | null = null,
): PlanProgress {
  return (done, total, text) =>
    announcer.announce({ type: 'work-progress', workId, work, done, total, text });
}
