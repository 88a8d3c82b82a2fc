import { Button, TextInput } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SeriesPage, SeriesRow, SeriesSort } from '../../../contract/series-shapes.ts';
import { seriesFilter, seriesSort } from '../../../contract/series-shapes.ts';
import { Icon } from '../../components/icon.tsx';
import { TroubleAlert } from '../../components/trouble-alert.tsx';
import { usePages } from '../../components/use-pages.ts';
import type { Pages } from '../../components/use-pages.ts';
import { useSettled } from '../../components/use-settled.ts';
import { VirtualTable } from '../../components/virtual-table.tsx';
import type { VirtualColumn } from '../../components/virtual-table.tsx';
import { ask } from '../../stores/ask-engine.ts';
import { count } from '../../words/figures.ts';
import { Disclosure } from '../sources/disclosure.tsx';
import { TailName } from '../series/tail-name.tsx';
import styles from './preview.module.css';
import { useShownSeries } from './shown-series.ts';

export interface PickedSeries {
  readonly pages: Pages<SeriesPage, SeriesRow>;
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly sort: SeriesSort;
  readonly setSort: (sort: SeriesSort) => void;
  /** The series to be shown: the one that was picked, else the first. */
  readonly shown: string | null;
}

const rowsOf = ({ rows }: SeriesPage): readonly SeriesRow[] => rows;
const settleMs = 200;

/** The list of a draft's series, searched by the engine, and the one that is shown. */
export function usePickedSeries(draftId: string, revision: string | null, code: string | null): PickedSeries {
  const [text, setText] = useState('');
  const [sort, setSort] = useState<SeriesSort>({ by: 'order', descending: false });
  const filter = seriesFilter.parse({ text: useSettled(text, settleMs), code });
  const pages = usePages<SeriesPage, SeriesRow>({
    question: revision === null ? null : JSON.stringify([draftId, revision, filter, sort]),
    fetchPage: (offset, limit) => ask('listSeries', { draftId, filter, sort, offset, limit }),
    rowsOf,
  });
  const picked = useShownSeries(({ byDraft }) => byDraft[draftId] ?? null);
  return { pages, text, setText, sort, setSort, shown: picked ?? pages.rowAt(0)?.series ?? null };
}

interface SeriesPickerProps {
  readonly picked: PickedSeries;
  /** Only series with this are listed. */
  readonly code: { readonly text: string } | null;
  readonly onAll: () => void;
  readonly onSeries: (series: string) => void;
}

export function SeriesPicker({ picked, code, onAll, onSeries }: SeriesPickerProps) {
  const { t } = useTranslation('preview');
  const titleId = useId();
  const { pages } = picked;
  const total = pages.latest?.all ?? 0;
  const [isWide] = useState(() => window.matchMedia('(min-width: 100rem)').matches);
  return (
    <section className={styles['card']} aria-labelledby={titleId}>
      <Disclosure
        title={
          <h2 className={styles['title']} id={titleId}>
            {t('picker.choose', { figure: count(total) })}
          </h2>
        }
        isOpenAtFirst={isWide || code !== null}
      >
        <div className={styles['stack']}>
          <TextInput
            type="search"
            className={styles['search'] ?? ''}
            label={t('picker.search')}
            placeholder={t('picker.searchHint')}
            maxLength={200}
            value={picked.text}
            onChange={({ currentTarget }) => picked.setText(currentTarget.value)}
          />
          <OnlySuch code={code} onAll={onAll} />
          <TroubleAlert trouble={pages.trouble} />
          <PickerTable picked={picked} onSeries={onSeries} />
          <p className={styles['quiet']}>{t('picker.keys')}</p>
        </div>
      </Disclosure>
    </section>
  );
}

function PickerTable({ picked, onSeries }: Pick<SeriesPickerProps, 'picked' | 'onSeries'>) {
  const { t, i18n } = useTranslation('preview');
  const { language } = i18n;
  const { pages, shown } = picked;
  const columns = useMemo(
    () => pickerColumns(i18n.getFixedT(language, 'preview'), shown),
    [i18n, language, shown],
  );
  return (
    <VirtualTable<SeriesRow>
      label={t('picker.label')}
      columns={columns}
      total={pages.total ?? 0}
      rowAt={pages.rowAt}
      onRange={pages.onRange}
      isStale={pages.isStale}
      sort={picked.sort}
      onSort={({ by, descending }) => picked.setSort(seriesSort.parse({ by, descending }))}
      onOpen={({ series }) => onSeries(series)}
      height="min(40vh, 16rem)"
      empty={pages.total === 0 ? t('picker.empty') : undefined}
    />
  );
}

function OnlySuch({ code, onAll }: Pick<SeriesPickerProps, 'code' | 'onAll'>) {
  const { t } = useTranslation('preview');
  if (code === null) return null;
  return (
    <div className={styles['row']}>
      <span>{t('picker.finding', { text: code.text })}</span>
      <Button size="xs" variant="default" onClick={onAll}>
        {t('picker.allAgain')}
      </Button>
    </div>
  );
}

function pickerColumns(
  t: ReturnType<typeof useTranslation<'preview'>>['t'],
  shown: string | null,
): readonly VirtualColumn<SeriesRow>[] {
  const figure = (id: 'intervals' | 'gaps' | 'rejected', width: number): VirtualColumn<SeriesRow> => ({
    id,
    title: t(`picker.${id}`),
    cell: (row) => count(row[id]),
    isFigure: true,
    sorts: true,
    width,
  });
  return [
    {
      id: 'name',
      title: t('picker.name'),
      cell: ({ name, series }) => (
        <span className={styles['picked']}>
          {series === shown ? <Shown word={t('picker.shown')} /> : null}
          <TailName name={name} />
        </span>
      ),
      width: 18,
      grows: true,
      sorts: true,
      opens: true,
    },
    { id: 'ven', title: t('picker.ven'), cell: ({ ven }) => ven, width: 8, sorts: true },
    figure('intervals', 7),
    figure('gaps', 6),
    figure('rejected', 6),
    {
      id: 'problem',
      title: t('picker.problem'),
      cell: ({ problem, findings }) =>
        problem?.text ??
        (findings === 0 ? '' : t('picker.findings', { count: findings, figure: count(findings) })),
      width: 14,
      grows: true,
    },
  ];
}

/** The mark of the series that is shown. */
function Shown({ word }: { word: string }) {
  return (
    <>
      <Icon name="check" className={styles['fixed']} />
      <span className="visually-hidden">{word}: </span>
    </>
  );
}
