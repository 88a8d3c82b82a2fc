import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { Haul } from '../../../contract/handover-shapes.ts';
import type { ProfileView } from '../../../contract/profile-shapes.ts';
import { LoadingNote } from '../../components/loading-note.tsx';
import { Note } from '../../components/note.tsx';
import { TroubleAlert } from '../../components/trouble-alert.tsx';
import { WorkProgress } from '../../components/work-progress.tsx';
import { routes } from '../../routes.ts';
import { announce } from '../../stores/announcements.ts';
import { ask } from '../../stores/ask-engine.ts';
import type { Asked } from '../../stores/ask-engine.ts';
import { useWork } from '../../stores/works-store.ts';
import { useProfiles } from '../destination/use-profiles.ts';
import { JobSection } from '../job/job-section.tsx';
import styles from '../job/job.module.css';
import { isOtherAddress } from './is-other-address.ts';

interface DestinationChoiceProps {
  readonly path: string;
  readonly haul: Haul;
}

/** The destination is this computer's own: a file brings no credentials, and its address counts for nothing. */
export function DestinationChoice({ path, haul }: DestinationChoiceProps) {
  const { t } = useTranslation('record');
  const profiles = useProfiles();
  const [name, setName] = useState('');
  const [isConfirmed, setIsConfirmed] = useState(false);
  const taking = useTakeOver(path);
  const chosen = profiles.value?.find((profile) => profile.name === name) ?? null;
  const isOther = chosen !== null && isOtherAddress(chosen.baseUrl, haul.baseUrl);
  const missing =
    chosen === null
      ? t('takeOver.missingDestination')
      : isOther && !isConfirmed
        ? t('takeOver.missingConfirm')
        : null;
  return (
    <JobSection title={t('takeOver.whereTitle')} hint={t('takeOver.whereHint')}>
      <ProfileSelect
        profiles={profiles}
        name={name}
        onChoose={(chosenName) => {
          setName(chosenName);
          setIsConfirmed(false);
        }}
      />
      {chosen === null || !isOther ? null : (
        <OtherAddress
          its={chosen.baseUrl}
          wanted={haul.baseUrl}
          isConfirmed={isConfirmed}
          onConfirm={setIsConfirmed}
        />
      )}
      <WorkProgress work={taking.work} title={t('takeOver.taking')} />
      <TroubleAlert trouble={taking.work.trouble} />
      <div className={styles['row']}>
        <Button
          disabled={missing !== null || taking.isBusy}
          onClick={() => {
            if (chosen !== null)
              void taking.start({ baseUrl: chosen.baseUrl, profile: chosen.name }, isOther);
          }}
        >
          {t('takeOver.start')}
        </Button>
        {missing === null ? null : <span className={styles['quiet']}>{missing}</span>}
      </div>
    </JobSection>
  );
}

interface ProfileSelectProps {
  readonly profiles: Asked<ProfileView[]>;
  readonly name: string;
  readonly onChoose: (name: string) => void;
}

function ProfileSelect({ profiles: { value, trouble }, name, onChoose }: ProfileSelectProps) {
  const { t } = useTranslation('record');
  return (
    <>
      <TroubleAlert trouble={trouble} />
      {value === null && trouble === null ? <LoadingNote /> : null}
      {value?.length === 0 ? <p className={styles['text']}>{t('takeOver.noDestinations')}</p> : null}
      {value === null || value.length === 0 ? null : (
        <NativeSelect
          className={styles['wideField'] ?? ''}
          label={t('takeOver.destination')}
          value={name}
          data={[
            { value: '', label: t('takeOver.pick') },
            ...value.map((each) => ({ value: each.name, label: `${each.name} – ${each.baseUrl}` })),
          ]}
          onChange={({ currentTarget }) => onChoose(currentTarget.value)}
        />
      )}
      <p className={styles['text']}>
        <Link href={routes.destinations} className={styles['link']}>
          {t('takeOver.addDestination')}
        </Link>
      </p>
    </>
  );
}

interface OtherAddressProps {
  readonly its: string;
  readonly wanted: string;
  readonly isConfirmed: boolean;
  readonly onConfirm: (isConfirmed: boolean) => void;
}

function OtherAddress({ its, wanted, isConfirmed, onConfirm }: OtherAddressProps) {
  const { t } = useTranslation('record');
  return (
    <Note tone="caution" icon="warning" title={t('takeOver.otherVtn', { its, wanted })}>
      <Checkbox
        mt="xs"
        label={t('takeOver.otherVtnConfirm')}
        checked={isConfirmed}
        onChange={({ currentTarget }) => onConfirm(currentTarget.checked)}
      />
    </Note>
  );
}

function useTakeOver(path: string) {
  const { t } = useTranslation('record');
  const [, goTo] = useLocation();
  const work = useWork<{ jobId: string }>();
  return {
    work,
    isBusy: work.state === 'running' || work.state === 'stopping',
    start: async (
      destination: { readonly baseUrl: string; readonly profile: string },
      otherVtn: boolean,
    ): Promise<void> => {
      const taken = await work.start((workId) => ask('importJob', { path, destination, otherVtn, workId }));
      if (taken === null) return;
      announce(t('takeOver.done'));
      goTo(routes.job(taken.jobId));
    },
  };
}
