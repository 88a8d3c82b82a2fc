import { Button, Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './confirm-dialog.module.css';

interface ConfirmDialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  /** What will happen, and what will not. */
  readonly children: ReactNode;
  readonly confirmWord: string;
  readonly keepWord: string;
  readonly onConfirm: () => void;
  readonly onKeep: () => void;
}

/**
 * Asks before something that cannot be taken back; Escape and the first button leave everything as it is. Where
 * the focus goes afterwards is for its opener to say.
 */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, title, children, confirmWord, keepWord, onConfirm, onKeep } = props;
  return (
    // Its scroll lock would add a style element, which the policy of the pages forbids.
    <Modal.Root opened={isOpen} onClose={onKeep} centered lockScroll={false} returnFocus={false}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body p="lg">
          <Modal.Title className={styles['title']}>{title}</Modal.Title>
          {children}
          <Group justify="flex-end" mt="lg">
            <Button variant="default" onClick={onKeep} data-autofocus>
              {keepWord}
            </Button>
            <Button color="red" onClick={onConfirm}>
              {confirmWord}
            </Button>
          </Group>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
