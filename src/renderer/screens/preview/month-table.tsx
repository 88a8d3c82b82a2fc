import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineOutput } from '../../../contract/engine-api.ts';
import type { PreviewSeries } from '../../../contract/inspection-shapes.ts';
import { LoadingNote } from '../../components/loading-note.tsx';
import { Table } from '../../components/table.tsx';
import type { Column } from '../../components/table.tsx';
import { TroubleAlert } from '../../components/trouble-alert.tsx';
import { useAnswer } from '../../stores/ask-engine.ts';
import { count, value } from '../../words/figures.ts';
import { useLocale } from '../../words/locale.ts';
import { monthRows } from './month-rows.ts';
import type { MonthRow } from './month-rows.ts';
import styles from './preview.module.css';
import { ShortValue } from './short-value.tsx';
import { zoneDay } from './zone-times.ts';

interface MonthTableProps {
  readonly draftId: string;
  readonly series: string;
  readonly facts: PreviewSeries;
}

/** Sums of calendar months, as bills and portals show them, with what is missing in each. */
export function MonthTable({ draftId, series, facts }: MonthTableProps) {
  const { t } = useTranslation('preview');
  const titleId = useId();
  const { value: months, trouble } = useAnswer('sumByMonth', { draftId, series });
  return (
    <section className={styles['card']} aria-labelledby={titleId}>
      <h2 className={styles['title']} id={titleId}>
        {t('months.title')}
      </h2>
      <TroubleAlert trouble={trouble} />
      {months === null && trouble === null ? <LoadingNote /> : null}
      {months === null ? null : <Months months={months} facts={facts} />}
    </section>
  );
}

function Months({ months, facts }: { months: EngineOutput<'sumByMonth'>; facts: PreviewSeries }) {
  const { t } = useTranslation('preview');
  const { timeZone, unit } = months;
  const hint = t('months.hint', { zone: timeZone, unit: unit === '' ? t('series.noUnit') : unit });
  return (
    <>
      <p className={styles['quiet']}>{hint}</p>
      <Table
        caption={hint}
        rows={monthRows(months.months, facts, timeZone)}
        rowKey={({ month }) => month}
        columns={useMonthColumns(timeZone)}
      />
    </>
  );
}

function useMonthColumns(timeZone: string): readonly Column<MonthRow>[] {
  const { t } = useTranslation('preview');
  return [
    { title: t('months.month'), cell: (row) => <MonthName row={row} timeZone={timeZone} /> },
    { title: t('months.sum'), cell: ({ sum }) => <ShortValue figure={sum} />, isFigure: true },
    { title: t('months.min'), cell: ({ min }) => value(min), isFigure: true },
    { title: t('months.max'), cell: ({ max }) => value(max), isFigure: true },
    { title: t('months.intervals'), cell: ({ intervals }) => count(intervals), isFigure: true },
    { title: t('months.expected'), cell: ({ expected }) => count(expected), isFigure: true },
    {
      title: t('months.missing'),
      cell: ({ missing }) => (missing > 0 ? <strong>{count(missing)}</strong> : t('months.whole')),
      isFigure: true,
    },
  ];
}

/** The month, and where in it the series begins or ends. */
function MonthName({ row, timeZone }: { row: MonthRow; timeZone: string }) {
  const { t } = useTranslation('preview');
  const locale = useLocale((state) => state.locale);
  const { month, beginsMs, endsMs } = row;
  const name = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', year: 'numeric', month: 'short' });
  return (
    <div className={styles['month']}>
      {name.format(Date.parse(`${month}-01T00:00Z`))}
      {beginsMs === null ? null : <span>{t('months.begins', { day: zoneDay(beginsMs, timeZone) })}</span>}
      {endsMs === null ? null : <span>{t('months.ends', { day: zoneDay(endsMs, timeZone) })}</span>}
    </div>
  );
}
