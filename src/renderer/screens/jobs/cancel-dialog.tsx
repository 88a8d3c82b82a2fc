import { Text } from '@mantine/core';
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
  const { confirmed, planned } = job.points;
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={`Cancel ${jobTitle(job)}?`}
      confirmWord="Cancel the job"
      keepWord="Keep the job"
      onConfirm={onConfirm}
      onKeep={onKeep}
    >
      <Text>
        Sending ends. The {count(confirmed)} points that are confirmed stay at the VTN; the other{' '}
        {count(planned - confirmed)} are not sent by this job any more.
      </Text>
      <Text mt="sm">
        A cancelled job cannot be resumed. To send the rest later, upload the files as a new job.
      </Text>
    </ConfirmDialog>
  );
}
