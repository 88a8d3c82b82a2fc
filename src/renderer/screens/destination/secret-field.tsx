import { Button, PasswordInput } from '@mantine/core';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SecretName } from '../../../contract/profile-shapes.ts';
import styles from './destination.module.css';
import { secretPlace } from './check-form.ts';
import { fieldId } from './form-part.ts';
import type { FormPart } from './form-part.ts';
import type { SecretEdit } from './form-values.ts';

interface SecretFieldProps {
  readonly form: FormPart;
  readonly name: SecretName;
  readonly label: string;
  readonly hint?: string;
}

/** A secret: typed in when there is none, else kept, replaced or forgotten. What is kept is never shown. */
export function SecretField({ form, name, label, hint }: SecretFieldProps) {
  const { values, before, set } = form;
  const place = secretPlace(name, before, values);
  const edit = values.secrets[name];
  const frame = useRef<HTMLDivElement>(null);
  const change = (to: SecretEdit): void => set({ secrets: { ...values.secrets, [name]: to } });
  const isThere = place.kind === 'there';

  // The button that was pressed is gone: the keyboard goes on with what stands in its place.
  useEffect(() => {
    if (document.activeElement === document.body)
      frame.current?.querySelector<HTMLElement>('input, button')?.focus();
  }, [edit.kind]);

  return (
    <div ref={frame}>
      {isThere && edit.kind !== 'enter' ? (
        <KeptSecret
          label={label}
          isForSession={place.isForSession}
          isForgotten={edit.kind === 'forget'}
          onChange={change}
        />
      ) : (
        <>
          <SecretInput
            form={form}
            name={name}
            label={label}
            {...(hint === undefined ? {} : { hint })}
            text={edit.kind === 'enter' ? edit.text : ''}
            // Where there is none, nothing typed is nothing changed.
            onText={(text) => change(text === '' && !isThere ? { kind: 'keep' } : { kind: 'enter', text })}
          />
          {isThere ? <KeepOld label={label} onKeep={() => change({ kind: 'keep' })} /> : null}
        </>
      )}
    </div>
  );
}

interface SecretInputProps extends SecretFieldProps {
  readonly text: string;
  readonly onText: (text: string) => void;
}

function SecretInput({ form, name, label, hint, text, onText }: SecretInputProps) {
  const { t } = useTranslation('destination');
  const place = secretPlace(name, form.before, form.values);
  const description = place.kind === 'lost' ? t('secret.lost', { origin: place.origin }) : hint;
  return (
    <PasswordInput
      id={fieldId(name)}
      label={label}
      {...(description === undefined ? {} : { description })}
      value={text}
      error={form.problemAt(name)}
      autoComplete="new-password"
      spellCheck={false}
      visibilityToggleButtonProps={{ tabIndex: 0, 'aria-label': t('secret.show', { field: label }) }}
      onChange={({ currentTarget }) => onText(currentTarget.value)}
    />
  );
}

interface KeptSecretProps {
  readonly label: string;
  readonly isForSession: boolean;
  readonly isForgotten: boolean;
  readonly onChange: (edit: SecretEdit) => void;
}

function KeptSecret({ label, isForSession, isForgotten, onChange }: KeptSecretProps) {
  const { t } = useTranslation('destination');
  const id = useId();
  const state = isForgotten ? 'forgotten' : isForSession ? 'session' : 'kept';
  return (
    <div role="group" aria-labelledby={id} className={styles['file']}>
      <span id={id} className={styles['label']}>
        {label}
      </span>
      <span className={styles['quiet']} role="status">
        {t(`secret.${state}`)}
      </span>
      <div className={styles['buttons']}>
        <Button
          size="xs"
          variant="default"
          aria-label={t('secret.replaceIt', { field: label })}
          onClick={() => onChange({ kind: 'enter', text: '' })}
        >
          {t('secret.replace')}
        </Button>
        {isForgotten ? (
          <KeepOld label={label} onKeep={() => onChange({ kind: 'keep' })} />
        ) : (
          <Button
            size="xs"
            variant="default"
            aria-label={t('secret.forgetIt', { field: label })}
            onClick={() => onChange({ kind: 'forget' })}
          >
            {t('secret.forget')}
          </Button>
        )}
      </div>
    </div>
  );
}

function KeepOld({ label, onKeep }: { label: string; onKeep: () => void }) {
  const { t } = useTranslation('destination');
  return (
    <Button
      size="xs"
      variant="default"
      mt={4}
      aria-label={t('secret.keepIt', { field: label })}
      onClick={onKeep}
    >
      {t('secret.keep')}
    </Button>
  );
}
