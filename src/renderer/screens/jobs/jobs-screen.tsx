import { Button, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { useConnection } from '../../stores/connection-store.ts';
import { reloadJobs } from '../../stores/follow-engine.ts';
import { useJobs } from '../../stores/jobs-store.ts';
import { pageTitle } from '../../words/page-title.ts';
import { JobCard } from './job-card.tsx';
import styles from './jobs-screen.module.css';
import { NoJobs } from './no-jobs.tsx';

/** The home of the app: every job with its state, its figures and what can be done with it. */
export function JobsScreen() {
  const jobs = useJobs((store) => store.jobs);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = pageTitle(jobs);
  }, [jobs]);

  return (
    <>
      <Title order={1} size="h2" mb="md" ref={heading} tabIndex={-1} className={styles['heading']}>
        Jobs
      </Title>
      <JobsBody onRemoved={() => heading.current?.focus()} />
    </>
  );
}

function JobsBody({ onRemoved }: { onRemoved: () => void }) {
  const { status, trouble, jobs } = useJobs();
  const isConnected = useConnection(({ state }) => state.phase === 'open');
  if (status === 'loading') return <p className={styles['quiet']}>Loading the jobs…</p>;
  if (status === 'failed' && trouble !== null) {
    return (
      <div role="alert">
        <TroubleNote trouble={trouble} tone="bad" />
        <Button mt="md" variant="default" disabled={!isConnected} onClick={() => void reloadJobs()}>
          Try again
        </Button>
      </div>
    );
  }
  if (jobs.length === 0) return <NoJobs />;
  return (
    <ul className={styles['jobs']}>
      {jobs.map((job) => (
        <li key={job.id}>
          <JobCard job={job} onRemoved={onRemoved} />
        </li>
      ))}
    </ul>
  );
}
