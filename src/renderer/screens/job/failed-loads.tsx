import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FailureGroup, LoadRow } from '../../../contract/job-shapes.ts';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { usePages } from '../../components/use-pages.ts';
import { VirtualTable } from '../../components/virtual-table.tsx';
import { ask } from '../../stores/ask-engine.ts';
import { count } from '../../words/figures.ts';
import styles from './failures.module.css';
import { loadColumns } from './load-columns.tsx';
import { LoadDialog } from './load-dialog.tsx';
import { mostChosen, useChosenLoads } from './use-chosen-loads.ts';
import type { FetchLoads, LoadList } from './use-chosen-loads.ts';
import type { Retry } from './use-retry.ts';

interface FailedLoadsProps {
  readonly jobId: string;
  readonly group: FailureGroup;
  readonly title: string;
  readonly retry: Retry;
}

const rowsOf = ({ rows }: LoadList): readonly LoadRow[] => rows;

/** The loads of one cause; those that are ticked can be tried again alone. */
export function FailedLoads({ jobId, group, title, retry }: FailedLoadsProps) {
  const { t, i18n } = useTranslation(['outcome', 'run']);
  const { language } = i18n;
  const columns = useMemo(() => loadColumns(i18n.getFixedT(language, 'run')), [i18n, language]);
  const [opened, setOpened] = useState<LoadRow | null>(null);
  const { code, kind } = group;
  const state = kind === 'rejected' ? null : kind;
  const fetchPage: FetchLoads = (offset, limit) =>
    ask('listLoads', { jobId, filter: { code, state }, offset, limit });
  const pages = usePages<LoadList, LoadRow>({
    // Its figures are part of the question: a group that shrank lists other loads.
    question: JSON.stringify([jobId, code, state, group.loads]),
    fetchPage,
    rowsOf,
  });
  const total = pages.total ?? 0;
  const { chosen, choice, tooMany, clear } = useChosenLoads({ total, fetchPage });
  return (
    <>
      {pages.trouble === null ? null : (
        <div role="alert">
          <TroubleNote trouble={pages.trouble} tone="bad" title={t('run:loads.failed')} />
        </div>
      )}
      <VirtualTable<LoadRow>
        label={t('outcome:failures.label', { cause: title })}
        columns={columns}
        total={total}
        rowAt={pages.rowAt}
        onRange={pages.onRange}
        isStale={pages.isStale}
        onOpen={setOpened}
        {...(group.canRetry ? { choice } : {})}
        empty={pages.total === 0 ? t('outcome:failures.empty') : undefined}
        height="20rem"
      />
      <RetryChosen
        number={chosen.length}
        tooMany={tooMany}
        isOff={retry.obstacle !== null || retry.underWay !== null}
        onPress={() => {
          retry.start({ codes: [code], loads: chosen });
          clear();
        }}
      />
      <LoadDialog jobId={jobId} row={opened} onClose={() => setOpened(null)} />
    </>
  );
}

interface RetryChosenProps {
  readonly number: number;
  readonly tooMany: boolean;
  readonly isOff: boolean;
  readonly onPress: () => void;
}

function RetryChosen({ number, tooMany, isOff, onPress }: RetryChosenProps) {
  const { t } = useTranslation('outcome');
  if (number === 0) return null;
  return (
    <>
      {tooMany ? (
        <p className={styles['figures']}>{t('failures.most', { number: count(mostChosen) })}</p>
      ) : null}
      <div className={styles['buttons']}>
        <Button size="xs" disabled={isOff} onClick={onPress}>
          {t('failures.retryChosen', { count: number, figure: count(number) })}
        </Button>
      </div>
    </>
  );
}
