import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobDetail, JobSummary, LoadFilter, LoadRow } from '../../../contract/job-shapes.ts';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { usePages } from '../../components/use-pages.ts';
import { useSettled } from '../../components/use-settled.ts';
import { VirtualTable } from '../../components/virtual-table.tsx';
import { ask } from '../../stores/ask-engine.ts';
import { JobSection } from './job-section.tsx';
import styles from './job.module.css';
import { loadColumns } from './load-columns.tsx';
import { LoadDialog } from './load-dialog.tsx';
import loadStyles from './loads.module.css';
import { useIsSeen } from './use-job-detail.ts';
import { useRested } from './use-rested.ts';

interface LoadsSectionProps {
  readonly job: JobSummary;
  readonly ven: string | null;
  /** Null until they are known. */
  readonly vens: JobDetail['vens'] | null;
  readonly onVen: (ven: string | null) => void;
}

interface LoadList {
  readonly total: number;
  readonly rows: readonly LoadRow[];
}

const states = ['pending', 'confirmed', 'failed', 'skipped'] as const;
const refreshMs = 2000;
const typingMs = 200;
const rowsOf = ({ rows }: LoadList): readonly LoadRow[] => rows;

/** Every load of the job, found by VEN, state or text; its figures follow the job while it runs. */
export function LoadsSection({ job, ven, vens, onVen }: LoadsSectionProps) {
  const { t, i18n } = useTranslation('run');
  const { language } = i18n;
  const columns = useMemo(() => loadColumns(i18n.getFixedT(language, 'run')), [i18n, language]);
  const [state, setState] = useState<LoadFilter['state']>(null);
  const [text, setText] = useState('');
  const [opened, setOpened] = useState<LoadRow | null>(null);
  const filter = useSettled(
    useMemo(() => ({ ven, state, code: null, text }), [ven, state, text]),
    typingMs,
  );
  const pages = usePages<LoadList, LoadRow>({
    question: JSON.stringify([job.id, filter]),
    fetchPage: (offset, limit) => ask('listLoads', { jobId: job.id, filter, offset, limit }),
    rowsOf,
  });
  useFollowed(job, pages.reload);
  return (
    <JobSection title={t('loads.title')}>
      <LoadFilterBar
        filter={{ ven, state, text }}
        vens={vens}
        onVen={onVen}
        onState={setState}
        onText={setText}
      />
      {pages.trouble === null ? null : (
        <div role="alert">
          <TroubleNote trouble={pages.trouble} tone="bad" title={t('loads.failed')} />
        </div>
      )}
      <VirtualTable<LoadRow>
        label={t('loads.label')}
        columns={columns}
        total={pages.total ?? 0}
        rowAt={pages.rowAt}
        onRange={pages.onRange}
        isStale={pages.isStale}
        onOpen={setOpened}
        empty={pages.total === 0 ? t('loads.empty') : undefined}
        height="26rem"
      />
      <p className={styles['quiet']}>{t('loads.keys')}</p>
      <LoadDialog jobId={job.id} row={opened} onClose={() => setOpened(null)} />
    </JobSection>
  );
}

/** Asks for the rows again when the job went on, now and then and only while they can be seen. */
function useFollowed({ state, points, loads }: JobSummary, reload: () => void): void {
  const isSeen = useIsSeen();
  const progress = `${state} ${points.confirmed} ${points.rejected} ${loads.failed} ${loads.confirmed}`;
  const rested = useRested(progress, refreshMs);
  useEffect(() => {
    if (isSeen) reload();
  }, [rested, isSeen, reload]);
}

interface LoadFilterBarProps {
  readonly filter: Pick<LoadFilter, 'ven' | 'state' | 'text'>;
  readonly vens: JobDetail['vens'] | null;
  readonly onVen: (ven: string | null) => void;
  readonly onState: (state: LoadFilter['state']) => void;
  readonly onText: (text: string) => void;
}

function LoadFilterBar({ filter, vens, onVen, onState, onText }: LoadFilterBarProps) {
  const { t } = useTranslation('run');
  const any = { value: '', label: t('loads.any') };
  const isAny = filter.ven === null && filter.state === null && filter.text === '';
  return (
    <div role="search" aria-label={t('loads.filter')} className={styles['fields']}>
      <TextInput
        type="search"
        label={t('loads.text')}
        placeholder={t('loads.textHint')}
        maxLength={200}
        value={filter.text}
        onChange={({ currentTarget }) => onText(currentTarget.value)}
      />
      {vens === null || vens.length < 2 ? null : (
        <NativeSelect
          label={t('loads.ven')}
          value={filter.ven ?? ''}
          data={[any, ...vens.map(({ ven }) => ({ value: ven, label: ven }))]}
          onChange={({ currentTarget: { value } }) => onVen(value === '' ? null : value)}
        />
      )}
      <NativeSelect
        label={t('loads.state')}
        value={filter.state ?? ''}
        data={[any, ...states.map((value) => ({ value, label: t(`loads.states.${value}`) }))]}
        onChange={({ currentTarget: { value } }) => onState(states.find((each) => each === value) ?? null)}
      />
      {isAny ? null : (
        <div className={loadStyles['clear']}>
          <Button
            variant="default"
            onClick={() => {
              onVen(null);
              onState(null);
              onText('');
            }}
          >
            {t('loads.clear')}
          </Button>
        </div>
      )}
    </div>
  );
}
