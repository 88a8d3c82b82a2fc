import type { useTranslation } from 'react-i18next';
import type { LoadRow } from '../../../contract/job-shapes.ts';
import { Icon } from '../../components/icon.tsx';
import type { IconName } from '../../components/icon.tsx';
import type { VirtualColumn } from '../../components/virtual-table.tsx';
import { count } from '../../words/figures.ts';
import styles from './loads.module.css';

export type RunWords = ReturnType<typeof useTranslation<'run'>>['t'];

const icons: Readonly<Record<LoadRow['state'], IconName>> = {
  pending: 'clock',
  confirmed: 'check',
  failed: 'warning',
  skipped: 'dash',
};

export function loadColumns(t: RunWords): readonly VirtualColumn<LoadRow>[] {
  const points = (figure: 'confirmed' | 'planned' | 'rejected'): VirtualColumn<LoadRow> => ({
    id: figure,
    title: t(`loads.${figure}`),
    cell: (row) => count(row.points[figure]),
    isFigure: true,
    width: 6,
  });
  return [
    {
      id: 'name',
      title: t('loads.name'),
      cell: ({ name }) => <span title={name}>{name}</span>,
      width: 16,
      grows: true,
      opens: true,
    },
    { id: 'ven', title: t('loads.ven'), cell: ({ ven }) => ven, width: 8 },
    { id: 'state', title: t('loads.state'), cell: ({ state }) => <State state={state} t={t} />, width: 8 },
    points('confirmed'),
    points('planned'),
    points('rejected'),
    { id: 'why', title: t('loads.why'), cell: ({ text }) => <Why text={text} />, width: 8, grows: true },
  ];
}

function State({ state, t }: { state: LoadRow['state']; t: RunWords }) {
  return (
    <span className={styles['state']} data-state={state}>
      <Icon name={icons[state]} />
      {t(`loads.states.${state}`)}
    </span>
  );
}

/** Words of the engine or of the VTN. */
function Why({ text }: { text: string | null }) {
  if (text === null) return null;
  return (
    <span lang="en" title={text}>
      {text}
    </span>
  );
}
