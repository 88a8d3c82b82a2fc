import { Button } from '@mantine/core';
import { useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Survey } from '../../../contract/draft-shapes.ts';
import { seriesSort } from '../../../contract/series-shapes.ts';
import type { SeriesRow } from '../../../contract/series-shapes.ts';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { VirtualTable } from '../../components/virtual-table.tsx';
import type { TableChoice } from '../../components/virtual-table.tsx';
import { count } from '../../words/figures.ts';
import { FilterBar } from './filter-bar.tsx';
import { seriesColumns } from './series-columns.tsx';
import styles from './series.module.css';
import type { SeriesGridState } from './use-series-grid.ts';

interface SeriesGridProps {
  readonly grid: SeriesGridState;
  readonly survey: Survey | null;
  /** In which days are told. */
  readonly zone: string;
  readonly onOpen: (row: SeriesRow) => void;
}

/** All series of the draft: searched, sorted and chosen by the engine, a page at a time. */
export function SeriesGrid({ grid, survey, zone, onOpen }: SeriesGridProps) {
  const { t, i18n } = useTranslation('series');
  const { language } = i18n;
  // The words of another language are other columns.
  const columns = useMemo(
    () => seriesColumns(i18n.getFixedT(language, 'series'), zone),
    [i18n, language, zone],
  );
  const { pages, sort, filter } = grid;
  const keysId = useId();
  const trouble = grid.trouble ?? pages.trouble;
  return (
    <section className={styles['card']} aria-labelledby={`${keysId}-title`}>
      <h2 className={styles['title']} id={`${keysId}-title`}>
        {t('grid.title')}
      </h2>
      <FilterBar filter={filter} survey={survey} onChange={grid.setFilter} />
      <ChoiceButtons grid={grid} />
      {trouble === null ? null : (
        <div role="alert">
          <TroubleNote trouble={trouble} tone="bad" title={t('failed')} />
        </div>
      )}
      <VirtualTable<SeriesRow>
        label={t('grid.label')}
        columns={columns}
        total={pages.total ?? 0}
        rowAt={pages.rowAt}
        onRange={pages.onRange}
        isStale={pages.isStale}
        sort={sort}
        onSort={({ by, descending }) => grid.setSort(seriesSort.parse({ by, descending }))}
        choice={choiceOf(grid)}
        onOpen={onOpen}
        empty={pages.total === 0 ? t('grid.empty') : undefined}
      />
      <p className={styles['quiet']}>{t('grid.keys')}</p>
    </section>
  );
}

function choiceOf({ pages, askedFilter: filter, sort, choose }: SeriesGridState): TableChoice<SeriesRow> {
  const { total = 0, chosenMatching = 0 } = pages.latest ?? {};
  return {
    isChosen: ({ chosen }) => chosen,
    ofAll: chosenMatching === 0 ? 'none' : chosenMatching >= total ? 'all' : 'some',
    onChoose: (from, to, chosen) => choose({ kind: 'rows', filter, sort, from, to, chosen }),
    onChooseAll: (chosen) => choose({ kind: 'matching', filter, chosen }),
  };
}

function ChoiceButtons({ grid }: { grid: SeriesGridState }) {
  const { t } = useTranslation('series');
  const { askedFilter: filter, pages, choose, canUndo } = grid;
  const total = pages.total ?? 0;
  return (
    <div className={styles['row']}>
      <Button
        size="xs"
        variant="default"
        disabled={total === 0}
        onClick={() => choose({ kind: 'matching', filter, chosen: true })}
      >
        {t('grid.chooseMatching', { total: count(total) })}
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={total === 0}
        onClick={() => choose({ kind: 'matching', filter, chosen: false })}
      >
        {t('grid.leaveMatching')}
      </Button>
      <Button size="xs" variant="default" disabled={!canUndo} onClick={() => choose({ kind: 'undo' })}>
        {t('grid.undo')}
      </Button>
      {grid.sort.by === 'order' ? null : (
        <Button size="xs" variant="subtle" onClick={() => grid.setSort({ by: 'order', descending: false })}>
          {t('grid.order')}
        </Button>
      )}
    </div>
  );
}
