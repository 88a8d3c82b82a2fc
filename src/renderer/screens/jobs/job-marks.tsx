import { useTranslation } from 'react-i18next';
import type { JobSummary } from '../../../contract/job-shapes.ts';
import { Mark } from '../../components/mark.tsx';
import { shownState } from '../../words/shown-state.ts';
import { stateLooks } from '../../words/state-words.ts';
import styles from './job-marks.module.css';

/** The state of a job, and that it is a rehearsal. */
export function JobMarks({ job }: { job: JobSummary }) {
  const { t } = useTranslation('jobs');
  const state = shownState(job);
  const { icon, tone } = stateLooks[state];
  return (
    <div className={styles['marks']}>
      {job.rehearsal ? (
        <Mark tone="caution" title={t('rehearsalMeaning')}>
          {t('rehearsal')}
        </Mark>
      ) : null}
      <Mark tone={tone} icon={icon} title={t(`states.${state}.meaning`)}>
        {t(`states.${state}.word`)}
      </Mark>
    </div>
  );
}
