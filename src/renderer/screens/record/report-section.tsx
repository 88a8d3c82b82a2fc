import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { JobSummary } from '../../../contract/job-shapes.ts';
import { ask } from '../../stores/ask-engine.ts';
import { shownState } from '../../words/shown-state.ts';
import { JobSection } from '../job/job-section.tsx';
import styles from '../job/job.module.css';
import { FileWritingState } from './file-writing-state.tsx';
import { useWrittenFile } from './use-written-file.ts';

const formats = ['html', 'csv', 'json'] as const;

/** The record to hand to the client. */
export function ReportSection({ job }: { job: JobSummary }) {
  const { t } = useTranslation('record');
  const writing = useWrittenFile();
  const isBusy = writing.work.state === 'running' || writing.work.state === 'stopping';
  const state = shownState(job);
  const write = (format: (typeof formats)[number]): void => {
    void writing.start(`${t('report.fileName')}-${job.id}.${format}`, (path, workId) =>
      ask('writeReport', { jobId: job.id, format, path, workId }),
    );
  };
  return (
    <JobSection title={t('report.title')}>
      <p className={styles['text']}>{t('report.what')}</p>
      {state === 'running' || state === 'waiting' ? (
        <p className={styles['quiet']}>{t('report.whileRunning')}</p>
      ) : null}
      <div className={styles['row']}>
        {formats.map((format, place) => (
          <Button
            key={format}
            variant={place === 0 ? 'filled' : 'default'}
            disabled={isBusy}
            onClick={() => write(format)}
          >
            {t(`report.${format}`)}
          </Button>
        ))}
      </div>
      <FileWritingState writing={writing} title={t('report.writing')} />
    </JobSection>
  );
}
