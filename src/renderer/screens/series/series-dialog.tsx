import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Draft } from '../../../contract/draft-shapes.ts';
import type { SeriesRow } from '../../../contract/series-shapes.ts';
import { Figures } from '../../components/figures.tsx';
import { Note } from '../../components/note.tsx';
import { WordsWithCode } from '../../components/words-with-code.tsx';
import { routes } from '../../routes.ts';
import { changeDraft } from '../../stores/drafts-store.ts';
import { count, duration } from '../../words/figures.ts';
import { showSeries } from '../preview/shown-series.ts';
import { spanText } from '../preview/zone-times.ts';
import { draftZone } from './draft-zone.ts';
import { ResourceField } from './resource-field.tsx';
import styles from './series.module.css';

interface SeriesDialogProps {
  readonly draft: Draft;
  readonly row: SeriesRow | null;
  readonly onClose: () => void;
}

/** One series: what is known of it, its resource, and the way to its intervals. */
export function SeriesDialog({ draft, row, onClose }: SeriesDialogProps) {
  const { t } = useTranslation('series');
  // Escape closes the dialog on top only.
  const [isLooking, setIsLooking] = useState(false);
  return (
    // Its scroll lock would add a style element, which the policy of the pages forbids.
    <Modal.Root
      opened={row !== null}
      onClose={onClose}
      closeOnEscape={!isLooking}
      size="46rem"
      lockScroll={false}
    >
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body p="lg" className={styles['dialog']}>
          {row === null ? null : (
            <>
              <Modal.Title className={styles['title']}>{t('details.title', { name: row.name })}</Modal.Title>
              <SeriesFacts row={row} zone={draftZone(draft)} />
              <TypedResource draft={draft} row={row} onLook={setIsLooking} />
              <DialogButtons draft={draft} row={row} onClose={onClose} />
            </>
          )}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function SeriesFacts({ row, zone }: { row: SeriesRow; zone: string }) {
  const { t } = useTranslation('series');
  const { firstStart, lastStart, problem } = row;
  const span =
    firstStart === null || lastStart === null
      ? '–'
      : spanText(Date.parse(firstStart), Date.parse(lastStart), zone);
  return (
    <>
      {problem === null ? null : (
        <Note
          tone={row.state === 'skipped' ? 'bad' : 'caution'}
          icon="warning"
          title={t(`state.${row.state}`)}
        >
          <p>
            <WordsWithCode text={problem.text} />
          </p>
        </Note>
      )}
      <Figures
        figures={[
          { name: t('details.series'), value: row.series },
          { name: t('details.ven'), value: row.ven === '' ? '–' : row.ven },
          { name: t('details.meter'), value: row.meter ?? '–' },
          { name: t('details.intervals'), value: count(row.intervals) },
          { name: t('details.length'), value: row.intervalMs === null ? '–' : duration(row.intervalMs) },
          { name: t('details.unit'), value: row.unit === '' ? '–' : row.unit },
          { name: t('details.span'), value: span },
          { name: t('grid.registration'), value: t(`registration.${row.registration}`) },
          { name: t('details.resource'), value: row.resource ?? t('grid.noResource') },
        ]}
      />
    </>
  );
}

interface TypedResourceProps {
  readonly draft: Draft;
  readonly row: SeriesRow;
  readonly onLook: (isLooking: boolean) => void;
}

function TypedResource({ draft, row, onLook }: TypedResourceProps) {
  const { t } = useTranslation('series');
  const { resources } = draft;
  const others = Object.fromEntries(
    Object.entries(resources.typed).filter(([series]) => series !== row.series),
  );
  return (
    <ResourceField
      draft={draft}
      name={row.name}
      label={t('details.resourceField')}
      given={resources.typed[row.series] ?? null}
      onLook={onLook}
      onKeep={(resource) =>
        void changeDraft(draft.id, {
          resources: {
            ...resources,
            typed: resource === null ? others : { ...others, [row.series]: resource },
          },
        })
      }
    />
  );
}

function DialogButtons({ draft, row, onClose }: { draft: Draft; row: SeriesRow; onClose: () => void }) {
  const { t } = useTranslation('series');
  const [, goTo] = useLocation();
  return (
    <div className={styles['row']}>
      {row.intervals === 0 ? null : (
        <Button
          variant="default"
          onClick={() => {
            showSeries(draft.id, row.series);
            goTo(routes.draft(draft.id, 'preview'));
          }}
        >
          {t('details.preview')}
        </Button>
      )}
      <Button className={styles['end']} onClick={onClose}>
        {t('details.close')}
      </Button>
    </div>
  );
}
