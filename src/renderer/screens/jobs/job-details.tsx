import { useEffect, useState } from 'react';
import type { JobDetail, Trouble } from '../../../contract/job-shapes.ts';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { useConnection } from '../../stores/connection-store.ts';
import { currentEngine } from '../../stores/follow-engine.ts';
import { followJobDetail } from '../../stores/follow-job-detail.ts';
import { DecisionsSection } from './decisions-section.tsx';
import styles from './job-details.module.css';
import { PlanSection } from './plan-section.tsx';
import { FailedSection, ProblemsSection, RejectsSection, SkippedSection } from './trouble-sections.tsx';
import { VensSection } from './vens-section.tsx';

/** Everything the ledger knows of a job, by VEN, by failure and by decision; kept up to date while it is open. */
export function JobDetails({ jobId }: { jobId: string }) {
  const [detail, setDetail] = useState<JobDetail | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const isConnected = useConnection(({ state }) => state.phase === 'open');

  useEffect(() => {
    const engine = currentEngine();
    if (!isConnected || engine === null) return undefined;
    return followJobDetail(engine, jobId, {
      onDetail: (next) => {
        setDetail(next);
        setTrouble(null);
      },
      onTrouble: setTrouble,
    });
  }, [jobId, isConnected]);

  return (
    <div className={styles['sections']}>
      {trouble === null ? null : <TroubleNote trouble={trouble} tone="bad" />}
      {detail === null ? (
        trouble === null && <p className={styles['quiet']}>Reading the ledger…</p>
      ) : (
        <>
          <PlanSection detail={detail} />
          <VensSection vens={detail.vens} />
          <FailedSection loads={detail.failed} />
          <SkippedSection loads={detail.skipped} />
          <RejectsSection rejects={detail.rejects} rejectCount={detail.rejectCount} />
          <ProblemsSection problems={detail.problems} />
          <DecisionsSection decisions={detail.decisions} />
        </>
      )}
    </div>
  );
}
