import { useTranslation } from 'react-i18next';
import type { DraftCheck } from '../../../contract/draft-shapes.ts';
import { Table } from '../../components/table.tsx';
import { count, value } from '../../words/figures.ts';
import styles from './check-step.module.css';

interface CanaryTableProps {
  readonly points: DraftCheck['canary'];
  /** As the draft asks for; 0 sends everything from the start. */
  readonly canaryPoints: number;
}

/** The points that go first and alone, to be looked at one by one. */
export function CanaryTable({ points, canaryPoints }: CanaryTableProps) {
  const { t } = useTranslation('check');
  const title = t('canary.title', { number: count(points.length) });
  if (canaryPoints === 0 || points.length === 0) return <p className={styles['hint']}>{t('canary.none')}</p>;
  return (
    <details className={styles['card']}>
      <summary className={styles['summary']}>{title}</summary>
      <p className={styles['hint']}>{t('canary.hint')}</p>
      <Table
        caption={title}
        rows={points}
        rowKey={(_row, index) => String(index)}
        columns={[
          { title: t('canary.start'), cell: ({ start }) => start },
          { title: t('canary.end'), cell: ({ end }) => end },
          { title: t('canary.value'), cell: (point) => value(point.value), isFigure: true },
          { title: t('canary.quality'), cell: ({ quality }) => quality },
          { title: t('canary.resource'), cell: ({ resource }) => resource },
        ]}
      />
    </details>
  );
}
