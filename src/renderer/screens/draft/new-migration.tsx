import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Trouble } from '../../../contract/job-shapes.ts';
import { LoadingNote } from '../../components/loading-note.tsx';
import { PageHeading } from '../../components/page-heading.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { routes } from '../../routes.ts';
import { ask, troubleOf } from '../../stores/ask-engine.ts';
import { useConnection } from '../../stores/connection-store.ts';

/** Makes a draft and goes to its first step. */
export default function NewMigration() {
  const { t } = useTranslation();
  const [, goTo] = useLocation();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const isConnected = useConnection(({ state }) => state.phase === 'open');
  const isAsked = useRef(false);

  useEffect(() => {
    // Once, though React calls effects twice while developing.
    if (!isConnected || isAsked.current || trouble !== null) return;
    isAsked.current = true;
    ask('createDraft', { files: [] }).then(
      ({ id }) => goTo(routes.draft(id, 'sources'), { replace: true }),
      (thrown: unknown) => {
        isAsked.current = false;
        setTrouble(troubleOf(thrown));
      },
    );
  }, [isConnected, goTo, trouble]);

  if (trouble === null) return <LoadingNote />;
  return (
    <>
      <PageHeading>{t('nav.newMigration')}</PageHeading>
      <div role="alert">
        <TroubleNote trouble={trouble} tone="bad" />
        <Button mt="md" variant="default" disabled={!isConnected} onClick={() => setTrouble(null)}>
          {t('tryAgain')}
        </Button>
      </div>
    </>
  );
}
