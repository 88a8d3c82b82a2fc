import { useEffect, useId, useMemo, useState } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { PreviewSeries } from '../../../contract/inspection-shapes.ts';
import type { IntervalPage, SeriesMark, SeriesMarks } from '../../../contract/series-shapes.ts';
import { fixedOffsetMs } from '../../../domain/time/zone-clock.ts';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { usePages } from '../../components/use-pages.ts';
import { VirtualTable } from '../../components/virtual-table.tsx';
import type { TableReach, VirtualColumn } from '../../components/virtual-table.tsx';
import { ask } from '../../stores/ask-engine.ts';
import { count, value } from '../../words/figures.ts';
import { JumpBar } from './jump-bar.tsx';
import { MarkIcon } from './mark-legend.tsx';
import { marksByRow } from './mark-steps.ts';
import styles from './preview.module.css';
import { utcTime, zoneTime } from './zone-times.ts';

interface IntervalTableProps {
  readonly draftId: string;
  readonly series: string;
  readonly facts: PreviewSeries;
  readonly marks: SeriesMarks;
  readonly reach: RefObject<TableReach | null>;
  readonly onActive: (startMs: number | null) => void;
  readonly onTime: (atMs: number) => Promise<void>;
}

interface IntervalRow {
  readonly startMs: number;
  readonly endMs: number;
  readonly value: number;
  readonly quality: string;
}

const rowsOf = ({ startMs, endMs, value: values, quality }: IntervalPage): readonly IntervalRow[] =>
  startMs.map((start, position) => ({
    startMs: start,
    endMs: endMs[position] ?? start,
    value: values[position] ?? Number.NaN,
    quality: quality[position] ?? '',
  }));

/** Every interval of the series as it is sent, with the ways to get to one. */
export function IntervalTable(props: IntervalTableProps) {
  const { draftId, series, facts, marks, reach, onActive, onTime } = props;
  const { t } = useTranslation('preview');
  const titleId = useId();
  const [active, setActive] = useState<number | null>(null);
  const pages = useIntervals(draftId, series);
  const columns = useIntervalColumns(facts, marks);
  const total = pages.total ?? facts.intervals;
  const startMs = active === null ? null : (pages.rowAt(active)?.startMs ?? null);
  // A row that was gone to from afar may come later than its place.
  useEffect(() => {
    if (startMs !== null) onActive(startMs);
  }, [startMs, onActive]);
  return (
    <section className={styles['card']} aria-labelledby={titleId}>
      <h2 className={styles['title']} id={titleId}>
        {t('intervals.title')}
      </h2>
      <JumpBar
        total={total}
        timeZone={facts.timeZone}
        marks={marks}
        active={active}
        onRow={(index) => reach.current?.goTo(index, { focus: true })}
        onTime={onTime}
      />
      <div role="alert">
        {pages.trouble === null ? null : (
          <TroubleNote trouble={pages.trouble} tone="bad" title={t('intervals.failed')} />
        )}
      </div>
      <VirtualTable<IntervalRow>
        label={t('intervals.label', { name: facts.name })}
        columns={columns}
        total={total}
        rowAt={pages.rowAt}
        onRange={pages.onRange}
        isStale={pages.isStale}
        reach={reach}
        onActive={(_row, index) => setActive(index)}
        height="min(60vh, 30rem)"
      />
    </section>
  );
}

function useIntervalColumns(facts: PreviewSeries, marks: SeriesMarks): readonly VirtualColumn<IntervalRow>[] {
  const { i18n } = useTranslation('preview');
  const { language } = i18n;
  return useMemo(
    () => intervalColumns(i18n.getFixedT(language, 'preview'), facts, marksByRow(marks.marks)),
    [i18n, language, facts, marks],
  );
}

function useIntervals(draftId: string, series: string) {
  return usePages<IntervalPage, IntervalRow>({
    question: JSON.stringify([draftId, series]),
    fetchPage: (offset, limit) => ask('listIntervals', { draftId, series, offset, limit }),
    rowsOf,
  });
}

function intervalColumns(
  t: ReturnType<typeof useTranslation<'preview'>>['t'],
  { timeZone: zone, unit }: PreviewSeries,
  marks: ReadonlyMap<number, readonly SeriesMark[]>,
): readonly VirtualColumn<IntervalRow>[] {
  // In a zone that is UTC its columns would say everything twice.
  const isUtc = fixedOffsetMs(zone) === 0;
  const columns: readonly VirtualColumn<IntervalRow>[] = [
    {
      id: 'row',
      title: t('intervals.row'),
      cell: (_row, index) => count(index + 1),
      width: 5.25,
      isFigure: true,
    },
    {
      id: 'start',
      title: t('intervals.start', { zone }),
      cell: ({ startMs }) => zoneTime(startMs, zone),
      width: 11.25,
    },
    {
      id: 'end',
      title: t('intervals.end', { zone }),
      cell: ({ endMs }) => zoneTime(endMs, zone),
      width: 11.25,
    },
    { id: 'startUtc', title: t('intervals.startUtc'), cell: ({ startMs }) => utcTime(startMs), width: 8.75 },
    { id: 'endUtc', title: t('intervals.endUtc'), cell: ({ endMs }) => utcTime(endMs), width: 8.75 },
    {
      id: 'value',
      title: t('intervals.value', { unit: unit === '' ? t('series.noUnit') : unit }),
      cell: (row) => value(row.value),
      width: 5.75,
      isFigure: true,
    },
    { id: 'quality', title: t('intervals.quality'), cell: ({ quality }) => quality, width: 5.25 },
    {
      id: 'marks',
      title: t('intervals.kind'),
      cell: (_row, index) => <RowMarks marks={marks.get(index) ?? []} t={t} />,
      width: 7.75,
      grows: true,
    },
  ];
  return columns.filter(({ id }) => !isUtc || !id.endsWith('Utc'));
}

interface RowMarksProps {
  readonly marks: readonly SeriesMark[];
  readonly t: ReturnType<typeof useTranslation<'preview'>>['t'];
}

function RowMarks({ marks, t }: RowMarksProps) {
  return marks.map(({ kind, text }, position) => (
    <span key={position} className={styles['marked']} title={text}>
      <MarkIcon kind={kind} />
      {t(`marks.${kind}`)}{' '}
    </span>
  ));
}
