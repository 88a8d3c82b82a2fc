import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadingNote } from '../../components/loading-note.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { useAnswer } from '../../stores/ask-engine.ts';
import styles from './settings-screen.module.css';

/** What this is, and what it is made with. */
export function AboutSection() {
  const { t } = useTranslation('settings');
  const { value: engine } = useAnswer('describeEngine', {});
  return (
    <>
      <section className={styles['card']} aria-labelledby="about">
        <h2 id="about">Meterhaul</h2>
        <p>{t('about.what')}</p>
        <p>
          {t('about.version')} {engine?.version ?? '…'} · {t('about.licence')}
        </p>
      </section>
      <Licences />
    </>
  );
}

function Licences() {
  const { t } = useTranslation('settings');
  const { value: licences, trouble } = useAnswer('listLicences', {});
  const [wanted, setWanted] = useState('');
  const shown = (licences ?? []).filter(({ name }) =>
    name.toLowerCase().includes(wanted.trim().toLowerCase()),
  );
  return (
    <section className={styles['card']} aria-labelledby="licences">
      <h2 id="licences">{t('about.licences')}</h2>
      <p className={styles['quiet']}>{t('about.licencesHint')}</p>
      {trouble === null ? null : <TroubleNote trouble={trouble} tone="bad" />}
      {licences === null && trouble === null ? <LoadingNote /> : null}
      {licences === null ? null : (
        <>
          <TextInput
            className={styles['field'] ?? ''}
            label={t('about.filter')}
            value={wanted}
            onChange={({ currentTarget }) => setWanted(currentTarget.value)}
          />
          {shown.length === 0 ? <p role="status">{t('about.none')}</p> : null}
          <ul className={styles['list']}>
            {shown.map(({ name, version, licence, text }) => (
              <li key={`${name}@${version}`}>
                <details>
                  <summary>
                    {name} {version} <span className={styles['quiet']}>{licence}</span>
                  </summary>
                  <pre className={styles['text']} tabIndex={0} aria-label={name} lang="en">
                    {text}
                  </pre>
                </details>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
