import { Text } from '@mantine/core';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { jobTitle } from '../../words/job-title.ts';
import type { JobDialogProps } from './cancel-dialog.tsx';

export function RemoveDialog({ job, isOpen, onConfirm, onKeep }: JobDialogProps) {
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={`Remove ${jobTitle(job)}?`}
      confirmWord="Remove the job"
      keepWord="Keep the job"
      onConfirm={onConfirm}
      onKeep={onKeep}
    >
      <Text>
        Meterhaul forgets the job: its figures, its lists of failed and skipped loads, and its decisions.
        Points at the VTN and the source files are not touched.
      </Text>
      <Text mt="sm">The record of what was sent cannot be brought back.</Text>
    </ConfirmDialog>
  );
}
