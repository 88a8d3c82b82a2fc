import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { draftSteps } from '../../../contract/draft-shapes.ts';
import type { Draft, DraftStep } from '../../../contract/draft-shapes.ts';
import { routes } from '../../routes.ts';
import styles from './step-list.module.css';

/** All steps, with the one that the person is at. Without files there is nothing to show in the later ones. */
export function StepList({ draft, step }: { draft: Draft; step: DraftStep }) {
  const { t } = useTranslation();
  const isEmpty = draft.files.length === 0;
  return (
    <nav aria-label={t('steps.label')}>
      <ol className={styles['steps']}>
        {draftSteps.map((each, position) => (
          <li key={each} className={styles['step']} aria-current={each === step ? 'step' : undefined}>
            <span className={styles['number']} aria-hidden="true">
              {position + 1}
            </span>
            {isEmpty && position > 0 ? (
              <span className={styles['later']}>{t(`steps.${each}`)}</span>
            ) : (
              <Link href={routes.draft(draft.id, each)} className={styles['link']}>
                {t(`steps.${each}`)}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
