import { Button, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../../../contract/job-shapes.ts';
import type { ProfileView } from '../../../contract/profile-shapes.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Note } from '../../components/note.tsx';
import { TroubleAlert } from '../../components/trouble-alert.tsx';
import { usePressedButton } from '../../components/use-pressed-button.ts';
import { ask, troubleOf } from '../../stores/ask-engine.ts';

/**
 * Says loudly that the certificate of a destination is not verified, and offers the way back. Where a test failed at
 * the certificate it offers not to verify it: the name must be typed, and it ends with the session.
 */
export function TrustNote({ profile }: { profile: ProfileView }) {
  const { t } = useTranslation('destination');
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const { name, lastTest, trustsAnyCertificate } = profile;
  const set = async (trusts: boolean, confirmation: string): Promise<void> => {
    try {
      await ask('trustAnyCertificate', { name, trusts, confirmation });
      setTrouble(null);
    } catch (thrown) {
      setTrouble(troubleOf(thrown));
    }
  };
  const failedAtTls = lastTest?.steps.some((step) => step.name === 'tls' && step.state === 'failed') === true;
  if (!trustsAnyCertificate && !failedAtTls) return null;
  return (
    <div>
      <TroubleAlert trouble={trouble} />
      {trustsAnyCertificate ? (
        <div role="alert">
          <Note tone="bad" icon="warning" title={t('trust.title')}>
            <p>{t('trust.text')}</p>
            <Button size="xs" mt="xs" variant="default" onClick={() => void set(false, '')}>
              {t('trust.verify')}
            </Button>
          </Note>
        </div>
      ) : (
        <TrustButton name={name} onTrust={(typed) => void set(true, typed)} />
      )}
    </div>
  );
}

/** Asks, and has the name typed: who trusts anybody should have stopped to think. */
function TrustButton({ name, onTrust }: { name: string; onTrust: (typed: string) => void }) {
  const { t } = useTranslation('destination');
  const [isAsking, setIsAsking] = useState(false);
  const [typed, setTyped] = useState('');
  const { rowRef, remember, focusAgain } = usePressedButton(name);
  const close = (): void => {
    setIsAsking(false);
    setTyped('');
    focusAgain();
  };
  return (
    <div ref={rowRef}>
      <Button
        size="xs"
        variant="default"
        onClick={({ currentTarget }) => {
          remember(currentTarget);
          setIsAsking(true);
        }}
      >
        {t('trust.start')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('trust.askTitle', { name })}
        confirmWord={t('trust.confirm')}
        keepWord={t('trust.keep')}
        onConfirm={() => {
          onTrust(typed);
          close();
        }}
        onKeep={close}
      >
        <Text>{t('trust.ask')}</Text>
        <TextInput
          mt="sm"
          label={t('trust.name')}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </ConfirmDialog>
    </div>
  );
}
