import { Checkbox, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaceRequest } from '../../../contract/request-shapes.ts';
import { PaceState } from './pace-state.tsx';
import styles from './pace.module.css';
import type { PaceControl } from './use-pace-control.ts';

export type Hours = PaceRequest['window'];

interface HoursFieldProps {
  readonly control: PaceControl<Hours>;
  readonly timeZone: string;
}

/** The hours in which points may be sent. */
export function HoursField({ control, timeZone }: HoursFieldProps) {
  const { t } = useTranslation('run');
  const { shown, choose } = control;
  // Times that are not whole yet; nothing takes effect until they are.
  const [typed, setTyped] = useState<{ readonly from: string; readonly to: string } | null>(null);
  const stateId = useId();
  const { from, to } = typed ?? shown ?? { from: '', to: '' };
  const isAny = typed === null && shown === null;
  const change = (next: { from: string; to: string }): void => {
    const isWhole = next.from !== '' && next.to !== '' && next.from !== next.to;
    setTyped(isWhole ? null : next);
    if (isWhole) choose(next);
  };
  const spell = (hours: Hours): string => (hours === null ? t('pace.anyHour') : t('pace.hoursValue', hours));
  return (
    <fieldset
      className={styles['field']}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) control.leave();
      }}
    >
      <legend className={styles['name']}>{t('pace.hours')}</legend>
      <div className={styles['row']}>
        <Checkbox
          label={t('pace.anyHour')}
          checked={isAny}
          onChange={({ currentTarget: { checked } }) => {
            setTyped(checked ? null : { from: '', to: '' });
            if (checked) choose(null);
          }}
        />
      </div>
      {isAny ? null : <Times from={from} to={to} onChange={change} />}
      {typed === null ? null : <p className={styles['complaint']}>{t('pace.wrongHours')}</p>}
      <p className={styles['zone']}>{t('pace.zone', { zone: timeZone })}</p>
      <PaceState name={t('pace.hours')} id={stateId} control={control} spell={spell} />
    </fieldset>
  );
}

interface TimesProps {
  readonly from: string;
  readonly to: string;
  readonly onChange: (times: { from: string; to: string }) => void;
}

function Times({ from, to, onChange }: TimesProps) {
  const { t } = useTranslation('run');
  return (
    <div className={styles['row']}>
      <TextInput
        type="time"
        label={t('pace.from')}
        value={from}
        onChange={({ currentTarget }) => onChange({ from: currentTarget.value, to })}
      />
      <TextInput
        type="time"
        label={t('pace.to')}
        value={to}
        onChange={({ currentTarget }) => onChange({ from, to: currentTarget.value })}
      />
    </div>
  );
}
