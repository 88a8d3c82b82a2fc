import { CloseButton, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ServedFiles } from '../../files/file-access.ts';
import { FolderList } from './folder-list.tsx';
import styles from './folder-dialog.module.css';

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
        <div className={styles['dialogHead']}>
          <Modal.Title className={styles['title']}>{title}</Modal.Title>
          <CloseButton onClick={onClose} aria-label={t('folder.close')} />
        </div>
        <Modal.Body>
          <Folder {...props} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Folder({ access, onClose, onPath }: ChooseFileDialogProps) {
  const choose = (path: string): void => {
    onPath(path);
    onClose();
  };
  return <FolderList access={access} chosen={[]} onToggle={choose} onAdd={() => {}} />;
}
