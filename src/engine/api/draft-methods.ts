import { engineApi } from '../../contract/engine-api.ts';
import type { EngineApi } from '../../contract/engine-api.ts';
import { openPractice } from '../drafts/practice-draft.ts';
import { dryRunMethods } from './dry-run-methods.ts';
import { surveyMethods } from './survey-methods.ts';
import { tellProgress } from './api-parts.ts';
import type { ApiParts } from './api-parts.ts';

/** Migrations on their way to becoming jobs. */
export function draftMethods(parts: ApiParts) {
  return { ...keepingMethods(parts), ...surveyMethods(parts), ...dryRunMethods(parts) };
}

function keepingMethods(parts: ApiParts) {
  const { deps, drafts, surveys, choices, profiles, works } = parts;
  return {
    // What throws within a promise's body rejects it: callers need not expect both.
    listDrafts: () => new Promise((resolve) => resolve(drafts.list())),
    createDraft: async (input) => drafts.create(engineApi.createDraft.input.parse(input).files),
    getDraft: (input) =>
      new Promise((resolve) => resolve(drafts.find(engineApi.getDraft.input.parse(input).draftId))),
    changeDraft: async (input) => {
      const { draftId, change } = engineApi.changeDraft.input.parse(input);
      return drafts.change(draftId, change);
    },
    removeDraft: (input) =>
      new Promise((resolve) => {
        const { draftId } = engineApi.removeDraft.input.parse(input);
        drafts.remove(draftId);
        surveys.forget(draftId);
        choices.forget(draftId);
        resolve({});
      }),
    startRehearsal: async (input) => {
      const { workId } = engineApi.startRehearsal.input.parse(input);
      const progress = tellProgress(parts, 'rehearsal', workId);
      const { stateDir, rehearsal } = deps;
      return works.run(workId, (signal) =>
        openPractice({ stateDir, rehearsal, drafts, profiles, signal, progress }),
      );
    },
  } satisfies Partial<EngineApi>;
}
