import { useId } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Mark } from '../../components/mark.tsx';
import type { FileSet } from '../../stores/inspections-store.ts';
import { Disclosure } from './disclosure.tsx';
import styles from './sources.module.css';

interface SetCardProps {
  readonly set: FileSet;
  readonly children: readonly { readonly path: string; readonly card: ReactNode }[];
}

/** Files that belong together and are read as they are, with what says so. */
export function SetCard({ set, children }: SetCardProps) {
  const { t } = useTranslation('sources');
  const titleId = useId();
  return (
    <article className={styles['set']} aria-labelledby={titleId}>
      <div className={styles['top']}>
        <div>
          <h3 className={styles['name']} id={titleId}>
            {t('set.title')}
          </h3>
          <p className={styles['quiet']}>{t('set.text')}</p>
        </div>
        <Mark tone="good" icon="check">
          {t('set.mark')}
        </Mark>
      </div>
      <Disclosure title={t('set.why')} isOpenAtFirst>
        <ul className={styles['evidence']}>
          {set.evidence.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Disclosure>
      <ul className={styles['files']}>
        {children.map(({ path, card }) => (
          <li key={path}>{card}</li>
        ))}
      </ul>
    </article>
  );
}
