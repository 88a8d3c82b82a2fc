import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Verification } from '../../../contract/inspection-shapes.ts';
import type { JobSummary, Trouble } from '../../../contract/job-shapes.ts';
import { LoadingNote } from '../../components/loading-note.tsx';
import { Note } from '../../components/note.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { WorkProgress } from '../../components/work-progress.tsx';
import { announce } from '../../stores/announcements.ts';
import { ask, useAnswer } from '../../stores/ask-engine.ts';
import { useWork } from '../../stores/works-store.ts';
import { count } from '../../words/figures.ts';
import { shownState } from '../../words/shown-state.ts';
import type { JobPartProps } from './job-screen.tsx';
import { JobSection } from './job-section.tsx';
import styles from './job.module.css';
import { useOnChange } from './use-rested.ts';
import { verdictOf, VerificationResult } from './verification-result.tsx';

/** Compares what was sent with what is at the VTN, and shows what the last comparison found. */
export function VerifyPart({ job }: JobPartProps) {
  const { t } = useTranslation('outcome');
  const jobId = job.id;
  const last = useAnswer('lastVerification', { jobId });
  // A job that was started again is no longer what was verified.
  useOnChange(job.state, last.reload);
  const work = useWork<Verification>();
  const start = async (): Promise<void> => {
    const found = await work.start((workId) => ask('verifyJob', { jobId, workId }));
    if (found === null) return;
    last.reload();
    const verdict = verdictOf(found);
    const result =
      verdict === 'bad'
        ? t('verify.bad', { count: found.differenceCount, figure: count(found.differenceCount) })
        : t(`verify.${verdict}`);
    announce(t('verify.done', { result }));
  };
  const isBusy = work.state === 'running' || work.state === 'stopping';
  const found = last.value ?? (work.value === null ? null : { at: null, verification: work.value });
  return (
    <JobSection title={t('verify.title')}>
      <p className={styles['text']}>{t('verify.what')}</p>
      <Caution job={job} />
      {isBusy ? null : (
        <div>
          <Button variant={found === null ? 'filled' : 'default'} onClick={() => void start()}>
            {found === null ? t('verify.start') : t('verify.again')}
          </Button>
        </div>
      )}
      <WorkProgress work={work} title={t('verify.running')} />
      {work.state === 'stopped' ? <Note tone="quiet" icon="stop" title={t('verify.stopped')} /> : null}
      <VerifyTrouble trouble={work.trouble} />
      <VerifyTrouble trouble={last.trouble} title={t('verify.failed')} />
      {last.isLoading && last.value === null ? <LoadingNote /> : null}
      {found === null && !last.isLoading && !isBusy && last.trouble === null ? (
        <p className={styles['quiet']}>{t('verify.never')}</p>
      ) : null}
      {found === null || isBusy ? null : (
        <VerificationResult at={found.at} verification={found.verification} />
      )}
    </JobSection>
  );
}

function VerifyTrouble({ trouble, title }: { trouble: Trouble | null; title?: string }) {
  if (trouble === null) return null;
  return (
    <div role="alert">
      <TroubleNote trouble={trouble} tone="bad" {...(title === undefined ? {} : { title })} />
    </div>
  );
}

/** What the person should know before the comparison is begun. */
function Caution({ job }: { job: JobSummary }) {
  const { t } = useTranslation('outcome');
  const state = shownState(job);
  if (state === 'running' || state === 'waiting')
    return <p className={styles['quiet']}>{t('verify.whileRunning')}</p>;
  return job.points.confirmed === 0 ? <p className={styles['quiet']}>{t('verify.nothingSent')}</p> : null;
}
