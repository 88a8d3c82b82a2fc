import { Checkbox, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../../../contract/job-shapes.ts';
import type { Settings } from '../../../contract/settings-shapes.ts';
import { Figures } from '../../components/figures.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { troubleOf, useAnswer } from '../../stores/ask-engine.ts';
import { changeSettings, useSettings } from '../../stores/settings-store.ts';
import styles from './settings-screen.module.css';

/** Each language by its own name: who needs another one cannot read the present one. */
const languages = [
  { value: 'en', label: 'English' },
  { value: 'da', label: 'Dansk' },
  { value: 'nb', label: 'Norsk bokmål' },
] as const;

export function GeneralSection() {
  const { t } = useTranslation('settings');
  const settings = useSettings();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const set = async (change: Partial<Settings>): Promise<void> => {
    try {
      await changeSettings(change);
      setTrouble(null);
    } catch (thrown) {
      setTrouble(troubleOf(thrown));
    }
  };
  return (
    <>
      {trouble === null ? null : (
        <div role="alert">
          <TroubleNote trouble={trouble} tone="bad" title={t('notSaved')} />
        </div>
      )}
      <section className={styles['card']} aria-label={t('sections.general')}>
        <NativeSelect
          className={styles['field'] ?? ''}
          label={t('language.label')}
          description={t('language.hint')}
          value={settings.language}
          data={[{ value: 'system', label: t('language.system') }, ...languages]}
          onChange={({ currentTarget }) =>
            void set({ language: currentTarget.value as Settings['language'] })
          }
        />
        <NativeSelect
          className={styles['field'] ?? ''}
          label={t('theme.label')}
          value={settings.theme}
          data={(['system', 'light', 'dark'] as const).map((value) => ({
            value,
            label: t(`theme.${value}`),
          }))}
          onChange={({ currentTarget }) => void set({ theme: currentTarget.value as Settings['theme'] })}
        />
      </section>
      <WhileRunning settings={settings} onChange={(change) => void set(change)} />
      <EndedJobs settings={settings} onChange={(change) => void set(change)} />
      <Places />
    </>
  );
}

interface WhileRunningProps {
  readonly settings: Settings;
  readonly onChange: (change: Partial<Settings>) => void;
}

function WhileRunning({ settings, onChange }: WhileRunningProps) {
  const { t } = useTranslation('settings');
  const isInBrowser = window.meterhaul === undefined;
  return (
    <section className={styles['card']} aria-labelledby="while-running">
      <h2 id="while-running">{t('desktop.title')}</h2>
      {isInBrowser ? <p className={styles['quiet']}>{t('desktop.onlyApp')}</p> : null}
      <Checkbox
        label={t('desktop.notify')}
        checked={settings.notify}
        onChange={({ currentTarget }) => onChange({ notify: currentTarget.checked })}
      />
      <Checkbox
        label={t('desktop.keepAwake')}
        checked={settings.keepAwake}
        onChange={({ currentTarget }) => onChange({ keepAwake: currentTarget.checked })}
      />
    </section>
  );
}

const keptDays = [30, 90, 365, 1095];

function EndedJobs({ settings, onChange }: WhileRunningProps) {
  const { t } = useTranslation('settings');
  const { keepEndedJobsDays: days } = settings;
  const offered = days === null || keptDays.includes(days) ? keptDays : [...keptDays, days];
  return (
    <section className={styles['card']} aria-labelledby="ended-jobs">
      <h2 id="ended-jobs">{t('ended.title')}</h2>
      <NativeSelect
        className={styles['field'] ?? ''}
        label={t('ended.label')}
        description={t('ended.hint')}
        value={days === null ? '' : String(days)}
        data={[
          { value: '', label: t('ended.forEver') },
          ...offered.map((value) => ({ value: String(value), label: t('ended.days', { count: value }) })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          onChange({ keepEndedJobsDays: value === '' ? null : Number(value) })
        }
      />
    </section>
  );
}

function Places() {
  const { t } = useTranslation('settings');
  const { value: engine, trouble } = useAnswer('describeEngine', {});
  return (
    <section className={styles['card']} aria-labelledby="places">
      <h2 id="places">{t('places.title')}</h2>
      {trouble === null ? null : <TroubleNote trouble={trouble} tone="bad" />}
      {engine === null ? null : (
        <Figures
          figures={[
            { name: t('places.stateDir'), value: engine.stateDir },
            { name: t('places.secrets'), value: engine.secretProtection.text },
            { name: t('places.folder'), value: engine.folder ?? t('places.anyFolder') },
          ]}
        />
      )}
    </section>
  );
}
