import { useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PreviewSeries } from '../../../contract/inspection-shapes.ts';
import type { SeriesMarks } from '../../../contract/series-shapes.ts';
import { LoadingNote } from '../../components/loading-note.tsx';
import { Note } from '../../components/note.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import type { TableReach } from '../../components/virtual-table.tsx';
import { ask, useAnswer } from '../../stores/ask-engine.ts';
import { IntervalTable } from './interval-table.tsx';
import { MonthTable } from './month-table.tsx';
import styles from './preview.module.css';
import { SeriesFigures } from './series-figures.tsx';
import { SeriesHeading } from './series-heading.tsx';
import { SeriesPlot } from './series-plot.tsx';

interface SeriesViewProps {
  readonly draftId: string;
  readonly series: string;
}

const noMarks: SeriesMarks = { marks: [], counts: [] };

/** One series: its plot, its figures and all its intervals, the first and the last linked with each other. */
export function SeriesView({ draftId, series }: SeriesViewProps) {
  const { t } = useTranslation('preview');
  const titleId = useId();
  const facts = useAnswer('describeSeries', { draftId, series });
  if (facts.trouble !== null) {
    return (
      <div role="alert">
        <TroubleNote trouble={facts.trouble} tone="bad" title={t('series.failed')} />
      </div>
    );
  }
  if (facts.value === null) return <LoadingNote />;
  const found = facts.value;
  if (found.intervals > 0) return <FilledSeries draftId={draftId} series={series} facts={found} />;
  return (
    <>
      <section className={styles['card']} aria-labelledby={titleId}>
        <SeriesHeading id={titleId} series={found} />
        <Note tone="caution" icon="warning" title={t('series.noIntervals')} />
      </section>
      <SeriesFigures series={found} />
    </>
  );
}

interface FilledSeriesProps extends SeriesViewProps {
  readonly facts: PreviewSeries;
}

function FilledSeries({ draftId, series, facts }: FilledSeriesProps) {
  const titleId = useId();
  const marks = useAnswer('listMarks', { draftId, series });
  const [activeMs, setActiveMs] = useState<number | null>(null);
  const table = useRef<TableReach>(null);
  const shown = marks.value ?? noMarks;
  const link = useMemo(
    () => ({
      goToTime: async (atMs: number, focus: boolean): Promise<void> => {
        const { index } = await ask('locateInterval', { draftId, series, atMs });
        table.current?.goTo(index, { focus });
        setActiveMs(atMs);
      },
    }),
    [draftId, series],
  );
  return (
    <>
      <section className={styles['card']} aria-labelledby={titleId}>
        <SeriesHeading id={titleId} series={facts} />
        <SeriesPlot
          draftId={draftId}
          series={series}
          facts={facts}
          marks={shown}
          activeMs={activeMs}
          onPick={(atMs, focus) => void link.goToTime(atMs, focus)}
        />
        {marks.trouble === null ? null : <TroubleNote trouble={marks.trouble} tone="caution" />}
      </section>
      <div className={styles['beside']}>
        <SeriesFigures series={facts} />
        <MonthTable draftId={draftId} series={series} facts={facts} />
      </div>
      <IntervalTable
        draftId={draftId}
        series={series}
        facts={facts}
        marks={shown}
        reach={table}
        onActive={setActiveMs}
        onTime={(atMs) => link.goToTime(atMs, true)}
      />
    </>
  );
}
