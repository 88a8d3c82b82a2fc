import { AppError, toAppError } from '../../contract/app-error.ts';
import type { Blocker, Draft, DraftCheck } from '../../contract/draft-shapes.ts';
import type { PlanSummary } from '../../contract/job-shapes.ts';
import type { Profile, ProfileView } from '../../contract/profile-shapes.ts';
import { qualityOf } from '../../domain/quality-code.ts';
import { draftPlan } from '../jobs/plan-job.ts';
import type { Plan, PlanProgress } from '../jobs/plan.ts';
import { readingSpec } from '../jobs/reading-spec.ts';
import type { Target } from '../targets/target.ts';
import type { Reader } from '../workers/reader.ts';
import { blockerOfError, blockersOfDraft, blockersOfPlan, isNothingChosen } from './blockers.ts';
import { everySeries } from './draft-file.ts';
import type { KeptChoice } from './draft-file.ts';
import { planRequest } from './draft-request.ts';
import { estimateSpeed } from './estimate-speed.ts';

export interface CheckDeps {
  /** Gives up as soon as the check is stopped. */
  readonly reader: Reader;
  readonly signal: AbortSignal;
  readonly progress: PlanProgress;
  readonly profiles: { find(name: string): Profile | null; list(): Promise<ProfileView[]> };
  readonly openTarget: (profile: Profile) => Promise<Target>;
}

const listed = 200;
const canaryShown = 100;

/**
 * The dry run of a draft: what it would send, all that keeps it from it, and whether the VTN answers. Nothing is
 * written, and no point is sent. Throws engine/cancelled when it was stopped.
 */
export async function checkDraft(deps: CheckDeps, draft: Draft, choice: KeptChoice): Promise<DraftCheck> {
  const { profile: name } = draft.destination;
  const profile = name === null ? null : deps.profiles.find(name);
  const connecting = profile === null ? Promise.resolve(null) : testLine(deps, profile);
  const { plan, blockers } = await dryRun(deps, draft, choice);
  const summary = plan === null ? null : await describePlan(deps, plan.summary, draft);
  const canary = plan === null ? [] : await firstPoints(deps.reader, plan, draft, choice);
  return { plan: summary, blockers, connection: await connecting, canary };
}

async function dryRun(
  { reader, progress, profiles }: CheckDeps,
  draft: Draft,
  choice: KeptChoice,
): Promise<{ readonly plan: Plan | null; readonly blockers: Blocker[] }> {
  const blockers = blockersOfDraft(draft, choice, profiles);
  if (draft.files.length === 0) return { plan: null, blockers };
  // With nothing chosen the files are looked at all the same: whatever else is missing is said at once.
  const request = planRequest(draft, isNothingChosen(choice) ? everySeries : choice);
  try {
    const plan = await draftPlan(reader, request, progress, {
      isForJob: false,
      maxRows: () => Promise.resolve(null),
    });
    const ofPlan = blockersOfPlan(plan, draft);
    const isPlanned = ofPlan.length === 0 && blockers.every(({ step }) => step === 'destination');
    return { plan: isPlanned ? plan : null, blockers: withoutRepeats([...blockers, ...ofPlan]) };
  } catch (thrown) {
    const blocker = thrown instanceof AppError ? blockerOfError(thrown) : null;
    if (blocker === null) throw thrown;
    return { plan: null, blockers: [...blockers, blocker] };
  }
}

async function testLine(
  { openTarget, signal }: CheckDeps,
  profile: Profile,
): Promise<DraftCheck['connection']> {
  try {
    const target = await openTarget(profile);
    try {
      return await unlessAborted(signal, target.probe());
    } finally {
      await target.close();
    }
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    return { ok: false, code, text: message };
  }
}

async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
    // An answer that nobody waits for any more disturbs nobody.
    work.catch(() => undefined);
  }
}

async function describePlan(
  { profiles }: CheckDeps,
  summary: PlanSummary,
  { destination, pace }: Draft,
): Promise<DraftCheck['plan']> {
  const views = destination.profile === null ? [] : await profiles.list();
  const lastTest = views.find(({ name }) => name === destination.profile)?.lastTest ?? null;
  const { points, requests, bytes, skipped, problems } = summary;
  const amount = { points: points.planned, requests, bytes };
  const speed = estimateSpeed(amount, pace, lastTest?.bytesPerSecond ?? null);
  return {
    ...summary,
    estimatedSeconds: speed.seconds,
    estimateBasis: speed.basis,
    pointsPerSecond: speed.pointsPerSecond,
    skipped: skipped.slice(0, listed),
    skippedCount: skipped.length,
    problems: problems.slice(0, listed),
    problemCount: problems.length,
  };
}

/** The points that go alone first: the first of the first series that has any. */
async function firstPoints(
  reader: Reader,
  plan: Plan,
  draft: Draft,
  choice: KeptChoice,
): Promise<DraftCheck['canary']> {
  const first = plan.series.find(({ skip, planned }) => skip === null && planned > 0);
  const dataset = plan.datasets[first?.dataset ?? -1];
  const wanted = Math.min(draft.pace.canaryPoints, canaryShown, first?.planned ?? 0);
  if (first === undefined || dataset === undefined || wanted === 0) return [];
  const spec = readingSpec(planRequest(draft, choice), plan.sources, dataset, dataset.minus);
  const { startMs, endMs, value, quality } = await reader.intervals(spec, 0, wanted);
  const rule = { code: draft.mapping.quality, zeroCode: draft.mapping.zeroQuality };
  return Array.from(value, (each, i) => ({
    series: first.loadId,
    resource: first.resourceId ?? '',
    start: new Date(startMs[i] ?? 0).toISOString(),
    end: new Date(endMs[i] ?? 0).toISOString(),
    value: each,
    quality: qualityOf(each, quality?.[i] ?? null, rule),
  }));
}

/** A question that the mapping leaves open may have been put to the person already. */
function withoutRepeats(blockers: readonly Blocker[]): Blocker[] {
  return [...new Map(blockers.map((blocker) => [`${blocker.code} ${blocker.text}`, blocker])).values()];
}
