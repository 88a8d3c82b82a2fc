import type { useTranslation } from 'react-i18next';
import type { SeriesRow } from '../../../contract/series-shapes.ts';
import { Icon } from '../../components/icon.tsx';
import type { VirtualColumn } from '../../components/virtual-table.tsx';
import { count } from '../../words/figures.ts';
import { zoneDay } from '../preview/zone-times.ts';
import { TailName } from './tail-name.tsx';
import styles from './series.module.css';

type SeriesWords = ReturnType<typeof useTranslation<'series'>>['t'];

type Column = VirtualColumn<SeriesRow>;
type Titled =
  | 'name'
  | 'ven'
  | 'meter'
  | 'resource'
  | 'state'
  | 'intervals'
  | 'firstStart'
  | 'lastStart'
  | 'gaps'
  | 'rejected';

/** The columns of the grid, days as they are in a zone; ids of those that sort are the engine's orders. */
export function seriesColumns(t: SeriesWords, zone: string): readonly VirtualColumn<SeriesRow>[] {
  const column = (id: Titled, width: number, cell: Column['cell'], more: Partial<Column> = {}): Column => ({
    id,
    title: t(`grid.${id}`),
    width,
    cell,
    ...more,
  });
  const figure = (id: 'intervals' | 'gaps' | 'rejected', width: number): Column =>
    column(id, width, (row) => count(row[id]), { isFigure: true, sorts: true });
  const dayOf = (id: 'firstStart' | 'lastStart'): Column =>
    column(id, 6.75, ({ [id]: at }) => (at === null ? '' : zoneDay(Date.parse(at), zone)), { sorts: true });
  return [
    column('name', 15, ({ name }) => <TailName name={name} />, { grows: true, sorts: true, opens: true }),
    column('ven', 5, ({ ven }) => ven, { sorts: true }),
    column('resource', 6, (row) => <Resource row={row} t={t} />),
    column('state', 8.5, (row) => <State row={row} t={t} />, { grows: true, sorts: true }),
    figure('intervals', 5.5),
    dayOf('firstStart'),
    dayOf('lastStart'),
    figure('gaps', 4.25),
    figure('rejected', 4.75),
    column('meter', 10, ({ meter }) => meter ?? ''),
  ];
}

function Resource({ row, t }: { row: SeriesRow; t: SeriesWords }) {
  const { resource, registration } = row;
  if (registration === 'invalid') {
    return (
      <span className={styles['bad']}>
        {t('registration.invalid')} {resource}
      </span>
    );
  }
  if (resource === null) return <span className={styles['none']}>{t('registration.unregistered')}</span>;
  return <span title={resource}>{resource}</span>;
}

/** The state in words, with what is the matter. */
function State({ row, t }: { row: SeriesRow; t: SeriesWords }) {
  const { state, problem, findings } = row;
  if (problem === null && findings === 0) return t(`state.${state}`);
  const text = problem?.text ?? t('grid.findings', { count: findings, figure: count(findings) });
  return (
    <span className={styles['problem']} title={text}>
      <span className={state === 'skipped' ? styles['bad'] : styles['caution']}>
        <Icon name={state === 'skipped' ? 'cross' : 'warning'} />
      </span>
      <span>
        {t(`state.${state}`)}: {text}
      </span>
    </span>
  );
}
