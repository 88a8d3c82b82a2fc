import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { JobSummary } from '../../../contract/job-shapes.ts';
import { count, percentOf, percentText } from '../../words/figures.ts';
import { shownState } from '../../words/shown-state.ts';
import { stateLooks } from '../../words/state-words.ts';
import styles from './job-progress.module.css';

const barColors = {
  quiet: 'var(--app-text-quiet)',
  busy: 'var(--app-accent)',
  good: 'var(--app-good)',
  caution: 'var(--app-caution)',
  bad: 'var(--app-bad)',
} as const;

/** How much of the job the VTN has confirmed. */
export function JobProgress({ job, titleId }: { job: JobSummary; titleId: string }) {
  const { t } = useTranslation('jobs');
  const { planned, confirmed } = job.points;
  const percent = percentText(confirmed, planned);
  return (
    <div className={styles['row']}>
      <Progress.Root size="lg" className={styles['bar']}>
        <Progress.Section
          value={percentOf(confirmed, planned)}
          color={barColors[stateLooks[shownState(job)].tone]}
          aria-labelledby={titleId}
          aria-valuetext={t('progress', { percent, confirmed: count(confirmed), planned: count(planned) })}
        />
      </Progress.Root>
      <span className={styles['percent']}>{percent}</span>
    </div>
  );
}
