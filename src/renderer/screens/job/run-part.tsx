import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hasEnded } from '../../../domain/job-state.ts';
import { LoadingNote } from '../../components/loading-note.tsx';
import { Note } from '../../components/note.tsx';
import { TroubleAlert } from '../../components/trouble-alert.tsx';
import { shownState } from '../../words/shown-state.ts';
import { DecisionsSection } from './decisions-section.tsx';
import { FactsSection } from './facts-section.tsx';
import { FinishSection } from './finish-section.tsx';
import type { JobPartProps } from './job-screen.tsx';
import styles from './job.module.css';
import { LimiterLine } from './limiter-line.tsx';
import { LoadsSection } from './loads-section.tsx';
import { PaceSection } from './pace-section.tsx';
import { SpeedSection } from './speed-section.tsx';
import { VensSection } from './vens-section.tsx';

/** The job as it runs: its speed, what limits it, its pace, and its loads. */
export function RunPart({ job, view }: JobPartProps) {
  const { t } = useTranslation('run');
  const [ven, setVen] = useState<string | null>(null);
  const { detail, trouble } = view;
  const ended = hasEnded(job.state);
  if (job.state === 'planning') return null;
  return (
    <div className={styles['page']}>
      <TroubleAlert trouble={trouble} />
      {detail === null && trouble === null ? <LoadingNote text={t('loading')} /> : null}
      {detail?.trustsAnyCertificate === true ? (
        <Note tone="bad" icon="warning" title={t('unverified.title')}>
          <p>{t('unverified.text')}</p>
        </Note>
      ) : null}
      {ended && detail !== null ? <FinishSection job={job} detail={detail} /> : null}
      {ended || job.state === 'planned' ? null : (
        <SpeedSection jobId={job.id} pointsPerSecond={job.pointsPerSecond} isRunning={job.active}>
          {shownState(job) === 'running' || shownState(job) === 'waiting' ? <LimiterLine job={job} /> : null}
        </SpeedSection>
      )}
      {ended || detail === null ? null : (
        <PaceSection jobId={job.id} pace={detail.pace} timeZone={detail.timeZone} />
      )}
      {detail === null ? null : <VensSection vens={detail.vens} onOpen={setVen} />}
      <LoadsSection job={job} ven={ven} vens={detail?.vens ?? null} onVen={setVen} />
      {detail === null ? null : (
        <>
          <DecisionsSection jobId={job.id} decisions={detail.decisions} />
          <FactsSection detail={detail} />
        </>
      )}
    </div>
  );
}
