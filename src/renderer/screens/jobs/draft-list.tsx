import { Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Draft } from '../../../contract/draft-shapes.ts';
import type { Trouble } from '../../../contract/job-shapes.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Mark } from '../../components/mark.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { routes } from '../../routes.ts';
import { ask, troubleOf } from '../../stores/ask-engine.ts';
import { useConnection } from '../../stores/connection-store.ts';
import { useDrafts } from '../../stores/drafts-store.ts';
import { instant } from '../../words/figures.ts';
import { jobTitle } from '../../words/job-title.ts';
import styles from './draft-list.module.css';

/** Migrations that are no job yet, each with the way back to where the person was. */
export function DraftList({ onRemoved }: { onRemoved: () => void }) {
  const { t } = useTranslation('jobs');
  const byId = useDrafts((store) => store.byId);
  const drafts = Object.values(byId).toSorted((a, b) => b.changedAt.localeCompare(a.changedAt));
  if (drafts.length === 0) return null;
  return (
    <section className={styles['section']} aria-labelledby="drafts">
      <h2 id="drafts" className={styles['title']}>
        {t('drafts.title')}
      </h2>
      <ul className={styles['list']}>
        {drafts.map((draft) => (
          <li key={draft.id} className={styles['draft']}>
            <DraftLine draft={draft} onRemoved={onRemoved} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function DraftLine({ draft, onRemoved }: { draft: Draft; onRemoved: () => void }) {
  const { t } = useTranslation(['jobs', 'common']);
  const [, goTo] = useLocation();
  const name = draft.files.length === 0 ? t('jobs:drafts.noFiles') : jobTitle(draft);
  const place = { step: t(`common:steps.${draft.step}`), changed: instant(draft.changedAt) };
  return (
    <>
      <div className={styles['names']}>
        <span className={styles['name']} title={draft.files.join('\n')}>
          {name}
        </span>
        <span className={styles['place']}>{t('jobs:drafts.at', place)}</span>
        {draft.rehearsal ? <Mark tone="caution">{t('jobs:rehearsal')}</Mark> : null}
      </div>
      <div className={styles['buttons']}>
        <ActionButton
          word={t('jobs:drafts.goOn')}
          object={name}
          isMain
          isOff={false}
          onPress={() => goTo(routes.draft(draft.id, draft.step))}
        />
        <RemoveDraft draftId={draft.id} name={name} onRemoved={onRemoved} />
      </div>
    </>
  );
}

/** The button that forgets a draft, after asking. */
function RemoveDraft({ draftId, name, onRemoved }: { draftId: string; name: string; onRemoved: () => void }) {
  const { t } = useTranslation('jobs');
  const [isAsking, setIsAsking] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const isConnected = useConnection(({ state }) => state.phase === 'open');
  const close = (): void => {
    setIsAsking(false);
    button.current?.focus();
  };
  const remove = async (): Promise<void> => {
    close();
    try {
      await ask('removeDraft', { draftId });
      onRemoved();
    } catch (thrown) {
      setTrouble(troubleOf(thrown));
    }
  };
  return (
    <>
      <ActionButton
        word={t('drafts.remove')}
        object={name}
        isMain={false}
        isOff={!isConnected}
        onPress={(pressed) => {
          button.current = pressed;
          setIsAsking(true);
        }}
      />
      {trouble === null ? null : <TroubleNote trouble={trouble} tone="bad" />}
      <ConfirmDialog
        isOpen={isAsking}
        title={t('drafts.removeTitle')}
        confirmWord={t('drafts.removeIt')}
        keepWord={t('drafts.keepIt')}
        onConfirm={() => void remove()}
        onKeep={close}
      >
        <Text>{t('drafts.removeText', { name })}</Text>
      </ConfirmDialog>
    </>
  );
}
