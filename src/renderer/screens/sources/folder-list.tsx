import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadingNote } from '../../components/loading-note.tsx';
import { TroubleAlert } from '../../components/trouble-alert.tsx';
import type { ServedFiles } from '../../files/file-access.ts';
import { FolderEntries } from './folder-entries.tsx';
import { FolderTrail } from './folder-trail.tsx';
import styles from './folder-dialog.module.css';
import { useFolder } from './use-folder.ts';

interface FolderListProps {
  readonly access: ServedFiles;
  readonly chosen: readonly string[];
  readonly onToggle: (path: string) => void;
  /** Enter with files chosen. */
  readonly onAdd: () => void;
  readonly children?: ReactNode;
}

/** What is in a folder of the computer that runs Meterhaul, with the way up and down and a search. */
export function FolderList({ access, chosen, onToggle, onAdd, children }: FolderListProps) {
  const { t } = useTranslation('sources');
  const { listing, trouble, folder, text, goTo, search } = useFolder(access);
  return (
    <div className={styles['browser']}>
      <FolderTrail root={listing?.root ?? ''} folder={folder} onGo={goTo} />
      <TextInput
        label={t('folder.search')}
        value={text}
        onChange={(event) => search(event.currentTarget.value)}
        data-autofocus
      />
      <TroubleAlert trouble={trouble} />
      {listing === null && trouble === null ? <LoadingNote /> : null}
      {listing === null ? null : (
        <FolderEntries
          key={listing.folder}
          listing={listing}
          chosen={chosen}
          onGo={goTo}
          onToggle={onToggle}
          onAdd={onAdd}
        />
      )}
      {listing?.leftOut == null ? null : <p className={styles['quiet']}>{listing.leftOut}</p>}
      {children}
    </div>
  );
}
