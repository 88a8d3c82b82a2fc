import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { JobSummary } from '../../../contract/job-shapes.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { count } from '../../words/figures.ts';
import { jobTitle } from '../../words/job-title.ts';

export interface JobDialogProps {
  readonly job: JobSummary;
  readonly isOpen: boolean;
  readonly onConfirm: () => void;
  readonly onKeep: () => void;
}

export function CancelDialog({ job, isOpen, onConfirm, onKeep }: JobDialogProps) {
  const { t } = useTranslation('jobs');
  const { confirmed, planned } = job.points;
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t('cancelDialog.title', { job: jobTitle(job) })}
      confirmWord={t('cancelDialog.confirm')}
      keepWord={t('cancelDialog.keep')}
      onConfirm={onConfirm}
      onKeep={onKeep}
    >
      <Text>
        {t('cancelDialog.stays', { confirmed: count(confirmed), rest: count(planned - confirmed) })}
      </Text>
      <Text mt="sm">{t('cancelDialog.final')}</Text>
    </ConfirmDialog>
  );
}
