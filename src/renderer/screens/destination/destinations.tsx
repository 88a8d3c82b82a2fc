import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProfileView } from '../../../contract/profile-shapes.ts';
import { Note } from '../../components/note.tsx';
import { DestinationForm } from './destination-form.tsx';
import { DestinationList } from './destination-list.tsx';
import type { Editing, ListProps } from './destination-list.tsx';
import styles from './destination.module.css';

interface DestinationsProps extends ListProps {
  readonly editing: Editing;
  readonly onSaved?: (saved: ProfileView, before: ProfileView | null) => void;
}

/** The destinations with all that can be done with them; the form takes the place of the list. */
export function Destinations(props: DestinationsProps) {
  const { profiles, editing, onEdit, onSaved } = props;
  const { t } = useTranslation('destination');
  const [saved, setSaved] = useState<ProfileView | null>(null);
  const [edited, setEdited] = useState<string | null>(null);
  if (editing === null) {
    return (
      <>
        {saved === null ? null : <SavedNote saved={saved} />}
        <DestinationList
          {...props}
          focusOn={edited}
          onEdit={(next) => {
            setSaved(null);
            onEdit(next);
          }}
        />
      </>
    );
  }
  const { profile } = editing;
  const close = (name: string): void => {
    setEdited(name);
    onEdit(null);
  };
  return (
    <DestinationForm
      key={profile?.name ?? t('form.newTitle')}
      profile={profile}
      otherNames={(profiles.value ?? []).map(({ name }) => name).filter((name) => name !== profile?.name)}
      onClose={() => close(profile?.name ?? '')}
      onSaved={(view) => {
        setSaved(view);
        onSaved?.(view, profile);
        close(view.name);
      }}
    />
  );
}

/** What the engine had to say of what was saved, as a secret that was forgotten. */
function SavedNote({ saved: { name, trouble } }: { saved: ProfileView }) {
  const { t } = useTranslation('destination');
  return (
    <div className={styles['saved']}>
      <Note
        tone={trouble === null ? 'good' : 'caution'}
        icon={trouble === null ? 'check' : 'warning'}
        title={t('form.saved', { name })}
      >
        {trouble === null ? null : <p lang="en">{trouble}</p>}
      </Note>
    </div>
  );
}
