import { useTranslation } from 'react-i18next';
import type { Preview } from '../../../contract/inspection-shapes.ts';
import { Figures } from '../../components/figures.tsx';
import { LoadingNote } from '../../components/loading-note.tsx';
import { Table } from '../../components/table.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { WorkProgress } from '../../components/work-progress.tsx';
import type { Work } from '../../stores/works-store.ts';
import { count, duration, value } from '../../words/figures.ts';
import { outcomesOf } from './outcomes.ts';
import styles from './mapping.module.css';
import { stampIn } from './stamp-words.ts';
import { offsetOrName } from './zone-of-page.ts';

interface PreviewPaneProps {
  readonly work: Work<Preview>;
  /** The zone of the file's clocks; null when its stamps say their own. */
  readonly zone: string | null;
}

/** What comes of the mapping as it is now: the first intervals, how many of what, and what is left out and why. */
export function PreviewPane({ work, zone }: PreviewPaneProps) {
  const { t } = useTranslation('mapping');
  const { value: page, trouble, state } = work;
  const isOld = state === 'running' || state === 'stopping' || trouble !== null;
  return (
    <section className={styles['preview']} aria-labelledby="preview" aria-busy={state === 'running'}>
      <h3 className={styles['groupTitle']} id="preview">
        {t('preview.title')}
        {page !== null && state === 'running' ? (
          <span className={styles['again']}>{t('preview.again')}</span>
        ) : null}
      </h3>
      {trouble === null ? null : (
        <div role="alert">
          <TroubleNote trouble={trouble} tone="bad" title={t('preview.failed')} />
        </div>
      )}
      {page === null ? (
        trouble === null ? (
          <LoadingNote text={t('preview.loading')} />
        ) : null
      ) : (
        <div className={styles['page']} data-old={isOld || undefined}>
          <PageContent page={page} zone={zone} />
        </div>
      )}
      {work.progress === null ? null : <WorkProgress work={work} title={t('preview.loading')} />}
    </section>
  );
}

function PageContent({ page, zone }: { page: Preview; zone: string | null }) {
  const { t } = useTranslation('mapping');
  return (
    <>
      <p className={styles['quiet']}>
        {t(page.complete ? 'preview.whole' : 'preview.firstRows', { rows: count(page.totals.rows) })}
      </p>
      <Figures
        figures={outcomesOf(page.totals).map(([outcome, number]) => ({
          name: t(`outcome.${outcome}`),
          value: count(number),
        }))}
      />
      <FirstIntervals page={page} zone={zone} />
      <SeriesFound page={page} />
      <FirstRejects page={page} />
    </>
  );
}

function FirstIntervals({ page, zone }: { page: Preview; zone: string | null }) {
  const { t } = useTranslation('mapping');
  if (page.intervals.length === 0) return <p>{t('preview.noIntervals')}</p>;
  const clock = zone === null ? 'UTC' : offsetOrName(zone);
  const isOfSeveral = new Set(page.intervals.map(({ load }) => load)).size > 1;
  return (
    <>
      {clock === 'UTC' ? null : <p className={styles['quiet']}>{t('preview.clocks', { zone: clock })}</p>}
      <Table
        caption={t('preview.intervals')}
        rows={page.intervals}
        rowKey={({ load, start }, place) => `${load} ${start} ${place}`}
        columns={[
          ...(isOfSeveral
            ? [{ title: t('preview.series'), cell: ({ load }: Preview['intervals'][number]) => load }]
            : []),
          { title: t('preview.start'), cell: ({ start }) => <Clocks iso={start} zone={clock} /> },
          { title: t('preview.end'), cell: ({ end }) => <Clocks iso={end} zone={clock} /> },
          { title: t('preview.value'), cell: (interval) => value(interval.value), isFigure: true },
          { title: t('preview.quality'), cell: ({ quality }) => quality },
        ]}
      />
    </>
  );
}

/** An instant in UTC, and below it as the clocks of the file's zone show it. */
function Clocks({ iso, zone }: { iso: string; zone: string }) {
  return (
    <>
      <span className={styles['stamp']}>{stampIn(iso, 'UTC')}</span>
      {zone === 'UTC' ? null : <span className={styles['wall']}>{stampIn(iso, zone)}</span>}
    </>
  );
}

function SeriesFound({ page }: { page: Preview }) {
  const { t } = useTranslation('mapping');
  if (page.series.length === 0) return null;
  return (
    <div>
      <h4 className={styles['smallTitle']}>
        {t('preview.seriesFound', { count: page.series.length, n: count(page.series.length) })}
      </h4>
      <Table
        caption={t('preview.seriesFound', { count: page.series.length, n: count(page.series.length) })}
        rows={page.series.slice(0, 50)}
        rowKey={({ load }, place) => `${load} ${place}`}
        columns={[
          { title: t('preview.series'), cell: ({ name }) => name },
          { title: t('unit.label'), cell: ({ unit }) => (unit === '' ? '–' : unit) },
          {
            title: t('interval.label'),
            cell: ({ intervalMs }) => (intervalMs === null ? '–' : duration(intervalMs)),
          },
          { title: t('outcome.intervals'), cell: ({ intervals }) => count(intervals), isFigure: true },
        ]}
      />
      <SeriesNotes series={page.series} />
    </div>
  );
}

const mostNotes = 10;

function SeriesNotes({ series }: Pick<Preview, 'series'>) {
  const notes = series.flatMap(({ name, skipped, findings }) =>
    [...(skipped === null ? [] : [skipped.text]), ...findings.map(({ text }) => text)].map((text) => ({
      name,
      text,
    })),
  );
  if (notes.length === 0) return null;
  return (
    <ul className={styles['evidence']}>
      {notes.slice(0, mostNotes).map(({ name, text }) => (
        <li key={`${name} ${text}`}>{series.length === 1 ? text : `${name}: ${text}`}</li>
      ))}
    </ul>
  );
}

function FirstRejects({ page }: { page: Preview }) {
  const { t } = useTranslation('mapping');
  if (page.rejects.length === 0) return null;
  return (
    <div>
      <h4 className={styles['smallTitle']}>{t('preview.rejects')}</h4>
      <Table
        caption={t('preview.rejects')}
        rows={page.rejects.slice(0, 20)}
        rowKey={({ row, field }, place) => `${row} ${field} ${place}`}
        columns={[
          { title: t('preview.row'), cell: ({ row }) => count(row), isFigure: true },
          { title: t('preview.field'), cell: ({ field }) => field },
          { title: t('preview.text'), cell: ({ text }) => text },
          { title: t('preview.reason'), cell: ({ reason }) => reason },
        ]}
      />
    </div>
  );
}
