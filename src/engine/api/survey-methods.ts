import { AppError } from '../../contract/app-error.ts';
import { engineApi } from '../../contract/engine-api.ts';
import type { EngineApi, EngineOutput } from '../../contract/engine-api.ts';
import { openQuestionsOf } from '../drafts/blockers.ts';
import { listLeftOut } from '../drafts/left-out-rows.ts';
import { chooseSeries, listSeries } from '../drafts/list-series.ts';
import type { DraftSurvey } from '../drafts/read-survey.ts';
import { describeSeries, zoneOf } from '../jobs/describe-series.ts';
import { withoutRepeats } from '../jobs/plan-mapped-files.ts';
import { readingSpec } from '../jobs/reading-spec.ts';
import type { Reader } from '../workers/reader.ts';
import type { ApiParts } from './api-parts.ts';

/** What the files of a draft amount to, and which of their series are sent. */
export function surveyMethods({ runDeps, drafts, surveys, choices }: ApiParts) {
  return {
    surveyDraft: async (input) => {
      const { draftId, extent, workId } = engineApi.surveyDraft.input.parse(input);
      const { shape } = await surveys.read(draftId, { extent, workId });
      const asked = openQuestionsOf(drafts.find(draftId));
      // What the mapping leaves open may have been put to the person already, with more to go by.
      const others = shape.questions.filter(({ code }) => !asked.some((each) => each.code === code));
      const questions = [...asked, ...others];
      return { ...shape, questions: withoutRepeats(questions) };
    },
    listSeries: async (input) => {
      const { draftId, ...asked } = engineApi.listSeries.input.parse(input);
      return listSeries(draftId, await surveys.read(draftId), choices, asked);
    },
    chooseSeries: async (input) => {
      const { draftId, choice } = engineApi.chooseSeries.input.parse(input);
      return chooseSeries(draftId, await surveys.read(draftId), choices, choice);
    },
    describeSeries: async (input) => {
      const { draftId, series } = engineApi.describeSeries.input.parse(input);
      return describeOne(runDeps.reader, await surveys.read(draftId), series);
    },
    listLeftOut: async (input) => {
      const { draftId, outcome, ...page } = engineApi.listLeftOut.input.parse(input);
      return listLeftOut(runDeps.reader, await surveys.read(draftId), outcome, page);
    },
  } satisfies Partial<EngineApi>;
}

async function describeOne(
  reader: Reader,
  survey: DraftSurvey,
  id: string,
): Promise<EngineOutput<'describeSeries'>> {
  const series = survey.series[survey.table.positionOf(id) ?? -1];
  if (series === undefined) {
    throw new AppError('usage/invalid', `The migration has no series "${id}".`, { context: { series: id } });
  }
  const { datasets, sources, request } = survey;
  const dataset = datasets[series.dataset ?? -1];
  if (dataset === undefined || dataset.scan.intervals === 0)
    return describeSeries(series, survey, null, request);
  const spec = readingSpec(request, sources, dataset, dataset.minus);
  const oddDays = await reader.countOddDays(spec, zoneOf(spec.mapping, request));
  return describeSeries(series, survey, oddDays, request);
}
