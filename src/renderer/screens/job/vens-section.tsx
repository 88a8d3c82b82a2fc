import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobDetail, VenRow } from '../../../contract/job-shapes.ts';
import { VirtualTable } from '../../components/virtual-table.tsx';
import type { VirtualColumn } from '../../components/virtual-table.tsx';
import { count, percentText } from '../../words/figures.ts';
import { JobSection } from './job-section.tsx';

interface VensSectionProps {
  readonly vens: JobDetail['vens'];
  readonly onOpen: (ven: string) => void;
}

/** How far each VEN is; opening one shows its loads. A single VEN has nothing to compare. */
export const VensSection = memo(function VensSection({ vens, onOpen }: VensSectionProps) {
  const { t, i18n } = useTranslation('run');
  const { language } = i18n;
  const columns = useMemo(() => venColumns(i18n.getFixedT(language, 'run')), [i18n, language]);
  if (vens.length < 2) return null;
  return (
    <JobSection title={t('vens.title')} hint={t('vens.hint')}>
      <VirtualTable<VenRow>
        label={t('vens.label')}
        columns={columns}
        total={vens.length}
        rowAt={(index) => vens[index] ?? null}
        onRange={keepAll}
        onOpen={({ ven }) => onOpen(ven)}
        height="18rem"
      />
    </JobSection>
  );
});

/** They are all here. */
const keepAll = (): void => undefined;

function venColumns(t: ReturnType<typeof useTranslation<'run'>>['t']): readonly VirtualColumn<VenRow>[] {
  return [
    { id: 'ven', title: t('vens.ven'), cell: ({ ven }) => ven, width: 12, grows: true, opens: true },
    {
      id: 'confirmed',
      title: t('vens.confirmed'),
      cell: ({ points }) => count(points.confirmed),
      isFigure: true,
    },
    { id: 'planned', title: t('vens.planned'), cell: ({ points }) => count(points.planned), isFigure: true },
    {
      id: 'share',
      title: t('vens.share'),
      cell: ({ points }) => percentText(points.confirmed, points.planned),
      isFigure: true,
      width: 5,
    },
    {
      id: 'loads',
      title: t('vens.loads'),
      cell: ({ loads }) =>
        t('vens.loadsOf', { confirmed: count(loads.confirmed), total: count(loads.total) }),
      isFigure: true,
      width: 10,
    },
    {
      id: 'failed',
      title: t('vens.failed'),
      cell: ({ loads }) => count(loads.failed),
      isFigure: true,
      width: 5,
    },
    {
      id: 'skipped',
      title: t('vens.skipped'),
      cell: ({ loads }) => count(loads.skipped),
      isFigure: true,
      width: 6,
    },
  ];
}
