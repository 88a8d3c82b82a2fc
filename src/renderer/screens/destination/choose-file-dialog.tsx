import { CloseButton, Modal, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LoadingNote } from '../../components/loading-note.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import type { ServedFiles } from '../../files/file-access.ts';
import { FolderEntries } from '../sources/folder-entries.tsx';
import { FolderTrail } from '../sources/folder-trail.tsx';
import { useFolder } from '../sources/use-folder.ts';
import styles from './destination.module.css';

interface ChooseFileDialogProps {
  readonly access: ServedFiles;
  readonly isOpen: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly onPath: (path: string) => void;
}

/** One file of the computer that runs Meterhaul, within the folder from which they may be named. */
export function ChooseFileDialog(props: ChooseFileDialogProps) {
  const { isOpen, title, onClose } = props;
  const { t } = useTranslation('sources');
  return (
    // Its scroll lock would add a style element, which the policy of the pages forbids.
    <Modal.Root opened={isOpen} onClose={onClose} size="52rem" centered lockScroll={false}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body p="lg">
          <div className={styles['row']}>
            <Modal.Title className={styles['title']}>{title}</Modal.Title>
            <CloseButton onClick={onClose} aria-label={t('folder.close')} />
          </div>
          <Folder {...props} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Folder({ access, onClose, onPath }: ChooseFileDialogProps) {
  const { t } = useTranslation('sources');
  const { listing, trouble, folder, text, goTo, search } = useFolder(access);
  const choose = (path: string): void => {
    onPath(path);
    onClose();
  };
  return (
    <div className={styles['test']}>
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
          chosen={[]}
          onGo={goTo}
          onToggle={choose}
          onAdd={() => {}}
        />
      )}
      {listing?.leftOut == null ? null : <p className={styles['quiet']}>{listing.leftOut}</p>}
    </div>
  );
}
