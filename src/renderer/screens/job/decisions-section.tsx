import { memo, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobDetail } from '../../../contract/job-shapes.ts';
import { Table } from '../../components/table.tsx';
import { useConnection } from '../../stores/connection-store.ts';
import { currentEngine } from '../../stores/current-engine.ts';
import { count, instantSeconds } from '../../words/figures.ts';
import { JobSection } from './job-section.tsx';
import styles from './job.module.css';
import { decisionsShown, mergeDecisions } from './merge-decisions.ts';
import type { Decision } from './merge-decisions.ts';

interface DecisionsSectionProps {
  readonly jobId: string;
  readonly decisions: JobDetail['decisions'];
}

/** What Meterhaul did by itself on the way, as it happens. */
export const DecisionsSection = memo(function DecisionsSection({ jobId, decisions }: DecisionsSectionProps) {
  const { t } = useTranslation('run');
  const live = useLiveDecisions(jobId);
  const all = mergeDecisions(decisions, live);
  return (
    <JobSection title={t('decisions.title')} hint={t('decisions.hint')}>
      {all.length === 0 ? (
        <p className={styles['quiet']}>{t('decisions.none')}</p>
      ) : (
        <Table
          caption={t('decisions.label')}
          rows={all}
          rowKey={({ at, text }, place) => `${at} ${text} ${place}`}
          columns={[
            {
              title: t('decisions.when'),
              cell: ({ at }) => (
                <time className={styles['when']} dateTime={at}>
                  {instantSeconds(at)}
                </time>
              ),
            },
            { title: t('decisions.what'), cell: ({ text }) => <span lang="en">{text}</span> },
          ]}
        />
      )}
      {all.length < decisionsShown ? null : (
        <p className={styles['quiet']}>{t('decisions.older', { number: count(decisionsShown) })}</p>
      )}
    </JobSection>
  );
});

/** Those that were told since the page was opened. */
function useLiveDecisions(jobId: string): readonly Decision[] {
  const [live, setLive] = useState<readonly Decision[]>([]);
  const isConnected = useConnection(({ state }) => state.phase === 'open');
  useEffect(() => {
    const engine = currentEngine();
    if (!isConnected || engine === null) return undefined;
    return engine.subscribe((event) => {
      if (event.type !== 'job-decision' || event.jobId !== jobId) return;
      const { at, text } = event;
      setLive((known) => [...known.slice(-decisionsShown), { at, text }]);
    });
  }, [jobId, isConnected]);
  return live;
}
