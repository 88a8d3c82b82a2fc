import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Draft, DraftCheck } from '../../../contract/draft-shapes.ts';
import type { EngineOutput } from '../../../contract/engine-api.ts';
import { Note } from '../../components/note.tsx';
import { PageHeading } from '../../components/page-heading.tsx';
import { TroubleAlert } from '../../components/trouble-alert.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { WorkProgress } from '../../components/work-progress.tsx';
import { routes } from '../../routes.ts';
import { actOnJob } from '../../stores/act-on-job.ts';
import { ask } from '../../stores/ask-engine.ts';
import { useConnection } from '../../stores/connection-store.ts';
import { showBecomingJob } from '../../stores/drafts-store.ts';
import { useWork } from '../../stores/works-store.ts';
import type { Work } from '../../stores/works-store.ts';
import type { StepProps } from '../draft/draft-screen.tsx';
import { StepFooter } from '../draft/step-footer.tsx';
import { BlockerList } from './blocker-list.tsx';
import { CanaryTable } from './canary-table.tsx';
import styles from './check-step.module.css';
import { LeftOutTables } from './left-out-tables.tsx';
import { PlanFigures } from './plan-figures.tsx';

/** The dry run, and the button that makes a job of the draft. */
export function CheckStep({ draft }: StepProps) {
  const { t } = useTranslation('check');
  const check = useWork<DraftCheck>();
  const isConnected = useConnection(({ state }) => state.phase === 'open');
  const { start } = check;
  const draftId = draft.id;
  useEffect(() => {
    if (isConnected) void start((workId) => ask('checkDraft', { draftId, workId }));
  }, [start, draftId, isConnected]);

  const found = check.state === 'done' ? check.value : null;
  return (
    <>
      <PageHeading hint={t('hint')}>{t('title')}</PageHeading>
      <div className={styles['parts']}>
        <WorkProgress work={check} title={t('checking')} />
        {check.state === 'stopped' ? <Note tone="quiet" icon="stop" title={t('stopped')} /> : null}
        <TroubleAlert trouble={check.trouble} />
        {check.state === 'stopped' || check.state === 'failed' ? (
          <div>
            <Button
              variant="default"
              onClick={() => void start((workId) => ask('checkDraft', { draftId, workId }))}
            >
              {t('again')}
            </Button>
          </div>
        ) : null}
        {found === null ? null : <CheckFindings draft={draft} found={found} />}
      </div>
      <StartFooter draft={draft} check={check} />
    </>
  );
}

function CheckFindings({ draft, found }: { draft: Draft; found: DraftCheck }) {
  const { plan, blockers, connection, canary } = found;
  return (
    <>
      <BlockerList draft={draft} blockers={blockers} />
      {connection === null || connection.ok ? null : (
        <div role="alert">
          <TroubleNote trouble={{ code: connection.code ?? '', text: connection.text }} tone="bad" />
        </div>
      )}
      {plan === null ? null : (
        <>
          <PlanFigures draft={draft} plan={plan} />
          <LeftOutTables draft={draft} plan={plan} />
          <CanaryTable points={canary} canaryPoints={draft.pace.canaryPoints} />
        </>
      )}
    </>
  );
}

/** Makes the job, and starts it when asked to; why it does not start is told on its page. */
function StartFooter({ draft, check }: { draft: Draft; check: Work<DraftCheck> }) {
  const { t } = useTranslation('check');
  const [, goTo] = useLocation();
  const making = useWork<EngineOutput<'planDraft'>>();
  const missing = missingFor(check).map((reason) => t(`missing.${reason}`));
  useEffect(() => () => showBecomingJob(null), []);
  const make = async (isStarted: boolean): Promise<void> => {
    showBecomingJob(draft);
    const planned = await making.start((workId) => ask('planDraft', { draftId: draft.id, workId }));
    if (planned === null) return showBecomingJob(null);
    if (isStarted) void actOnJob('start', planned.jobId);
    goTo(routes.job(planned.jobId));
  };
  const isBusy = making.state === 'running' || making.state === 'stopping';
  return (
    <>
      {making.trouble === null ? null : (
        <div role="alert" className={styles['trouble']}>
          <TroubleNote trouble={making.trouble} tone="bad" />
        </div>
      )}
      <WorkProgress work={making} title={t('starting')} />
      <StepFooter
        draft={draft}
        step="check"
        missing={missing}
        next={{ word: t('start'), isBusy, onPress: () => void make(true) }}
      />
      {missing.length > 0 || isBusy ? null : (
        <div className={styles['other']}>
          <Button variant="subtle" onClick={() => void make(false)}>
            {t('planOnly')}
          </Button>
        </div>
      )}
    </>
  );
}

type Missing = 'running' | 'failed' | 'blockers' | 'nothing';

function missingFor({ state, value }: Work<DraftCheck>): readonly Missing[] {
  if (state === 'failed' || state === 'stopped') return ['failed'];
  if (state !== 'done' || value === null) return ['running'];
  if (value.blockers.length > 0 || value.plan === null) return ['blockers'];
  return value.plan.points.planned === 0 ? ['nothing'] : [];
}
