import { mappingAnswers } from '../../contract/request-shapes.ts';
import type { JobRequest, MappingRequest, SelectionRequest } from '../../contract/request-shapes.ts';
import type { Draft } from '../../contract/draft-shapes.ts';
import type { Profile } from '../../contract/profile-shapes.ts';
import type { PlanRequest } from '../jobs/plan.ts';
import { normaliseBaseUrl } from '../targets/bulk/bulk-url.ts';
import type { KeptChoice } from './draft-file.ts';

/** Everything the files have within the range, whatever is chosen of it. */
export function surveyRequest(draft: Draft): PlanRequest {
  const { files, resources, pace, range } = draft;
  const { fromMs, toMs, includeDisabled } = range;
  const selection = { ...wholeSite, fromMs, toMs, includeDisabled };
  return { files, mapping: mappingOf(draft), resources, selection, pace };
}

/** What the draft would send. */
export function planRequest(draft: Draft, choice: KeptChoice): PlanRequest {
  const request = surveyRequest(draft);
  const chosen = choice.mode === 'all' ? { exceptLoads: choice.except } : { loads: choice.except };
  const selection = { ...request.selection, ...chosen, limitLoads: draft.range.limitLoads };
  return { ...request, selection };
}

/** The draft as the request of a job to the VTN of a profile. */
export function jobRequestOf(draft: Draft, choice: KeptChoice, profile: Profile): JobRequest {
  return {
    ...planRequest(draft, choice),
    pace: draft.pace,
    destination: {
      baseUrl: normaliseBaseUrl(profile.baseUrl),
      reportId: draft.destination.reportId,
      profile: profile.name,
    },
  };
}

const wholeSite: SelectionRequest = {
  vens: [],
  loads: [],
  exceptLoads: [],
  limitLoads: null,
  fromMs: null,
  toMs: null,
  includeDisabled: false,
};

/** A file without a mapping of its own is read as detection proposes. */
function mappingOf({ mapping, fileMappings }: Draft): MappingRequest {
  return {
    ...mapping,
    document: null,
    documents: fileMappings.map(({ path, mapping: document }) => ({ path, mapping: document })),
    answers: mappingAnswers.parse({}),
  };
}
