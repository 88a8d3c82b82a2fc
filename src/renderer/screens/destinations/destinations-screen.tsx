import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeading } from '../../components/page-heading.tsx';
import { Destinations } from '../destination/destinations.tsx';
import type { Editing } from '../destination/destination-list.tsx';
import { useProfiles } from '../destination/use-profiles.ts';

/** All destinations, for whoever looks after them. */
export default function DestinationsScreen() {
  const { t } = useTranslation('destination');
  const profiles = useProfiles();
  const [editing, setEditing] = useState<Editing>(null);
  return (
    <>
      <PageHeading hint={t('allHint')}>{t('allTitle')}</PageHeading>
      <Destinations profiles={profiles} editing={editing} onEdit={setEditing} canRemove />
    </>
  );
}
