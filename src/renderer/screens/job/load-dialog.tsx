import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { LoadRow } from '../../../contract/job-shapes.ts';
import { Figures } from '../../components/figures.tsx';
import type { Figure } from '../../components/figures.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { routes } from '../../routes.ts';
import { count, duration, instant } from '../../words/figures.ts';
import styles from './job.module.css';
import type { RunWords } from './load-columns.tsx';

interface LoadDialogProps {
  readonly jobId: string;
  readonly row: LoadRow | null;
  readonly onClose: () => void;
}

/** One load: how far it is, where it goes, and what went wrong with it. */
export function LoadDialog({ jobId, row, onClose }: LoadDialogProps) {
  const { t } = useTranslation('run');
  const [, goTo] = useLocation();
  return (
    // Its scroll lock would add a style element, which the policy of the pages forbids.
    <Modal.Root opened={row !== null} onClose={onClose} size="46rem" lockScroll={false}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body p="lg" className={styles['dialog']}>
          {row === null ? null : (
            <>
              <Modal.Title className={styles['title']}>{t('load.title', { name: row.name })}</Modal.Title>
              {row.code === null ? null : (
                <TroubleNote
                  trouble={{ code: row.code, text: row.text ?? '' }}
                  tone={row.state === 'failed' ? 'bad' : 'caution'}
                />
              )}
              <Figures figures={loadFigures(row, t)} />
              <div className={styles['end']}>
                {row.state === 'failed' || row.state === 'skipped' ? (
                  <Button variant="default" onClick={() => goTo(routes.job(jobId, 'failures'))}>
                    {t('load.showFailures')}
                  </Button>
                ) : null}
                {row.points.rejected === 0 ? null : (
                  <Button variant="default" onClick={() => goTo(routes.job(jobId, 'rejects'))}>
                    {t('load.showRejects')}
                  </Button>
                )}
                <Button onClick={onClose}>{t('load.close')}</Button>
              </div>
            </>
          )}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function loadFigures(row: LoadRow, t: RunWords): Figure[] {
  const { points, firstStart, lastStart } = row;
  const span =
    firstStart === null || lastStart === null
      ? t('facts.noIntervals')
      : t('load.spanText', { from: instant(firstStart), to: instant(lastStart) });
  return [
    { name: t('load.state'), value: t(`loads.states.${row.state}`) },
    {
      name: t('load.points'),
      value: t('load.pointsText', { confirmed: count(points.confirmed), planned: count(points.planned) }),
    },
    { name: t('load.unsent'), value: count(points.unsent) },
    { name: t('load.rejected'), value: count(points.rejected) },
    { name: t('load.uncertain'), value: count(points.uncertain) },
    {
      name: t('load.settled'),
      value: t('load.settledText', {
        duplicates: count(points.duplicate),
        conflicts: count(points.conflict),
        gaps: count(points.gap),
      }),
    },
    { name: t('load.length'), value: row.intervalMs === null ? '–' : duration(row.intervalMs) },
    { name: t('load.span'), value: span },
    { name: t('load.ven'), value: row.ven === '' ? '–' : row.ven },
    { name: t('load.resource'), value: row.resource ?? t('load.noResource') },
    { name: t('load.id'), value: row.load },
  ];
}
