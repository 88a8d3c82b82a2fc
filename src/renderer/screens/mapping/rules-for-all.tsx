import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../contract/draft-shapes.ts';
import { isQualityCode, qualityCodes } from '../../../domain/quality-code.ts';
import { changeDraft } from '../../stores/drafts-store.ts';
import styles from './mapping.module.css';

const policies = ['reject', 'first', 'last'] as const;

/** What holds for all files of the migration: quality, zeros, and rows that contradict each other. */
export function RulesForAll({ draft }: { draft: Draft }) {
  const { t } = useTranslation('mapping');
  const { quality, zeroQuality, onConflict } = draft.mapping;
  const put = (part: Partial<Draft['mapping']>): void =>
    void changeDraft(draft.id, { mapping: { ...draft.mapping, ...part } });
  const qualities = qualityCodes.map((code) => ({ value: code, label: t(`qualities.${code}`) }));
  return (
    <section className={styles['rules']} aria-labelledby="rules">
      <h2 className={styles['sectionTitle']} id="rules">
        {t('rules.title')}
      </h2>
      <div className={styles['fields']}>
        <NativeSelect
          label={t('rules.quality')}
          description={t('rules.qualityHint')}
          value={quality}
          data={qualities}
          onChange={(event) => {
            const code = event.currentTarget.value;
            if (isQualityCode(code)) put({ quality: code });
          }}
        />
        <NativeSelect
          label={t('rules.zero')}
          description={t('rules.zeroHint')}
          value={zeroQuality ?? ''}
          data={[{ value: '', label: t('rules.zeroAsOthers') }, ...qualities]}
          onChange={(event) => {
            const code = event.currentTarget.value;
            put({ zeroQuality: isQualityCode(code) ? code : null });
          }}
        />
        <NativeSelect
          label={t('rules.conflict')}
          description={t('rules.conflictHint')}
          value={onConflict}
          data={policies.map((policy) => ({ value: policy, label: t(`rules.${policy}`) }))}
          onChange={(event) =>
            put({ onConflict: policies.find((policy) => policy === event.currentTarget.value) ?? 'reject' })
          }
        />
      </div>
      <p className={styles['quiet']}>{t('rules.duplicates')}</p>
    </section>
  );
}
