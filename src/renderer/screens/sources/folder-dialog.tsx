import { Button, CloseButton, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServedFiles } from '../../files/file-access.ts';
import { FolderList } from './folder-list.tsx';
import styles from './folder-dialog.module.css';

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
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const toggle = (path: string): void =>
    setChosen((list) => (list.includes(path) ? list.filter((each) => each !== path) : [...list, path]));
  const add = (): void => {
    if (chosen.length === 0) return;
    onPaths(chosen);
    onClose();
  };
  return (
    <FolderList access={access} chosen={chosen} onToggle={toggle} onAdd={add}>
      <DialogFoot count={chosen.length} onClose={onClose} onAdd={add} />
    </FolderList>
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
