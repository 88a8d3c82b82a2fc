import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UndoPlan, UndoResult } from '../../../contract/handover-shapes.ts';
import type { JobSummary, Trouble } from '../../../contract/job-shapes.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Note } from '../../components/note.tsx';
import { TroubleAlert } from '../../components/trouble-alert.tsx';
import { usePressedButton } from '../../components/use-pressed-button.ts';
import { WorkProgress } from '../../components/work-progress.tsx';
import { announce } from '../../stores/announcements.ts';
import { ask, troubleOf } from '../../stores/ask-engine.ts';
import { useWork } from '../../stores/works-store.ts';
import { count } from '../../words/figures.ts';
import { shownState } from '../../words/shown-state.ts';
import { JobSection } from '../job/job-section.tsx';
import styles from '../job/job.module.css';
import { isStill } from './still-job.ts';

/** Takes back at the VTN what the job has sent, where that is possible; shows the count and asks before. */
export function UndoSection({ job }: { job: JobSummary }) {
  const { t } = useTranslation('record');
  const undo = useUndo(job.id);
  const { plan, work, trouble } = undo;
  const { rowRef, remember, focusAgain } = usePressedButton(shownState(job));
  const isBusy = undo.isLooking || work.state === 'running' || work.state === 'stopping';
  const hasSent = job.points.confirmed + job.points.uncertain > 0;
  const obstacle = !hasSent ? t('undo.nothing') : isStill(job) ? null : t('undo.whileRunning');
  const close = (): void => {
    undo.forget();
    focusAgain();
  };
  return (
    <JobSection title={t('undo.title')}>
      <p className={styles['text']}>{t('undo.what')}</p>
      {isBusy && !undo.isLooking ? null : (
        <div className={styles['row']} ref={rowRef}>
          <Button
            variant="default"
            disabled={obstacle !== null || isBusy}
            onClick={({ currentTarget }) => {
              remember(currentTarget);
              void undo.look();
            }}
          >
            {t('undo.look')}
          </Button>
          {obstacle === null ? null : <span className={styles['quiet']}>{obstacle}</span>}
        </div>
      )}
      <CannotUndo plan={plan} />
      <WorkProgress work={work} title={t('undo.deleting')} />
      {work.state === 'stopped' ? <Note tone="quiet" icon="stop" title={t('undo.stopped')} /> : null}
      {work.state === 'done' && work.value !== null ? <Undone result={work.value} /> : null}
      <TroubleAlert trouble={trouble} />
      <Question
        plan={plan}
        onConfirm={() => {
          void undo.start();
          focusAgain();
        }}
        onKeep={close}
      />
    </JobSection>
  );
}

interface QuestionProps {
  readonly plan: UndoPlan | null;
  readonly onConfirm: () => void;
  readonly onKeep: () => void;
}

function Question({ plan, onConfirm, onKeep }: QuestionProps) {
  const { t } = useTranslation('record');
  const intervals = plan?.intervals ?? 0;
  return (
    <ConfirmDialog
      isOpen={plan?.canUndo === true}
      title={t('undo.askTitle', { count: intervals, figure: count(intervals) })}
      confirmWord={t('undo.confirm')}
      keepWord={t('undo.keep')}
      onConfirm={onConfirm}
      onKeep={onKeep}
    >
      <Text lang="en">{plan?.text}</Text>
      <Text mt="sm">{t('undo.final')}</Text>
    </ConfirmDialog>
  );
}

function CannotUndo({ plan }: { plan: UndoPlan | null }) {
  const { t } = useTranslation('record');
  if (plan === null || plan.canUndo) return null;
  return (
    <div role="status">
      <Note tone="quiet" icon="dash" title={t('undo.title')}>
        <p lang="en">{plan.text}</p>
      </Note>
    </div>
  );
}

function Undone({ result: { deleted, left } }: { result: UndoResult }) {
  const { t } = useTranslation('record');
  return (
    <Note tone="good" icon="check" title={t('undo.done', { count: deleted, figure: count(deleted) })}>
      {left === 0 ? null : <p>{t('undo.left', { left: count(left) })}</p>}
    </Note>
  );
}

function useUndo(jobId: string) {
  const { t } = useTranslation('record');
  const work = useWork<UndoResult>();
  const [plan, setPlan] = useState<UndoPlan | null>(null);
  const [isLooking, setIsLooking] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  return {
    work,
    plan,
    isLooking,
    trouble: trouble ?? work.trouble,
    forget: () => setPlan(null),
    look: async (): Promise<void> => {
      setIsLooking(true);
      setTrouble(null);
      try {
        setPlan(await ask('planUndo', { jobId }));
      } catch (thrown) {
        setTrouble(troubleOf(thrown));
      }
      setIsLooking(false);
    },
    start: async (): Promise<void> => {
      if (plan === null) return;
      setPlan(null);
      const result = await work.start((workId) =>
        ask('undoJob', { jobId, intervals: plan.intervals, workId }),
      );
      if (result !== null) announce(t('undo.done', { count: result.deleted, figure: count(result.deleted) }));
    },
  };
}
