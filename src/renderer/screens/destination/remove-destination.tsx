import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ProfileView } from '../../../contract/profile-shapes.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { useDrafts } from '../../stores/drafts-store.ts';

interface RemoveDestinationProps {
  readonly profile: ProfileView;
  readonly onConfirm: () => void;
  readonly onKeep: () => void;
}

/** Says what goes with a destination before it is removed. */
export function RemoveDestination({ profile: { name }, onConfirm, onKeep }: RemoveDestinationProps) {
  const { t } = useTranslation('destination');
  const drafts = useDrafts(
    ({ byId }) => Object.values(byId).filter(({ destination }) => destination.profile === name).length,
  );
  return (
    <ConfirmDialog
      isOpen
      title={t('removing.title', { name })}
      confirmWord={t('removing.confirm')}
      keepWord={t('removing.keep')}
      onConfirm={onConfirm}
      onKeep={onKeep}
    >
      <Text>{t('removing.text')}</Text>
      <Text mt="sm">{t('removing.jobs')}</Text>
      {drafts === 0 ? null : <Text mt="sm">{t('removing.drafts', { count: drafts })}</Text>}
    </ConfirmDialog>
  );
}
