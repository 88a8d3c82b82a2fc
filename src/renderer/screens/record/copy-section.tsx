import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StagedData } from '../../../contract/handover-shapes.ts';
import type { JobSummary, Trouble } from '../../../contract/job-shapes.ts';
import { Note } from '../../components/note.tsx';
import { TroubleAlert } from '../../components/trouble-alert.tsx';
import { WorkProgress } from '../../components/work-progress.tsx';
import { announce } from '../../stores/announcements.ts';
import { ask, troubleOf } from '../../stores/ask-engine.ts';
import { useWork } from '../../stores/works-store.ts';
import { bytes, count } from '../../words/figures.ts';
import { JobSection } from '../job/job-section.tsx';
import styles from '../job/job.module.css';
import { canGoOn, isStill } from './still-job.ts';

/** Copies what is left beside the ledger, so that the stick with the files can be pulled out. */
export function CopySection({ job }: { job: JobSummary }) {
  const { t } = useTranslation('record');
  const work = useWork<StagedData>();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const isBusy = work.state === 'running' || work.state === 'stopping';
  const obstacle = obstacleOf(job, t);
  const copy = async (): Promise<void> => {
    setTrouble(null);
    const staged = await work.start((workId) => ask('stageJob', { jobId: job.id, workId }));
    if (staged !== null) announce(t('copy.done'));
  };
  const giveUp = async (): Promise<void> => {
    try {
      await ask('unstageJob', { jobId: job.id });
      setTrouble(null);
      announce(t('copy.givenUp'));
    } catch (thrown) {
      setTrouble(troubleOf(thrown));
    }
  };
  const shownTrouble = trouble ?? work.trouble;
  return (
    <JobSection title={t('copy.title')}>
      <p className={styles['text']}>{t('copy.what')}</p>
      {job.staged ? (
        <Note tone="good" icon="check" title={t('copy.done')}>
          {work.value === null ? null : <p>{copiedText(work.value, t)}</p>}
        </Note>
      ) : null}
      {isBusy ? null : (
        <div className={styles['row']}>
          <Button
            variant="default"
            disabled={obstacle !== null}
            onClick={() => void (job.staged ? giveUp() : copy())}
          >
            {job.staged ? t('copy.giveUp') : t('copy.start')}
          </Button>
          {obstacle === null ? null : <span className={styles['quiet']}>{obstacle}</span>}
        </div>
      )}
      <WorkProgress work={work} title={t('copy.copying')} />
      {work.state === 'stopped' ? <Note tone="quiet" icon="stop" title={t('copy.stopped')} /> : null}
      <TroubleAlert trouble={shownTrouble} />
    </JobSection>
  );
}

type RecordWords = ReturnType<typeof useTranslation<'record'>>['t'];

function copiedText({ loads, points, bytes: sizeBytes }: StagedData, t: RecordWords): string {
  return t('copy.doneNow', { count: loads, points: count(points), size: bytes(sizeBytes) });
}

/** Why nothing can be copied just now; null when it can. */
function obstacleOf(job: JobSummary, t: RecordWords): string | null {
  if (job.state === 'exported') return t('copy.handedOver');
  if (!canGoOn(job)) return t('copy.nothingLeft');
  return isStill(job) ? null : t('copy.whileRunning');
}
