import { Button, TextInput } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import type { SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../../../contract/job-shapes.ts';
import type { ProfileView } from '../../../contract/profile-shapes.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { announce } from '../../stores/announcements.ts';
import { ask, troubleOf, useAnswer } from '../../stores/ask-engine.ts';
import { AddressField } from './address-field.tsx';
import styles from './destination.module.css';
import { fieldId } from './form-part.ts';
import type { FormPart } from './form-part.ts';
import { profileOf, secretsOf } from './form-values.ts';
import { FormTest } from './form-test.tsx';
import { LimitFields } from './limit-fields.tsx';
import { OfferFields } from './offer-fields.tsx';
import { LineFields } from './line-fields.tsx';
import { RememberField, SignInFields } from './sign-in-fields.tsx';
import { useDestinationForm } from './use-destination-form.ts';
import type { DestinationFormState } from './use-destination-form.ts';
import { useLeaveGuard } from './use-leave-guard.ts';

interface DestinationFormProps {
  /** Null for a new one. */
  readonly profile: ProfileView | null;
  readonly otherNames: readonly string[];
  readonly onSaved: (saved: ProfileView) => void;
  readonly onClose: () => void;
}

/** A destination to be filled in, tested and saved. Enter saves; leaving it asks when something was changed. */
export function DestinationForm({ profile, otherNames, onSaved, onClose }: DestinationFormProps) {
  const { t } = useTranslation('destination');
  const form = useDestinationForm(profile, otherNames);
  const guard = useLeaveGuard(form.isDirty);
  const saving = useSaving(form, onSaved);
  const { value: engine } = useAnswer('describeEngine', {});
  const titleId = useId();
  const heading = useOpeningFocus(profile === null);
  const title = profile === null ? t('form.newTitle') : t('form.editTitle', { name: profile.name });
  return (
    <section className={styles['card']} aria-labelledby={titleId}>
      <h2 id={titleId} ref={heading} tabIndex={-1} className={styles['title']}>
        {title}
      </h2>
      <form className={styles['form']} noValidate onSubmit={saving.submit} onBlur={form.noteVisit}>
        <MainFields form={form} />
        <RememberField form={form} protection={engine?.secretProtection ?? null} />
        <div>
          <LineFields form={form} />
          <LimitFields form={form} />
          <OfferFields form={form} />
        </div>
        <FormTest form={form} otherNames={otherNames} />
        {saving.trouble === null ? null : (
          <div role="alert">
            <TroubleNote trouble={saving.trouble} tone="bad" title={t('form.notSaved')} />
          </div>
        )}
        <FormFoot isBusy={saving.isBusy} marked={form.marked} onCancel={() => guard.leaveFor(onClose)} />
      </form>
      <ConfirmDialog
        isOpen={guard.isAsking}
        title={t('leave.title')}
        confirmWord={t('leave.leave')}
        keepWord={t('leave.stay')}
        onConfirm={guard.leave}
        onKeep={guard.stay}
      >
        <p>{t('leave.text')}</p>
      </ConfirmDialog>
    </section>
  );
}

function MainFields({ form }: { form: FormPart }) {
  const { t } = useTranslation('destination');
  return (
    <div className={styles['fields']}>
      <NameField form={form} />
      <AddressField form={form} />
      <div className={styles['file']}>
        <span className={styles['label']}>{t('form.protocol')}</span>
        <span className={styles['quiet']}>{t('form.protocolText')}</span>
      </div>
      <SignInFields form={form} />
    </div>
  );
}

interface FormFootProps {
  readonly isBusy: boolean;
  readonly marked: number;
  readonly onCancel: () => void;
}

function FormFoot({ isBusy, marked, onCancel }: FormFootProps) {
  const { t } = useTranslation('destination');
  return (
    <div className={styles['formFoot']}>
      <Button type="submit" aria-disabled={isBusy} data-disabled={isBusy || undefined}>
        {isBusy ? t('form.saving') : t('form.save')}
      </Button>
      <Button variant="default" onClick={onCancel}>
        {t('form.cancel')}
      </Button>
      <span className={styles['problem']} role="status">
        {marked === 0 ? '' : t('form.problems', { count: marked })}
      </span>
    </div>
  );
}

function NameField({ form }: { form: FormPart }) {
  const { t } = useTranslation('destination');
  return (
    <TextInput
      id={fieldId('name')}
      label={t('form.name')}
      description={t('form.nameHint')}
      value={form.values.name}
      error={form.problemAt('name')}
      autoComplete="off"
      required
      onChange={({ currentTarget }) => form.set({ name: currentTarget.value })}
    />
  );
}

/** A new one begins at its first field, one that is there at its heading. */
function useOpeningFocus(isNew: boolean) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isNew) document.getElementById(fieldId('name'))?.focus();
    else heading.current?.focus();
  }, [isNew]);
  return heading;
}

interface Saving {
  readonly isBusy: boolean;
  /** A refusal that names no field. */
  readonly trouble: Trouble | null;
  readonly submit: (event: SyntheticEvent) => void;
}

function useSaving(form: DestinationFormState, onSaved: (saved: ProfileView) => void): Saving {
  const { t } = useTranslation('destination');
  const [isBusy, setIsBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const save = async (): Promise<void> => {
    if (isBusy || !form.check()) return;
    setIsBusy(true);
    setTrouble(null);
    try {
      const saved = await ask('keepProfile', {
        profile: profileOf(form.values),
        previousName: form.before?.name ?? null,
        secrets: secretsOf(form.values),
        remember: form.values.remember,
      });
      announce(t('form.saved', { name: saved.name }));
      onSaved(saved);
    } catch (thrown) {
      const refusal = troubleOf(thrown);
      setIsBusy(false);
      if (!form.refuse(refusal)) setTrouble(refusal);
    }
  };
  return {
    isBusy,
    trouble,
    submit: (event) => {
      event.preventDefault();
      void save();
    },
  };
}
