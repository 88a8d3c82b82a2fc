import { Button, SegmentedControl } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineOutput } from '../../../contract/engine-api.ts';
import { TroubleAlert } from '../../components/trouble-alert.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { usePages } from '../../components/use-pages.ts';
import { VirtualTable } from '../../components/virtual-table.tsx';
import type { VirtualColumn } from '../../components/virtual-table.tsx';
import { ask, useAnswer } from '../../stores/ask-engine.ts';
import { count } from '../../words/figures.ts';
import { fileName } from '../../words/file-name.ts';
import styles from './preview.module.css';
import { useLeftOutExport } from './use-left-out-export.ts';

type LeftOutPage = EngineOutput<'listLeftOut'>;
type LeftOutRow = LeftOutPage['rows'][number];
type Outcome = 'rejected' | 'ignored';

const rowsOf = ({ rows }: LeftOutPage): readonly LeftOutRow[] => rows;

interface LeftOutSectionProps {
  readonly draftId: string;
}

/** The rows that no interval comes of, each with its place and why. */
export function LeftOutSection({ draftId }: LeftOutSectionProps) {
  const { t } = useTranslation('preview');
  const titleId = useId();
  const [outcome, setOutcome] = useState<Outcome>('rejected');
  const totals = {
    rejected: useAnswer('listLeftOut', { draftId, outcome: 'rejected', limit: 1 }).value?.total,
    ignored: useAnswer('listLeftOut', { draftId, outcome: 'ignored', limit: 1 }).value?.total,
  };
  const labelOf = (each: Outcome): string => {
    const total = totals[each];
    return total === undefined
      ? t(`leftOut.${each}`)
      : t('leftOut.tab', { outcome: t(`leftOut.${each}`), figure: count(total) });
  };
  return (
    <section className={styles['leftOut']} aria-labelledby={titleId}>
      <h2 className={styles['title']} id={titleId}>
        {t('leftOut.title')}
      </h2>
      <SegmentedControl
        className={styles['tabs'] ?? ''}
        aria-labelledby={titleId}
        value={outcome}
        onChange={(chosen) => setOutcome(chosen === 'ignored' ? 'ignored' : 'rejected')}
        data={(['rejected', 'ignored'] as const).map((each) => ({ value: each, label: labelOf(each) }))}
      />
      <p className={styles['quiet']}>{t(`leftOut.${outcome}Hint`)}</p>
      <LeftOutTable key={outcome} draftId={draftId} outcome={outcome} />
    </section>
  );
}

function LeftOutTable({ draftId, outcome }: { draftId: string; outcome: Outcome }) {
  const { t, i18n } = useTranslation('preview');
  const { language } = i18n;
  const pages = usePages<LeftOutPage, LeftOutRow>({
    question: JSON.stringify([draftId, outcome]),
    fetchPage: (offset, limit) => ask('listLeftOut', { draftId, outcome, offset, limit }),
    rowsOf,
  });
  const total = pages.total ?? 0;
  const columns = useMemo(() => leftOutColumns(i18n.getFixedT(language, 'preview')), [i18n, language]);
  return (
    <>
      {pages.trouble === null ? null : (
        <div role="alert">
          <TroubleNote trouble={pages.trouble} tone="bad" title={t('leftOut.failed')} />
        </div>
      )}
      {pages.total === 0 ? (
        <p className={styles['quiet']}>{t('leftOut.none')}</p>
      ) : (
        <>
          <VirtualTable<LeftOutRow>
            label={t('leftOut.label')}
            columns={columns}
            total={total}
            rowAt={pages.rowAt}
            onRange={pages.onRange}
            isStale={pages.isStale}
            height="min(45vh, 22rem)"
          />
          <ExportButton draftId={draftId} outcome={outcome} />
        </>
      )}
    </>
  );
}

function ExportButton({ draftId, outcome }: { draftId: string; outcome: Outcome }) {
  const { t } = useTranslation('preview');
  const { save, stop, done, total, saved, trouble } = useLeftOutExport(draftId, outcome);
  return (
    <div className={styles['row']}>
      {done === null ? (
        <Button variant="default" onClick={save}>
          {t('leftOut.export')}
        </Button>
      ) : (
        <>
          <span role="status">{t('leftOut.exporting')}</span>
          <span>{t('of', { ns: 'common', done: count(done), total: count(total) })}</span>
          <Button variant="default" onClick={stop}>
            {t('stop', { ns: 'common' })}
          </Button>
        </>
      )}
      {saved === null ? null : <span role="status">{t('leftOut.exported', { figure: count(saved) })}</span>}
      <TroubleAlert trouble={trouble} />
    </div>
  );
}

function leftOutColumns(
  t: ReturnType<typeof useTranslation<'preview'>>['t'],
): readonly VirtualColumn<LeftOutRow>[] {
  return [
    {
      id: 'file',
      title: t('leftOut.file'),
      cell: ({ file }) => <span title={file}>{fileName(file)}</span>,
      width: 10,
    },
    { id: 'row', title: t('leftOut.row'), cell: ({ row }) => count(row), width: 6, isFigure: true },
    {
      id: 'field',
      title: t('leftOut.field'),
      cell: ({ series, field }) => (
        <span title={series === undefined ? field : `${series}: ${field}`}>{series ?? field}</span>
      ),
      width: 15,
      grows: true,
    },
    { id: 'text', title: t('leftOut.text'), cell: ({ text }) => <span title={text}>{text}</span>, width: 12 },
    {
      id: 'reason',
      title: t('leftOut.reason'),
      cell: ({ reason }) => <span title={reason}>{reason}</span>,
      width: 16,
      grows: true,
    },
  ];
}
