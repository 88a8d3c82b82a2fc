import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../../../contract/job-shapes.ts';
import { seriesFilter } from '../../../contract/series-shapes.ts';
import type {
  SeriesChoice,
  SeriesFilter,
  SeriesPage,
  SeriesRow,
  SeriesSort,
} from '../../../contract/series-shapes.ts';
import { usePages } from '../../components/use-pages.ts';
import type { Pages } from '../../components/use-pages.ts';
import { useSettled } from '../../components/use-settled.ts';
import { announce } from '../../stores/announcements.ts';
import { ask, troubleOf } from '../../stores/ask-engine.ts';
import { count } from '../../words/figures.ts';

export const anySeries: SeriesFilter = seriesFilter.parse({});
const settleMs = 200;

export interface SeriesGridState {
  readonly filter: SeriesFilter;
  /** The filter that the rows on the page answer; choices are about those. */
  readonly askedFilter: SeriesFilter;
  readonly setFilter: (change: Partial<SeriesFilter>) => void;
  readonly sort: SeriesSort;
  readonly setSort: (sort: SeriesSort) => void;
  readonly pages: Pages<SeriesPage, SeriesRow>;
  readonly choose: (choice: SeriesChoice) => void;
  readonly canUndo: boolean;
  /** Counts the choices made, for whatever depends on them. */
  readonly choices: number;
  readonly trouble: Trouble | null;
}

const rowsOf = ({ rows }: SeriesPage): readonly SeriesRow[] => rows;

/** The grid of a draft's series: what it shows, and what is chosen in it. `revision` null asks nothing. */
export function useSeriesGrid(draftId: string, revision: string | null): SeriesGridState {
  const [filter, setFilter] = useState<SeriesFilter>(anySeries);
  const [sort, setSort] = useState<SeriesSort>({ by: 'order', descending: false });
  const asked = useSettled(filter, settleMs);
  const pages = usePages<SeriesPage, SeriesRow>({
    question: revision === null ? null : JSON.stringify([draftId, revision, asked, sort]),
    fetchPage: (offset, limit) => ask('listSeries', { draftId, filter: asked, sort, offset, limit }),
    rowsOf,
  });
  const choosing = useChoosing(draftId, pages.reload);
  return {
    filter,
    askedFilter: asked,
    setFilter: (change) => setFilter((last) => ({ ...last, ...change })),
    sort,
    setSort,
    pages,
    ...choosing,
  };
}

/** Choices go to the engine one after another, in the order in which they were made. */
function useChoosing(draftId: string, reload: () => void) {
  const { t } = useTranslation('series');
  const [state, setState] = useState<{ canUndo: boolean; choices: number; trouble: Trouble | null }>({
    canUndo: false,
    choices: 0,
    trouble: null,
  });
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const makeChoice = async (choice: SeriesChoice): Promise<void> => {
    try {
      const { chosen, canUndo } = await ask('chooseSeries', { draftId, choice });
      setState(({ choices }) => ({ canUndo, choices: choices + 1, trouble: null }));
      announce(t('grid.announced', { chosen: count(chosen) }));
    } catch (thrown) {
      setState((before) => ({ ...before, trouble: troubleOf(thrown) }));
    }
    reload();
  };
  return {
    ...state,
    choose: (choice: SeriesChoice): void => {
      last.current = last.current.then(() => makeChoice(choice));
    },
  };
}
