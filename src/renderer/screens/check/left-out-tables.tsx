import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Draft } from '../../../contract/draft-shapes.ts';
import { Table } from '../../components/table.tsx';
import { WordsWithCode } from '../../components/words-with-code.tsx';
import { routes } from '../../routes.ts';
import { count } from '../../words/figures.ts';
import styles from './check-step.module.css';
import type { DraftPlan } from './plan-figures.tsx';

/** Series that are not sent, and what a person should look at before the start. */
export function LeftOutTables({ draft, plan }: { draft: Draft; plan: DraftPlan }) {
  return (
    <>
      <SkippedSeries draft={draft} plan={plan} />
      <Problems plan={plan} />
    </>
  );
}

function SkippedSeries({ draft, plan: { skipped, skippedCount } }: { draft: Draft; plan: DraftPlan }) {
  const { t } = useTranslation('check');
  if (skippedCount === 0) return null;
  const title = t('skipped.title', { number: count(skippedCount) });
  return (
    <section className={styles['card']}>
      <h2 id="skipped" className={styles['title']}>
        {title}
      </h2>
      <p className={styles['hint']}>
        {t('skipped.hint')}{' '}
        {skipped.length < skippedCount
          ? t('skipped.some', { shown: count(skipped.length), number: count(skippedCount) })
          : ''}{' '}
        <Link href={routes.draft(draft.id, 'series')}>{t('skipped.mend')}</Link>
      </p>
      <Table
        caption={title}
        rows={skipped}
        rowKey={({ load }, index) => `${load} ${index}`}
        columns={[
          { title: t('skipped.series'), cell: ({ load, name }) => name ?? load },
          { title: t('skipped.ven'), cell: ({ ven }) => ven },
          {
            title: t('skipped.why'),
            cell: ({ text }) => (
              <span lang="en">
                <WordsWithCode text={text} />
              </span>
            ),
          },
        ]}
      />
    </section>
  );
}

function Problems({ plan: { problems, problemCount } }: { plan: DraftPlan }) {
  const { t } = useTranslation('check');
  if (problemCount === 0) return null;
  const title = t('problems.title', { number: count(problemCount) });
  return (
    <section className={styles['card']}>
      <h2 id="problems" className={styles['title']}>
        {title}
      </h2>
      <p className={styles['hint']}>{t('problems.hint')}</p>
      <Table
        caption={title}
        rows={problems}
        rowKey={(_row, index) => String(index)}
        columns={[
          {
            title: t('problems.text'),
            cell: ({ text }) => (
              <span lang="en">
                <WordsWithCode text={text} />
              </span>
            ),
          },
        ]}
      />
    </section>
  );
}
