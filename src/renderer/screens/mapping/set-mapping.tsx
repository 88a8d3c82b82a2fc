import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../contract/draft-shapes.ts';
import { changeDraft } from '../../stores/drafts-store.ts';
import type { FileSet } from '../../stores/inspections-store.ts';
import { Disclosure } from '../sources/disclosure.tsx';
import styles from './mapping.module.css';
import { PreviewPane } from './preview-pane.tsx';
import { pageOfSet, useFirstPage } from './use-first-page.ts';
import { ZoneSelect } from './zone-select.tsx';

/** The files of a VEN client: their layout is known, so only what holds for the whole job can be set. */
export function SetMapping({ draft, set }: { draft: Draft; set: FileSet }) {
  const { t } = useTranslation('mapping');
  const work = useFirstPage(pageOfSet(draft, set.files));
  const { timeZone } = draft.mapping;
  return (
    <>
      <p className={styles['text']}>{t('set.known')}</p>
      <ul className={styles['evidence']}>
        {(['time', 'value', 'load', 'interval'] as const).map((part) => (
          <li key={part}>{t(`set.${part}`)}</li>
        ))}
      </ul>
      <Disclosure title={t('set.why')}>
        <ul className={styles['evidence']}>
          {set.evidence.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Disclosure>
      <div className={styles['field']}>
        <label htmlFor="job-zone" className={styles['fieldLabel']}>
          {t('set.zone')}
        </label>
        <p className={styles['quiet']}>{t('set.zoneHint')}</p>
        <ZoneSelect
          id="job-zone"
          value={timeZone ?? ''}
          hasData={false}
          placeholder={t('set.zoneUtc')}
          onChange={(zone) => void changeDraft(draft.id, { mapping: { ...draft.mapping, timeZone: zone } })}
        />
      </div>
      <PreviewPane work={work} zone={timeZone} />
    </>
  );
}
