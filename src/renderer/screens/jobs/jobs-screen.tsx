import { Button, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { LoadingNote } from '../../components/loading-note.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { routes } from '../../routes.ts';
import { useConnection } from '../../stores/connection-store.ts';
import { useDrafts } from '../../stores/drafts-store.ts';
import { reloadJobs } from '../../stores/follow-engine.ts';
import { useJobs } from '../../stores/jobs-store.ts';
import { pageTitle } from '../../words/page-title.ts';
import { DraftList } from './draft-list.tsx';
import { JobCard } from './job-card.tsx';
import styles from './jobs-screen.module.css';
import { NoticeList } from './notice-list.tsx';
import { NoJobs } from './no-jobs.tsx';
import { SampleButton } from './sample-button.tsx';

/** The home of the app: every job with its state, its figures and what can be done with it. */
export function JobsScreen() {
  const { t } = useTranslation('jobs');
  const [, goTo] = useLocation();
  const { jobs, status } = useJobs();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = pageTitle(jobs);
  }, [jobs]);
  const isEmpty = jobs.length === 0 && status === 'ready';
  const focusHeading = (): void => heading.current?.focus();

  return (
    <>
      <div className={styles['top']}>
        <Title order={1} size="h2" ref={heading} tabIndex={-1} className={styles['heading']}>
          {t('title')}
        </Title>
        {isEmpty ? null : (
          <div className={styles['ways']}>
            <SampleButton />
            <Button variant="default" onClick={() => goTo(routes.takeOver())}>
              {t('takeOver')}
            </Button>
            <Button onClick={() => goTo(routes.newMigration)}>{t('empty.newMigration')}</Button>
          </div>
        )}
      </div>
      <NoticeList />
      <DraftList onRemoved={focusHeading} />
      <JobsBody onRemoved={focusHeading} />
    </>
  );
}

function JobsBody({ onRemoved }: { onRemoved: () => void }) {
  const { t } = useTranslation('jobs');
  const { t: common } = useTranslation();
  const { status, trouble, jobs } = useJobs();
  const hasDrafts = useDrafts(({ byId }) => Object.keys(byId).length > 0);
  const isConnected = useConnection(({ state }) => state.phase === 'open');
  if (status === 'loading') return <LoadingNote text={t('loading')} />;
  if (status === 'failed' && trouble !== null) {
    return (
      <div role="alert">
        <TroubleNote trouble={trouble} tone="bad" />
        <Button mt="md" variant="default" disabled={!isConnected} onClick={() => void reloadJobs()}>
          {common('tryAgain')}
        </Button>
      </div>
    );
  }
  if (jobs.length === 0) return <NoJobs isFirstVisit={!hasDrafts} />;
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
