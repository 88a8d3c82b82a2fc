import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../../../contract/job-shapes.ts';
import type { ProfileView } from '../../../contract/profile-shapes.ts';
import { LoadingNote } from '../../components/loading-note.tsx';
import { Note } from '../../components/note.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { announce } from '../../stores/announcements.ts';
import { ask, troubleOf } from '../../stores/ask-engine.ts';
import type { Asked } from '../../stores/ask-engine.ts';
import { DestinationCard } from './destination-card.tsx';
import styles from './destination.module.css';
import { RemoveDestination } from './remove-destination.tsx';
import { useListFocus } from './use-list-focus.ts';

/** Which destination is in the form: a new one, or one that there is. */
export type Editing = { readonly profile: ProfileView | null } | null;

export interface ListProps {
  readonly profiles: Asked<ProfileView[]>;
  readonly onEdit: (editing: Editing) => void;
  /** Where one of them is chosen. */
  readonly choice?: { readonly name: string | null; readonly onChoose: (name: string) => void };
  readonly canRemove: boolean;
}

interface DestinationListProps extends ListProps {
  /** The destination whose form was just closed; empty for a new one that was given up. */
  readonly focusOn: string | null;
}

export function DestinationList({ profiles, choice, canRemove, onEdit, focusOn }: DestinationListProps) {
  const { t } = useTranslation('destination');
  const { frame, noteOpener, focusAgain } = useListFocus(
    focusOn,
    (profiles.value ?? []).map(({ name }) => name).join('\n'),
  );
  const removal = useRemoval(noteOpener, focusAgain);
  const { value: list, trouble, reload } = profiles;
  const isEmpty = list?.length === 0;
  return (
    <div className={styles['parts']} ref={frame}>
      {trouble === null ? null : <ListTrouble trouble={trouble} onAgain={reload} />}
      {list === null && trouble === null ? <LoadingNote text={t('loading')} /> : null}
      {removal.view}
      {isEmpty ? (
        <Note tone="quiet" icon="arrow-out" title={t('empty.title')}>
          <p>{t('empty.text')}</p>
        </Note>
      ) : null}
      {list === null || isEmpty ? null : (
        <div
          className={styles['parts']}
          {...(choice === undefined ? {} : { role: 'radiogroup', 'aria-label': t('list') })}
        >
          {list.map((profile) => (
            <DestinationCard
              key={profile.name}
              profile={profile}
              choice={choiceOf(choice, profile.name)}
              onEdit={() => onEdit({ profile })}
              onRemove={canRemove ? removal.ask : undefined}
            />
          ))}
        </div>
      )}
      {list === null ? null : (
        <div>
          <Button variant={isEmpty ? 'filled' : 'default'} onClick={() => onEdit({ profile: null })}>
            {t('add')}
          </Button>
        </div>
      )}
    </div>
  );
}

function choiceOf(choice: ListProps['choice'], name: string) {
  if (choice === undefined) return undefined;
  return { isChosen: choice.name === name, onChoose: () => choice.onChoose(name) };
}

function ListTrouble({ trouble, onAgain }: { trouble: Trouble; onAgain: () => void }) {
  const { t } = useTranslation();
  return (
    <div role="alert">
      <TroubleNote trouble={trouble} tone="bad" />
      <Button mt="sm" variant="default" onClick={onAgain}>
        {t('tryAgain')}
      </Button>
    </div>
  );
}

/** Asks before a destination is removed, and tells when it was not. */
function useRemoval(noteOpener: (button: HTMLButtonElement) => void, focusAgain: () => void) {
  const { t } = useTranslation('destination');
  const [removing, setRemoving] = useState<ProfileView | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const remove = async ({ name }: ProfileView): Promise<void> => {
    setRemoving(null);
    setTrouble(null);
    try {
      await ask('forgetProfile', { name });
      announce(t('removing.removed', { name }));
    } catch (thrown) {
      setTrouble(troubleOf(thrown));
    }
    focusAgain();
  };
  const keep = (): void => {
    setRemoving(null);
    focusAgain();
  };
  return {
    ask: (profile: ProfileView, button: HTMLButtonElement): void => {
      noteOpener(button);
      setRemoving(profile);
    },
    view: (
      <>
        {trouble === null ? null : (
          <div role="alert">
            <TroubleNote trouble={trouble} tone="bad" title={t('removing.notRemoved')} />
          </div>
        )}
        {removing === null ? null : (
          <RemoveDestination profile={removing} onKeep={keep} onConfirm={() => void remove(removing)} />
        )}
      </>
    ),
  };
}
