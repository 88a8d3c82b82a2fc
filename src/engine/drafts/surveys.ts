import { AppError } from '../../contract/app-error.ts';
import { isErrorCode } from '../../contract/error-codes.ts';
import type { Draft } from '../../contract/draft-shapes.ts';
import type { QualityRule } from '../../domain/quality-code.ts';
import { collectAfter } from '../collect-garbage.ts';
import { zoneOf } from '../jobs/describe-series.ts';
import type { PlannedSeries, PlanProgress } from '../jobs/plan.ts';
import { readingSpec } from '../jobs/reading-spec.ts';
import type { Reader, ReadingScan, ReadingSpec } from '../workers/reader.ts';
import type { Works } from '../works.ts';
import type { DraftBook } from './draft-book.ts';
import { surveyRequest } from './draft-request.ts';
import { emptySurvey, readSurvey } from './read-survey.ts';
import type { DraftSurvey } from './read-survey.ts';
import { shareRun } from './shared-run.ts';
import type { SharedRun } from './shared-run.ts';
import { surveyKey } from './survey-key.ts';

/** A series of a surveyed draft that has intervals: where they are read from, and what they amount to. */
export interface SurveyedSeries {
  readonly series: PlannedSeries;
  readonly spec: ReadingSpec;
  readonly scan: ReadingScan;
  /** Of the file's clocks, else the job's, else UTC. */
  readonly timeZone: string;
  /** How an interval gets its quality where the source does not say. */
  readonly quality: QualityRule;
}

/** What the files of each draft amount to, read when it is asked for and kept until the draft changes. */
export interface Surveys {
  /**
   * The survey of a draft as it is now: the one that is kept, or a new one, which is read once however many ask.
   * `all` is content with nothing less than whole files; `auto` takes what there is.
   *
   * @throws AppError draft/not-found, source/*, mapping/*; engine/cancelled when the work was stopped
   */
  read(draftId: string, asked?: SurveyAsked): Promise<DraftSurvey>;
  /**
   * One series of a draft.
   *
   * @throws AppError draft/not-found; usage/invalid when the draft has no such series; the reason for which a
   *   series is skipped, when it cannot be read
   */
  find(draftId: string, series: string): Promise<SurveyedSeries>;
  forget(draftId: string): void;
}

export interface SurveyAsked {
  readonly extent?: 'auto' | 'all';
  readonly workId?: string | null;
}

export interface SurveyDeps {
  readonly drafts: Pick<DraftBook, 'find'>;
  readonly reader: Reader;
  readonly works: Works;
  readonly tell: (workId: string | null) => PlanProgress;
}

interface KeptSurvey {
  readonly draftId: string;
  readonly key: string;
  readonly extent: 'auto' | 'all';
  readonly run: SharedRun<DraftSurvey>;
  survey: DraftSurvey | null;
}

/** Two windows may look at two drafts; a site of 116,000 loads takes some 60 MB. */
const surveysKept = 2;

export function createSurveys(deps: SurveyDeps): Surveys {
  let kept: readonly KeptSurvey[] = [];
  const forget = (gone: KeptSurvey): void => {
    kept = kept.filter((each) => each !== gone);
  };
  const begin = (draft: Draft, key: string, extent: 'auto' | 'all'): KeptSurvey => {
    const run = shareRun((signal, progress) => survey(deps.reader.under(signal), draft, extent, progress));
    const begun: KeptSurvey = { draftId: draft.id, key, extent, run, survey: null };
    kept = [begun, ...kept.filter(({ draftId }) => draftId !== draft.id)].slice(0, surveysKept);
    return begun;
  };
  const read: Surveys['read'] = async (draftId, { extent = 'auto', workId = null } = {}) => {
    const draft = deps.drafts.find(draftId);
    const key = await surveyKey(draft);
    const known = kept.find((each) => each.draftId === draftId && each.key === key && !each.run.isGivenUp);
    const isEnough =
      known !== undefined &&
      (extent === 'auto' || known.extent === 'all' || known.survey?.isComplete === true);
    if (isEnough && known.survey !== null) return known.survey;
    const asked = isEnough ? known : begin(draft, key, extent);
    try {
      asked.survey = await deps.works.run(workId, (signal) => asked.run.join(signal, deps.tell(workId)));
      return asked.survey;
    } catch (thrown) {
      // A stopped wait is no failed reading: others may be waiting for it still.
      if (!(thrown instanceof AppError && thrown.code === 'engine/cancelled') || asked.run.isGivenUp)
        forget(asked);
      throw thrown;
    }
  };
  return {
    read,
    find: async (draftId, series) => pick(await read(draftId), draftId, series),
    forget: (draftId) => {
      kept = kept.filter((each) => each.draftId !== draftId);
    },
  };
}

async function survey(
  reader: Reader,
  draft: Draft,
  extent: 'auto' | 'all',
  progress: PlanProgress,
): Promise<DraftSurvey> {
  const request = surveyRequest(draft);
  if (draft.files.length === 0) return emptySurvey(request);
  const found = await readSurvey(reader, request, extent, progress);
  collectAfter(found.series.length);
  return found;
}

function pick(survey: DraftSurvey, draftId: string, id: string): SurveyedSeries {
  const { series: all, datasets, sources, request, table } = survey;
  const series = all[table.positionOf(id) ?? -1];
  if (series === undefined) {
    throw new AppError('usage/invalid', `The migration ${draftId} has no series "${id}".`, {
      context: { draftId, series: id },
    });
  }
  const dataset = datasets[series.dataset ?? -1];
  if (dataset === undefined) {
    const { code, text } = series.skip ?? { code: 'source/no-readings', text: 'It has no readings.' };
    throw new AppError(isErrorCode(code) ? code : 'source/no-readings', text, { context: { series: id } });
  }
  const { quality: code, zeroQuality: zeroCode } = request.mapping;
  return {
    series,
    spec: readingSpec(request, sources, dataset, dataset.minus),
    scan: dataset.scan,
    timeZone: zoneOf(sources[dataset.source]?.mapping ?? null, request),
    quality: { code, zeroCode },
  };
}
