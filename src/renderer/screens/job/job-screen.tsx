import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { JobSummary } from '../../../contract/job-shapes.ts';
import { LoadingNote } from '../../components/loading-note.tsx';
import { PageHeading } from '../../components/page-heading.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { routes } from '../../routes.ts';
import { useConnection } from '../../stores/connection-store.ts';
import { reloadJobs } from '../../stores/follow-engine.ts';
import { useJobs } from '../../stores/jobs-store.ts';
import { instant } from '../../words/figures.ts';
import { destinationName, jobTitle } from '../../words/job-title.ts';
import { jobPageTitle } from '../../words/page-title.ts';
import { RecordPart } from '../record/record-part.tsx';
import { JobMarks } from '../jobs/job-marks.tsx';
import { FailuresPart } from './failures-part.tsx';
import styles from './job.module.css';
import { JobTabs } from './job-tabs.tsx';
import type { JobPart } from './job-tabs.tsx';
import { JobTop } from './job-top.tsx';
import { RejectsPart } from './rejects-part.tsx';
import { RunPart } from './run-part.tsx';
import { useJobDetail } from './use-job-detail.ts';
import type { JobDetailView } from './use-job-detail.ts';
import { VerifyPart } from './verify-part.tsx';

const parts = {
  run: RunPart,
  failures: FailuresPart,
  rejects: RejectsPart,
  verify: VerifyPart,
  record: RecordPart,
} as const;

export interface JobPartProps {
  readonly job: JobSummary;
  readonly view: JobDetailView;
}

/** One job: how it runs, and what became of it. */
export default function JobScreen({ jobId, part }: { jobId: string; part: string }) {
  const job = useJobs(({ jobs }) => jobs.find(({ id }) => id === jobId));
  if (job === undefined) return <NoJob />;
  return <JobPage job={job} part={part in parts ? (part as JobPart) : 'run'} />;
}

function JobPage({ job, part }: { job: JobSummary; part: JobPart }) {
  const { t } = useTranslation('jobs');
  const title = jobTitle(job);
  const tabTitle = jobPageTitle(job);
  useEffect(() => {
    document.title = tabTitle;
  }, [tabTitle]);
  const view = useJobDetail(job.id);
  const origin = {
    destination: destinationName(job.baseUrl),
    id: job.id,
    created: instant(job.createdAt),
  };
  const Part = parts[part];
  return (
    <>
      <PageHeading hint={t('origin', origin)} actions={<JobMarks job={job} />}>
        {title}
      </PageHeading>
      <div className={styles['page']}>
        <JobTop job={job} />
        <JobTabs job={job} part={part} rejectCount={view.detail?.rejectCount ?? job.points.rejected} />
        <Part job={job} view={view} />
      </div>
    </>
  );
}

/** No job of that id is known: not yet, not any more, or the list cannot be had. */
function NoJob() {
  const { t } = useTranslation(['run', 'common', 'jobs']);
  const [, goTo] = useLocation();
  const { status, trouble } = useJobs();
  const isConnected = useConnection(({ state }) => state.phase === 'open');
  if (status === 'loading') return <LoadingNote text={t('jobs:loading')} />;
  if (status === 'failed' && trouble !== null) {
    return (
      <div role="alert">
        <TroubleNote trouble={trouble} tone="bad" />
        <Button mt="md" variant="default" disabled={!isConnected} onClick={() => void reloadJobs()}>
          {t('common:tryAgain')}
        </Button>
      </div>
    );
  }
  return (
    <>
      <PageHeading hint={t('run:gone.text')}>{t('run:gone.title')}</PageHeading>
      <Button onClick={() => goTo(routes.jobs)}>{t('run:gone.home')}</Button>
    </>
  );
}
