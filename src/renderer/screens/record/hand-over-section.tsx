import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobDetail, JobSummary } from '../../../contract/job-shapes.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Note } from '../../components/note.tsx';
import { usePressedButton } from '../../components/use-pressed-button.ts';
import { ask } from '../../stores/ask-engine.ts';
import { count, instant } from '../../words/figures.ts';
import { fileName } from '../../words/file-name.ts';
import { jobTitle } from '../../words/job-title.ts';
import { shownState } from '../../words/shown-state.ts';
import type { JobDialogProps } from '../jobs/cancel-dialog.tsx';
import { JobSection } from '../job/job-section.tsx';
import styles from '../job/job.module.css';
import { FileWritingState } from './file-writing-state.tsx';
import { canGoOn, isStill } from './still-job.ts';
import { useWrittenFile } from './use-written-file.ts';

interface HandOverSectionProps {
  readonly job: JobSummary;
  readonly detail: JobDetail | null;
}

/** Writes the job into one file for another computer, which ends it here, and again when that is lost; asks before. */
export function HandOverSection({ job, detail }: HandOverSectionProps) {
  const { t } = useTranslation('record');
  const [isAsking, setIsAsking] = useState(false);
  const writing = useWrittenFile();
  const { rowRef, remember, focusAgain } = usePressedButton(shownState(job));
  const isBusy = writing.work.state === 'running' || writing.work.state === 'stopping';
  const isOut = (detail?.handedOver ?? null) !== null;
  const obstacle = !canGoOn(job) ? t('handOver.ended') : isStill(job) ? null : t('handOver.whileRunning');
  const close = (): void => {
    setIsAsking(false);
    focusAgain();
  };
  const handOver = (): void => {
    close();
    void writing.start(`meterhaul-${job.id}.haul`, (path, workId) =>
      ask('exportJob', { jobId: job.id, path, workId }),
    );
  };
  return (
    <JobSection title={t('handOver.title')}>
      <p className={styles['text']}>{t('handOver.what')}</p>
      <Journeys detail={detail} />
      {isBusy ? null : (
        <div className={styles['row']} ref={rowRef}>
          <Button
            variant="default"
            size={isOut ? 'xs' : 'sm'}
            disabled={!isOut && obstacle !== null}
            onClick={({ currentTarget }) => {
              remember(currentTarget);
              setIsAsking(true);
            }}
          >
            {isOut ? t('handOver.again') : t('handOver.start')}
          </Button>
          {isOut || obstacle === null ? null : <span className={styles['quiet']}>{obstacle}</span>}
        </div>
      )}
      <FileWritingState
        writing={writing}
        title={t('handOver.writing')}
        stopped={isOut ? t('handOver.stoppedAgain') : t('handOver.stopped')}
      />
      <Question job={job} isOut={isOut} isOpen={isAsking} onConfirm={handOver} onKeep={close} />
    </JobSection>
  );
}

function Question({ job, isOut, isOpen, onConfirm, onKeep }: JobDialogProps & { readonly isOut: boolean }) {
  const { t } = useTranslation('record');
  const rest = count(job.points.planned - job.points.confirmed);
  const title = { job: jobTitle(job) };
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={isOut ? t('handOver.askAgainTitle', title) : t('handOver.askTitle', title)}
      confirmWord={isOut ? t('handOver.confirmAgain') : t('handOver.confirm')}
      keepWord={isOut ? t('handOver.keepAgain') : t('handOver.keep')}
      onConfirm={onConfirm}
      onKeep={onKeep}
    >
      <Text>{isOut ? t('handOver.askAgain', { rest }) : t('handOver.ask', { rest })}</Text>
    </ConfirmDialog>
  );
}

/** Where the job has come from, and where it has gone. */
function Journeys({ detail }: Pick<HandOverSectionProps, 'detail'>) {
  const { t } = useTranslation('record');
  if (detail === null) return null;
  const { imported, handedOver } = detail;
  return (
    <>
      {imported === null ? null : (
        <p className={styles['text']}>
          {t('handOver.came', {
            computer: imported.computer,
            exported: instant(imported.exportedAt),
            at: instant(imported.at),
          })}
        </p>
      )}
      {handedOver === null ? null : (
        <Note
          tone="quiet"
          icon="arrow-out"
          title={t('handOver.done', { at: instant(handedOver.at), path: fileName(handedOver.path) })}
        />
      )}
    </>
  );
}
