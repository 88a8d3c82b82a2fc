import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobSummary } from '../../../contract/job-shapes.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { usePressedButton } from '../../components/use-pressed-button.ts';
import { actOnJob } from '../../stores/act-on-job.ts';
import { useConnection } from '../../stores/connection-store.ts';
import { useJobs } from '../../stores/jobs-store.ts';
import type { JobAction } from '../../stores/jobs-store.ts';
import { actionsOf, actionUnderWayWord, actionWord } from '../../words/job-actions.ts';
import { jobTitle } from '../../words/job-title.ts';
import { shownState } from '../../words/shown-state.ts';
import { CancelDialog } from './cancel-dialog.tsx';
import styles from './job-buttons.module.css';
import { RemoveDialog } from './remove-dialog.tsx';

interface JobButtonsProps {
  readonly job: JobSummary;
  readonly onRemoved: () => void;
}

/** What can be done with the job as it stands; what cannot be taken back asks first. */
export function JobButtons({ job, onRemoved }: JobButtonsProps) {
  const { t } = useTranslation('jobs');
  const [asking, setAsking] = useState<JobAction | null>(null);
  const underWay = useJobs((store) => store.underWay[job.id]);
  const isConnected = useConnection((connection) => connection.state.phase === 'open');
  const state = shownState(job);
  const { rowRef, remember, focusAgain } = usePressedButton(state);

  const press = (action: JobAction, button: HTMLButtonElement): void => {
    remember(button);
    if (action === 'cancel' || action === 'remove') setAsking(action);
    else void actOnJob(action, job.id);
  };
  const keep = (): void => {
    setAsking(null);
    focusAgain();
  };
  const confirm = async (action: JobAction): Promise<void> => {
    keep();
    await actOnJob(action, job.id);
    // With the card, the button that had the focus is gone.
    if (!useJobs.getState().jobs.some(({ id }) => id === job.id)) onRemoved();
  };

  return (
    <div className={styles['row']} ref={rowRef}>
      {actionsOf(job).map((action, place) => (
        <ActionButton
          // By place, so that a button keeps the focus when Start becomes Pause.
          key={place}
          word={t(`actions.${underWay === action ? actionUnderWayWord(action) : actionWord(action, state)}`)}
          object={jobTitle(job)}
          isMain={place === 0 && action !== 'remove'}
          isOff={!isConnected || underWay !== undefined}
          onPress={(button) => press(action, button)}
        />
      ))}
      <CancelDialog
        job={job}
        isOpen={asking === 'cancel'}
        onConfirm={() => void confirm('cancel')}
        onKeep={keep}
      />
      <RemoveDialog
        job={job}
        isOpen={asking === 'remove'}
        onConfirm={() => void confirm('remove')}
        onKeep={keep}
      />
    </div>
  );
}
