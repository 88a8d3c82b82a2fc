import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { jobTitle } from '../../words/job-title.ts';
import type { JobDialogProps } from './cancel-dialog.tsx';

export function RemoveDialog({ job, isOpen, onConfirm, onKeep }: JobDialogProps) {
  const { t } = useTranslation('jobs');
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t('removeDialog.title', { job: jobTitle(job) })}
      confirmWord={t('removeDialog.confirm')}
      keepWord={t('removeDialog.keep')}
      onConfirm={onConfirm}
      onKeep={onKeep}
    >
      <Text>{t('removeDialog.what')}</Text>
      <Text mt="sm">{t('removeDialog.final')}</Text>
    </ConfirmDialog>
  );
}
