import { AppError } from '../../contract/app-error.ts';
import { engineApi } from '../../contract/engine-api.ts';
import type { EngineApi } from '../../contract/engine-api.ts';
import type { Blocker, Draft } from '../../contract/draft-shapes.ts';
import { collectAfter } from '../collect-garbage.ts';
import { blockersOfDraft, blockersOfPlan } from '../drafts/blockers.ts';
import { checkDraft } from '../drafts/check-draft.ts';
import { jobRequestOf } from '../drafts/draft-request.ts';
import { resumePractice } from '../drafts/practice-draft.ts';
import { planJob } from '../jobs/plan-job.ts';
import type { Plan, PlanProgress } from '../jobs/plan.ts';
import { normaliseBaseUrl } from '../targets/bulk/bulk-url.ts';
import { openTarget, tellProgress } from './api-parts.ts';
import type { ApiParts } from './api-parts.ts';
import { writeJob } from './write-job.ts';

/** The last steps of a draft: the dry run, and becoming a job. */
export function dryRunMethods(parts: ApiParts) {
  const { runDeps, drafts, surveys, choices, profiles, works } = parts;
  return {
    checkDraft: async (input) => {
      const { draftId, workId } = engineApi.checkDraft.input.parse(input);
      const draft = drafts.find(draftId);
      await resumeFor(parts, draft);
      return works.run(workId, async (signal) => {
        const deps = {
          reader: runDeps.reader.under(signal),
          signal,
          progress: tellProgress(parts, 'check', workId),
          profiles,
          openTarget: ({ baseUrl, name }: { readonly baseUrl: string; readonly name: string }) =>
            openTarget(parts, normaliseBaseUrl(baseUrl), name),
        };
        const check = await checkDraft(deps, draft, drafts.choiceOf(draftId));
        collectAfter(check.plan?.loads.total ?? 0);
        return check;
      });
    },
    planDraft: async (input) => {
      const { draftId, workId } = engineApi.planDraft.input.parse(input);
      const draft = drafts.find(draftId);
      await resumeFor(parts, draft);
      const progress = tellProgress(parts, 'plan', workId);
      const { jobId, plan } = await works.run(workId, (signal) => planDraft(parts, draft, signal, progress));
      // Only now: a draft that became no job is still there.
      drafts.remove(draftId);
      surveys.forget(draftId);
      choices.forget(draftId);
      const { skipped: _skipped, problems: _problems, ...summary } = plan.summary;
      return { jobId, plan: summary };
    },
  } satisfies Partial<EngineApi>;
}

/** A rehearsal goes on where it was left, whatever was closed meanwhile. */
function resumeFor({ deps, profiles }: ApiParts, { destination }: Draft): Promise<void> {
  return resumePractice(
    { stateDir: deps.stateDir, rehearsal: deps.rehearsal, profiles },
    destination.profile,
  );
}

async function planDraft(
  parts: ApiParts,
  draft: Draft,
  signal: AbortSignal,
  progress: PlanProgress,
): Promise<{ readonly jobId: string; readonly plan: Plan }> {
  const { runDeps, drafts, profiles } = parts;
  const choice = drafts.choiceOf(draft.id);
  const profile = profiles.find(draft.destination.profile ?? '');
  const lacks = blockersOfDraft(draft, choice, profiles);
  if (profile === null || lacks.length > 0) throw incomplete(lacks);
  const request = jobRequestOf(draft, choice, profile);
  const plan = await planJob(runDeps.reader.under(signal), request, progress);
  const blockers = blockersOfPlan(plan, draft);
  if (blockers.length > 0) throw incomplete(blockers);
  signal.throwIfAborted();
  return { jobId: writeJob(parts, request, plan), plan };
}

function incomplete(blockers: readonly Blocker[]): AppError {
  const [first] = blockers;
  return new AppError('draft/incomplete', blockers.map(({ text }) => text).join(' '), {
    context: { step: first?.step ?? '', code: first?.code ?? '' },
  });
}
