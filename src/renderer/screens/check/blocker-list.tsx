import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Blocker, Draft } from '../../../contract/draft-shapes.ts';
import { Note } from '../../components/note.tsx';
import { WordsWithCode } from '../../components/words-with-code.tsx';
import { routes } from '../../routes.ts';
import styles from './check-step.module.css';

/** What keeps the draft from becoming a job, each with the way to where it is mended. */
export function BlockerList({ draft, blockers }: { draft: Draft; blockers: readonly Blocker[] }) {
  const { t } = useTranslation(['check', 'common']);
  if (blockers.length === 0) return null;
  return (
    <section aria-labelledby="blockers" className={styles['card']}>
      <h2 id="blockers" className={styles['title']}>
        {t('check:blockers.title')}
      </h2>
      <ul className={styles['blockers']}>
        {blockers.map(({ step, code, text }) => (
          <li key={`${step} ${code} ${text}`}>
            <Note tone="bad" icon="stop">
              <p lang="en">
                <WordsWithCode text={text} />
              </p>
              <p>
                <Link href={routes.draft(draft.id, step)}>
                  {t('check:blockers.mend', { step: t(`common:steps.${step}`) })}
                </Link>
              </p>
            </Note>
          </li>
        ))}
      </ul>
    </section>
  );
}
