import { UnstyledButton } from '@mantine/core';
import { useId, useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import { JobDetails } from './job-details.tsx';
import styles from './job-details-toggle.module.css';

/** The details are read from the engine only while they are open. */
export function JobDetailsToggle({ jobId, title }: { jobId: string; title: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const regionId = useId();
  return (
    <div className={styles['details']}>
      <UnstyledButton
        className={styles['toggle']}
        aria-expanded={isOpen}
        aria-controls={isOpen ? regionId : undefined}
        aria-label={`Details of ${title}`}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Icon name="chevron" className={isOpen ? styles['open'] : undefined} />
        Details
      </UnstyledButton>
      {isOpen ? (
        <div id={regionId} className={styles['body']}>
          <JobDetails jobId={jobId} />
        </div>
      ) : null}
    </div>
  );
}
