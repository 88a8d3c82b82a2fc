import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Draft } from '../../../contract/draft-shapes.ts';
import type { Registration } from '../../../contract/profile-shapes.ts';
import { Figures } from '../../components/figures.tsx';
import { Note } from '../../components/note.tsx';
import { Table } from '../../components/table.tsx';
import { TroubleAlert } from '../../components/trouble-alert.tsx';
import { WorkProgress } from '../../components/work-progress.tsx';
import { routes } from '../../routes.ts';
import { announce } from '../../stores/announcements.ts';
import { ask } from '../../stores/ask-engine.ts';
import { useWork } from '../../stores/works-store.ts';
import { count } from '../../words/figures.ts';
import { RegisterDialog } from './register-dialog.tsx';
import styles from './series.module.css';

interface RegisterSectionProps {
  readonly draft: Draft;
  readonly unregistered: number;
  /** Ids were written into the database: the files must be read again. */
  readonly onRegistered: () => void;
}

/** Registering what a resource database has not registered yet: first what would happen, then asked for, then done. */
export function RegisterSection({ draft, unregistered, onRegistered }: RegisterSectionProps) {
  const { t } = useTranslation('series');
  const titleId = useId();
  const work = useWork<Registration>();
  const [isAsking, setIsAsking] = useState(false);
  const register = (clientName: string): void => {
    setIsAsking(false);
    void work
      .start((workId) => ask('registerSeries', { draftId: draft.id, clientName, workId }))
      .then((result) => {
        if (result !== null) announce(`${t('register.done')}: ${count(result.registered)}`);
        onRegistered();
      });
  };
  if (unregistered === 0 && work.state === 'idle') return null;
  const isBusy = work.state === 'running' || work.state === 'stopping';
  return (
    <section className={styles['card']} aria-labelledby={titleId}>
      <h2 className={styles['title']} id={titleId}>
        {t('register.title')}
      </h2>
      <p className={styles['quiet']}>
        {unregistered === 0
          ? t('register.nothing')
          : t('register.hint', { count: unregistered, figure: count(unregistered) })}
      </p>
      <PlanButton draft={draft} isOff={unregistered === 0 || isBusy} onPress={() => setIsAsking(true)} />
      <WorkProgress work={work} title={t('register.working')} />
      {work.state === 'stopped' ? <Note tone="quiet" icon="pause" title={t('register.stopped')} /> : null}
      <TroubleAlert trouble={work.trouble} />
      {work.state === 'done' && work.value !== null ? <RegisterResult result={work.value} /> : null}
      {isAsking ? (
        <RegisterDialog draft={draft} onRegister={register} onClose={() => setIsAsking(false)} />
      ) : null}
    </section>
  );
}

interface PlanButtonProps {
  readonly draft: Draft;
  readonly isOff: boolean;
  readonly onPress: () => void;
}

function PlanButton({ draft, isOff, onPress }: PlanButtonProps) {
  const { t } = useTranslation('series');
  if (draft.destination.profile === null) {
    return (
      <p className={styles['quiet']}>
        {t('register.noProfile')}{' '}
        <Link href={routes.draft(draft.id, 'destination')}>{t('resources.toDestination')}</Link>
      </p>
    );
  }
  if (isOff) return null;
  return (
    <div className={styles['row']}>
      <Button variant="default" onClick={onPress}>
        {t('register.plan')}
      </Button>
    </div>
  );
}

function RegisterResult({ result }: { result: Registration }) {
  const { t } = useTranslation('series');
  const { registered, found, failed } = result;
  return (
    <>
      <Figures
        figures={[
          { name: t('register.registered'), value: count(registered) },
          { name: t('register.found'), value: count(found) },
          { name: t('register.failedCount'), value: count(failed.length) },
        ]}
      />
      {failed.length === 0 ? null : (
        <>
          <h3 className={styles['subtitle']}>{t('register.failedTitle')}</h3>
          <Table
            caption={t('register.failedTitle')}
            rows={failed}
            rowKey={({ series }) => series}
            columns={[
              { title: t('register.load'), cell: ({ series }) => series },
              { title: t('register.why'), cell: ({ text }) => text },
            ]}
          />
        </>
      )}
    </>
  );
}
