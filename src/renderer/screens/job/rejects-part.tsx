import { NativeSelect } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RejectRow } from '../../../contract/job-shapes.ts';
import { hasEnded } from '../../../domain/job-state.ts';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { usePages } from '../../components/use-pages.ts';
import { VirtualTable } from '../../components/virtual-table.tsx';
import { ask, useAnswer } from '../../stores/ask-engine.ts';
import { count } from '../../words/figures.ts';
import { CorrectionsSection } from './corrections-section.tsx';
import type { JobPartProps } from './job-screen.tsx';
import { JobSection } from './job-section.tsx';
import styles from './job.module.css';
import { rejectColumns } from './reject-columns.tsx';
import { RejectDialog } from './reject-dialog.tsx';
import { showReason, useShownReasons } from './shown-reason.ts';
import { useOnChange, useRested } from './use-rested.ts';

const refreshMs = 2000;

interface RejectPage {
  readonly total: number;
  readonly rows: readonly RejectRow[];
}

const rowsOf = ({ rows }: RejectPage): readonly RejectRow[] => rows;

/** Every interval that the VTN refused and every row that no interval came of, with the reason. */
export function RejectsPart({ job }: JobPartProps) {
  const { t, i18n } = useTranslation('outcome');
  const { language } = i18n;
  const columns = useMemo(() => rejectColumns(i18n.getFixedT(language, 'outcome')), [i18n, language]);
  const jobId = job.id;
  const reason = useShownReasons(({ byJob }) => byJob[jobId] ?? null);
  const [opened, setOpened] = useState<RejectRow | null>(null);
  const pages = usePages<RejectPage, RejectRow>({
    question: JSON.stringify([jobId, reason]),
    fetchPage: (offset, limit) => ask('listRejects', { jobId, reason, offset, limit }),
    rowsOf,
  });
  const { reload, total, trouble } = pages;
  useOnChange(useRested(`${job.state} ${job.points.rejected}`, refreshMs), reload);
  if (total === 0 && reason === null && trouble === null) {
    return (
      <JobSection title={t('rejects.title')}>
        <p className={styles['text']}>{hasEnded(job.state) ? t('rejects.none') : t('rejects.noneYet')}</p>
      </JobSection>
    );
  }
  return (
    <>
      <JobSection title={t('rejects.title')} hint={t('rejects.hint')}>
        <ReasonFilter jobId={jobId} reason={reason} total={total} />
        {trouble === null ? null : (
          <div role="alert">
            <TroubleNote trouble={trouble} tone="bad" title={t('rejects.failed')} />
          </div>
        )}
        <VirtualTable<RejectRow>
          label={t('rejects.label')}
          columns={columns}
          total={total ?? 0}
          rowAt={pages.rowAt}
          onRange={pages.onRange}
          isStale={pages.isStale}
          onOpen={setOpened}
          empty={total === 0 ? t('rejects.empty') : undefined}
        />
        <RejectDialog row={opened} onClose={() => setOpened(null)} />
      </JobSection>
      <CorrectionsSection job={job} />
    </>
  );
}

/** The engine tells rare reasons together; that line is no reason of any row. */
const othersTogether = /^\d+ other reasons, as: /;

function ReasonFilter({
  jobId,
  reason,
  total,
}: {
  jobId: string;
  reason: string | null;
  total: number | null;
}) {
  const { t } = useTranslation('outcome');
  const { value: groups } = useAnswer('listFailures', { jobId });
  const reasons = new Set(
    (groups ?? [])
      .filter(({ kind, text }) => kind === 'rejected' && !othersTogether.test(text))
      .map(({ text }) => text),
  );
  if (reason !== null) reasons.add(reason);
  return (
    <div className={styles['fields']}>
      <NativeSelect
        label={t('rejects.reason')}
        value={reason ?? ''}
        data={[
          { value: '', label: t('rejects.all') },
          ...[...reasons].map((value) => ({ value, label: value })),
        ]}
        onChange={({ currentTarget: { value } }) => showReason(jobId, value === '' ? null : value)}
      />
      {total === null ? null : (
        <p className={styles['quiet']} role="status">
          {t('rejects.total', { number: count(total) })}
        </p>
      )}
    </div>
  );
}
