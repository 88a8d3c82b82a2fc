import type { Reader } from '../workers/reader.ts';
import type { Plan, PlanExtent, PlannedSeries, PlanProgress, PlanRequest } from './plan.ts';
import { planMappedFiles } from './plan-mapped-files.ts';
import { summarisePlan } from './plan-summary.ts';
import { planVenClient } from './plan-ven-client.ts';
import { readingSpec } from './reading-spec.ts';
import { settleSharedResources } from './settle-shared-resources.ts';

const wholeJob: PlanExtent = { isForJob: true, maxRows: () => Promise.resolve(null) };

/**
 * Reads the sources once and says what would be sent: deterministic in the sources, the mapping, the
 * selection and the settings. A load that cannot be sent is *skipped* with its reason; the others go on.
 * Throws source/* and mapping/incomplete, the latter also while a question about the mapping is open.
 */
export function planJob(reader: Reader, request: PlanRequest, progress: PlanProgress): Promise<Plan> {
  return draftPlan(reader, request, progress, wholeJob);
}

/** As planJob; a plan that is for no job has its open questions as part of the answer. */
export async function draftPlan(
  reader: Reader,
  request: PlanRequest,
  progress: PlanProgress,
  extent: PlanExtent,
): Promise<Plan> {
  const draft = (await isVenClient(reader, request))
    ? await planVenClient(reader, request, progress, extent)
    : await planMappedFiles(reader, request, progress, extent);
  const { preset, places, questions, isComplete } = draft;
  const settled = await settleSharedResources(
    reader,
    (address, minus) => readingSpec(request, places, address, minus),
    draft.series,
    draft.datasets,
  );
  const problems = [...draft.problems, ...settled.problems];
  const { datasets } = settled;
  const series = extent.survey === undefined ? settled.series : withDatasets(settled.series, draft.series);
  const sources = await draft.describeSources({ series, datasets });
  const summary = summarisePlan({ request, preset, sources, datasets, series, problems });
  return { sources, datasets, series, problems, questions, isComplete, summary };
}

async function isVenClient(reader: Reader, { mapping, files }: PlanRequest): Promise<boolean> {
  if (mapping.preset !== 'auto') return mapping.preset === 'ven-client';
  return reader.looksLikeVenClient(files);
}

/** Series that share a resource with others and disagree cannot be sent, but a survey shows them. */
function withDatasets(settled: readonly PlannedSeries[], read: readonly PlannedSeries[]): PlannedSeries[] {
  return settled.map((series, nth) => {
    const dataset = read[nth]?.dataset ?? null;
    return series.dataset === dataset || series.dataset !== null ? series : { ...series, dataset };
  });
}
