import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Draft } from '../../../contract/draft-shapes.ts';
import { isUuid } from '../../../domain/uuid.ts';
import { routes } from '../../routes.ts';
import { LookupDialog } from './lookup-dialog.tsx';
import styles from './series.module.css';

interface ResourceFieldProps {
  readonly draft: Draft;
  /** The name of the series that the resource is for. */
  readonly name: string;
  readonly label: string;
  /** What was typed in or looked up before; null for nothing. */
  readonly given: string | null;
  readonly onKeep: (resource: string | null) => void;
  /** The dialog to look a resource up is open, or no more. */
  readonly onLook?: (isLooking: boolean) => void;
}

/** A resource typed in or looked up at the VTN. */
export function ResourceField({ draft, name, label, given, onKeep, onLook }: ResourceFieldProps) {
  const { t } = useTranslation('series');
  const [typed, setTyped] = useState<string | null>(null);
  const [isLooking, setIsLooking] = useState(false);
  const look = (isOpen: boolean): void => {
    setIsLooking(isOpen);
    onLook?.(isOpen);
  };
  const text = typed ?? given ?? '';
  const isWrong = text !== '' && !isUuid(text);
  const isOff = isWrong || text === '' || text === given;
  const keep = (resource: string | null): void => {
    setTyped(null);
    onKeep(resource);
  };
  const take = (resource: string): void => {
    look(false);
    keep(resource);
  };
  return (
    <div className={styles['card']} data-plain="true">
      <TextInput
        label={label}
        description={t('resources.uuid')}
        value={text}
        error={isWrong ? t('resources.noUuid') : null}
        spellCheck={false}
        autoComplete="off"
        onChange={({ currentTarget }) => setTyped(currentTarget.value.trim())}
      />
      <div className={styles['row']}>
        <Button variant="default" disabled={isOff} onClick={() => keep(text.toLowerCase())}>
          {t('details.keep')}
        </Button>
        {given === null ? null : <ForgetButton onPress={() => keep(null)} />}
        <Button variant="default" disabled={draft.destination.profile === null} onClick={() => look(true)}>
          {t('resources.lookUp')}
        </Button>
      </div>
      <Lookup draft={draft} name={name} isOpen={isLooking} onClose={() => look(false)} onTake={take} />
    </div>
  );
}

function ForgetButton({ onPress }: { onPress: () => void }) {
  const { t } = useTranslation('series');
  return (
    <Button variant="default" onClick={onPress}>
      {t('details.forget')}
    </Button>
  );
}

interface LookupProps {
  readonly draft: Draft;
  readonly name: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onTake: (resource: string) => void;
}

/** The dialog, or why there can be none yet. */
function Lookup({ draft, ...dialog }: LookupProps) {
  const { t } = useTranslation('series');
  const { profile } = draft.destination;
  if (profile !== null) return <LookupDialog profile={profile} {...dialog} />;
  return (
    <p className={styles['quiet']}>
      {t('resources.noProfile')}{' '}
      <Link href={routes.draft(draft.id, 'destination')}>{t('resources.toDestination')}</Link>
    </p>
  );
}
