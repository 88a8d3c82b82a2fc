import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FailureGroup } from '../../../contract/job-shapes.ts';
import { hasEnded } from '../../../domain/job-state.ts';
import { LoadingNote } from '../../components/loading-note.tsx';
import { TroubleAlert } from '../../components/trouble-alert.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { useAnswer } from '../../stores/ask-engine.ts';
import { FailureCard } from './failure-card.tsx';
import type { JobPartProps } from './job-screen.tsx';
import { JobSection } from './job-section.tsx';
import styles from './job.module.css';
import { useOnChange, useRested } from './use-rested.ts';
import { useRetry } from './use-retry.ts';
import type { Retry } from './use-retry.ts';

const refreshMs = 2000;
const everything = { codes: [], loads: [] };

/** What came to nothing, by cause, with what to do about each. */
export function FailuresPart({ job }: JobPartProps) {
  const { t } = useTranslation('outcome');
  const { value: groups, trouble, isLoading, reload } = useAnswer('listFailures', { jobId: job.id });
  const counts = `${job.state} ${job.loads.failed} ${job.loads.skipped} ${job.points.rejected}`;
  useOnChange(useRested(counts, refreshMs), reload);
  const retry = useRetry(job);
  return (
    <JobSection
      title={t('failures.title')}
      hint={t('failures.hint')}
      aside={groups === null ? null : <RetryAll groups={groups} retry={retry} />}
    >
      {trouble === null ? null : (
        <div role="alert">
          <TroubleNote trouble={trouble} tone="bad" title={t('failures.failed')} />
        </div>
      )}
      <TroubleAlert trouble={retry.trouble} />
      {isLoading && groups === null ? <LoadingNote /> : null}
      {groups?.length === 0 ? (
        <p className={styles['text']}>{hasEnded(job.state) ? t('failures.none') : t('failures.noneYet')}</p>
      ) : null}
      <ul className={styles['list']}>
        {(groups ?? []).map((group) => (
          <li key={`${group.kind} ${group.code} ${group.text}`}>
            <FailureCard jobId={job.id} group={group} retry={retry} />
          </li>
        ))}
      </ul>
    </JobSection>
  );
}

function RetryAll({ groups, retry }: { groups: readonly FailureGroup[]; retry: Retry }) {
  const { t } = useTranslation('outcome');
  if (!groups.some(({ canRetry }) => canRetry)) return null;
  return (
    <div className={styles['row']}>
      {retry.obstacle === null ? null : (
        <span className={styles['quiet']}>{t(`failures.${retry.obstacle}`)}</span>
      )}
      <Button
        disabled={retry.obstacle !== null || retry.underWay !== null}
        onClick={() => retry.start(everything)}
      >
        {retry.underWay === everything ? t('failures.retrying') : t('failures.retryAll')}
      </Button>
    </div>
  );
}
