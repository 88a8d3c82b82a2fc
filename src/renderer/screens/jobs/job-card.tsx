import { memo, useId } from 'react';
import type { JobSummary } from '../../../contract/job-shapes.ts';
import { Mark } from '../../components/mark.tsx';
import { instant } from '../../words/figures.ts';
import { destinationName, jobTitle } from '../../words/job-title.ts';
import { shownState } from '../../words/shown-state.ts';
import { stateWords } from '../../words/state-words.ts';
import { JobButtons } from './job-buttons.tsx';
import styles from './job-card.module.css';
import { JobDetailsToggle } from './job-details-toggle.tsx';
import { JobFigures } from './job-figures.tsx';
import { JobNotes } from './job-notes.tsx';
import { JobProgress } from './job-progress.tsx';

interface JobCardProps {
  readonly job: JobSummary;
  readonly onRemoved: () => void;
}

export const JobCard = memo(function JobCard({ job, onRemoved }: JobCardProps) {
  const titleId = useId();
  const { word, meaning, icon, tone } = stateWords[shownState(job)];
  return (
    <article className={styles['card']} aria-labelledby={titleId}>
      <div className={styles['top']}>
        <div className={styles['names']}>
          <h2 className={styles['title']} id={titleId} title={job.files.join('\n')}>
            {jobTitle(job)}
          </h2>
          <p className={styles['origin']}>
            to {destinationName(job.baseUrl)} · job {job.id} · {instant(job.createdAt)}
          </p>
        </div>
        <div className={styles['marks']}>
          {job.rehearsal ? (
            <Mark
              tone="caution"
              title="The destination is a practice VTN: nothing of this reached a real one."
            >
              REHEARSAL
            </Mark>
          ) : null}
          <Mark tone={tone} icon={icon} title={meaning}>
            {word}
          </Mark>
        </div>
      </div>
      {job.state === 'planning' ? null : (
        <>
          <JobProgress job={job} titleId={titleId} />
          <JobFigures job={job} />
        </>
      )}
      <JobNotes job={job} />
      <JobButtons job={job} onRemoved={onRemoved} />
      <JobDetailsToggle jobId={job.id} title={jobTitle(job)} />
    </article>
  );
});
