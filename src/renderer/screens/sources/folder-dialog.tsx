import { Button, CloseButton, Group, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadingNote } from '../../components/loading-note.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import type { ServedFiles } from '../../files/file-access.ts';
import { FolderEntries } from './folder-entries.tsx';
import { FolderTrail } from './folder-trail.tsx';
import styles from './folder-dialog.module.css';
import { useFolder } from './use-folder.ts';

interface FolderDialogProps {
  readonly access: ServedFiles;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onPaths: (paths: readonly string[]) => void;
}

/** Files of the computer that runs Meterhaul, within the one folder from which they may be named. */
export function FolderDialog(props: FolderDialogProps) {
  const { isOpen, onClose } = props;
  const { t } = useTranslation('sources');
  return (
    // Its scroll lock would add a style element, which the policy of the pages forbids.
    <Modal.Root opened={isOpen} onClose={onClose} size="52rem" centered lockScroll={false}>
      <Modal.Overlay />
      <Modal.Content>
        <div className={styles['dialogHead']}>
          <Modal.Title className={styles['title']}>{t('folder.title')}</Modal.Title>
          <CloseButton onClick={onClose} aria-label={t('folder.close')} />
        </div>
        <Modal.Body>
          <FolderBrowser {...props} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function FolderBrowser({ access, onClose, onPaths }: FolderDialogProps) {
  const { t } = useTranslation('sources');
  const { listing, trouble, folder, text, goTo, search } = useFolder(access);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const toggle = (path: string): void =>
    setChosen((list) => (list.includes(path) ? list.filter((each) => each !== path) : [...list, path]));
  const add = (): void => {
    if (chosen.length === 0) return;
    onPaths(chosen);
    onClose();
  };
  return (
    <div className={styles['browser']}>
      <FolderTrail root={listing?.root ?? ''} folder={folder} onGo={goTo} />
      <TextInput
        label={t('folder.search')}
        value={text}
        onChange={(event) => search(event.currentTarget.value)}
        data-autofocus
      />
      {trouble === null ? null : (
        <div role="alert">
          <TroubleNote trouble={trouble} tone="bad" />
        </div>
      )}
      {listing === null && trouble === null ? <LoadingNote /> : null}
      {listing === null ? null : (
        <FolderEntries
          key={listing.folder}
          listing={listing}
          chosen={chosen}
          onGo={goTo}
          onToggle={toggle}
          onAdd={add}
        />
      )}
      {listing?.leftOut == null ? null : <p className={styles['quiet']}>{listing.leftOut}</p>}
      <DialogFoot count={chosen.length} onClose={onClose} onAdd={add} />
    </div>
  );
}

interface DialogFootProps {
  readonly count: number;
  readonly onClose: () => void;
  readonly onAdd: () => void;
}

function DialogFoot({ count, onClose, onAdd }: DialogFootProps) {
  const { t } = useTranslation('sources');
  return (
    <Group justify="space-between">
      <span className={styles['quiet']} role="status">
        {t('folder.chosen', { count })}
      </span>
      <Group>
        <Button variant="default" onClick={onClose}>
          {t('folder.cancel')}
        </Button>
        <Button onClick={onAdd} aria-disabled={count === 0} data-disabled={count === 0 || undefined}>
          {t('folder.add', { count })}
        </Button>
      </Group>
    </Group>
  );
}
