import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { FailureGroup } from '../../../contract/job-shapes.ts';
import { Mark } from '../../components/mark.tsx';
import { WordsWithCode } from '../../components/words-with-code.tsx';
import { routes } from '../../routes.ts';
import { useErrorWords } from '../../words/error-words.ts';
import { count } from '../../words/figures.ts';
import styles from './failures.module.css';
import { FailedLoads } from './failed-loads.tsx';
import { showReason } from './shown-reason.ts';
import type { Retry } from './use-retry.ts';

interface FailureCardProps {
  readonly jobId: string;
  readonly group: FailureGroup;
  readonly retry: Retry;
}

/** One cause: what happened, what it means, what to do, and what can be tried again. */
export function FailureCard({ jobId, group, retry }: FailureCardProps) {
  const { t } = useTranslation('outcome');
  const words = useErrorWords(group.code);
  const titleId = useId();
  const title = words?.what ?? group.text;
  const isOfRows = group.code === 'mapping/row-rejected';
  const points = { count: group.points, figure: count(group.points) };
  return (
    <article className={styles['card']} aria-labelledby={titleId}>
      <div className={styles['top']}>
        <h3 className={styles['title']} id={titleId}>
          {title}
        </h3>
        <Mark
          tone={group.kind === 'failed' ? 'bad' : 'caution'}
          icon={group.kind === 'skipped' ? 'dash' : 'warning'}
        >
          {t(`failures.kinds.${group.kind}`)}
        </Mark>
      </div>
      <p className={styles['figures']}>
        {t('failures.loads', { count: group.loads, figure: count(group.loads) })}
        {' · '}
        {isOfRows ? t('failures.rows', points) : t('failures.points', points)}
      </p>
      <p className={styles['sample']} lang="en">
        <WordsWithCode text={group.text} />
      </p>
      {words === null ? null : (
        <p className={styles['advice']}>
          <WordsWithCode text={`${words.means} ${words.advice}`} />
        </p>
      )}
      <GroupButtons jobId={jobId} group={group} retry={retry} title={title} isOfRows={isOfRows} />
    </article>
  );
}

interface GroupButtonsProps extends FailureCardProps {
  readonly title: string;
  readonly isOfRows: boolean;
}

function GroupButtons({ jobId, group, retry, title, isOfRows }: GroupButtonsProps) {
  const { t } = useTranslation('outcome');
  const [, goTo] = useLocation();
  const [isOpen, setIsOpen] = useState(false);
  const [choice] = useState(() => ({ codes: [group.code], loads: [] }));
  return (
    <>
      <div className={styles['buttons']}>
        {group.canRetry ? (
          <Button
            size="xs"
            aria-label={`${t('failures.retryThese')}: ${title}`}
            disabled={retry.obstacle !== null || retry.underWay !== null}
            onClick={() => retry.start(choice)}
          >
            {retry.underWay === choice ? t('failures.retrying') : t('failures.retryThese')}
          </Button>
        ) : null}
        {group.kind === 'rejected' ? (
          <Button
            size="xs"
            variant="default"
            aria-label={`${t('failures.showRejects')}: ${title}`}
            onClick={() => {
              showReason(jobId, group.text);
              goTo(routes.job(jobId, 'rejects'));
            }}
          >
            {t('failures.showRejects')}
          </Button>
        ) : null}
        {isOfRows || group.code === '' ? null : (
          <Button
            size="xs"
            variant="default"
            aria-expanded={isOpen}
            aria-label={`${t(isOpen ? 'failures.hideLoads' : 'failures.showLoads')}: ${title}`}
            onClick={() => setIsOpen(!isOpen)}
          >
            {t(isOpen ? 'failures.hideLoads' : 'failures.showLoads')}
          </Button>
        )}
      </div>
      {group.canRetry ? null : <p className={styles['figures']}>{t('failures.notRetried')}</p>}
      {isOpen ? <FailedLoads jobId={jobId} group={group} title={title} retry={retry} /> : null}
    </>
  );
}
