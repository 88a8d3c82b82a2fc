import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../contract/draft-shapes.ts';
import { useAnswer } from '../../stores/ask-engine.ts';
import type { DraftSurvey } from '../preview/use-survey.ts';
import type { SeriesGridState } from './use-series-grid.ts';

export interface ChosenFigures {
  /** Series of the draft; null until they are known. */
  readonly all: number | null;
  readonly chosen: number;
  readonly intervals: number;
  /** Chosen series without a resource that could take them; null until that is known. */
  readonly unregistered: number | null;
  /** Those of them that have none at all, so that one can be registered for them. */
  readonly toRegister: number | null;
  /** What keeps the person from going on. */
  readonly missing: readonly string[];
}

/** What is chosen over all, and what is still missing before it can be sent. */
export function useChosenFigures(draft: Draft, survey: DraftSurvey, grid: SeriesGridState): ChosenFigures {
  const { t } = useTranslation('series');
  const { latest } = grid.pages;
  const { none, invalid } = useWithoutResource(draft.id, survey.revision, grid.choices);
  const unregistered = none === null || invalid === null ? null : none + invalid;
  const missing: string[] = [];
  const { fromMs, toMs } = draft.range;
  if (draft.files.length === 0) missing.push(t('missing.files'));
  else if (latest === null) missing.push(t('missing.survey'));
  else if (latest.chosen === 0) missing.push(t('missing.nothing'));
  else if (unregistered !== null && unregistered >= latest.chosen) missing.push(t('missing.noResource'));
  if (fromMs !== null && toMs !== null && toMs <= fromMs) missing.push(t('missing.range'));
  return {
    all: latest?.all ?? null,
    chosen: latest?.chosen ?? 0,
    intervals: latest?.chosenIntervals ?? 0,
    unregistered,
    toRegister: none,
    missing,
  };
}

interface WithoutResource {
  readonly none: number | null;
  readonly invalid: number | null;
}

/** How many chosen series have no resource, and how many an id that is none. */
function useWithoutResource(draftId: string, revision: string | null, choices: number): WithoutResource {
  const isAsked = revision !== null;
  const question = (registration: 'unregistered' | 'invalid') =>
    isAsked ? { draftId, filter: { registration, chosen: true }, limit: 1 } : null;
  const none = useAnswer('listSeries', question('unregistered'));
  const invalid = useAnswer('listSeries', question('invalid'));
  const { reload: reloadNone } = none;
  const { reload: reloadInvalid } = invalid;
  useEffect(() => {
    // Asked again after each choice and each reading of the files, which the questions do not name.
    reloadNone();
    reloadInvalid();
  }, [choices, revision, reloadNone, reloadInvalid]);
  return { none: none.value?.total ?? null, invalid: invalid.value?.total ?? null };
}
