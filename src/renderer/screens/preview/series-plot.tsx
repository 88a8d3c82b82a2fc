import { Button } from '@mantine/core';
import { useEffect, useId, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type uPlot from 'uplot';
import type { PreviewSeries } from '../../../contract/inspection-shapes.ts';
import type { SeriesMarks } from '../../../contract/series-shapes.ts';
import { Plot } from '../../components/plot.tsx';
import type { PlotLine } from '../../components/plot.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { announce } from '../../stores/announcements.ts';
import { ask } from '../../stores/ask-engine.ts';
import { MarkLegend } from './mark-legend.tsx';
import { drawMarks, marksPx } from './mark-shapes.ts';
import type { MarkKind } from './mark-steps.ts';
import { PlotDesk } from './plot-desk.ts';
import type { Span } from './plot-span.ts';
import { PlotTools } from './plot-tools.tsx';
import { keyStep } from './plot-keys.ts';
import styles from './preview.module.css';
import { Readout, useReadout } from './readout.tsx';
import { wallTime } from './zone-times.ts';

interface SeriesPlotProps {
  readonly draftId: string;
  readonly series: string;
  readonly facts: PreviewSeries;
  readonly marks: SeriesMarks;
  /** Start of the interval whose row has the keyboard. */
  readonly activeMs: number | null;
  /** A place of the plot was pressed: by the keyboard (`focus`) or the pointer. */
  readonly onPick: (atMs: number, focus: boolean) => void;
}

const lines: readonly PlotLine[] = [
  { label: 'min', colour: '--app-accent', widthPx: 1.25, dense: 'hidden' },
  { label: 'max', colour: '--app-accent', widthPx: 1.25, fill: { opacity: 0.3, to: 0 }, dense: 'columns' },
];
const plainTopPx = 12;
// The desk gives the plot its values as they come, without a render.
const nothing: uPlot.AlignedData = [[], [], []];

/** The whole series drawn by least and greatest value, to move about in. */
export function SeriesPlot(props: SeriesPlotProps) {
  const { facts, marks } = props;
  const { t } = useTranslation('preview');
  const keysId = useId();
  const desk = usePlotDesk(props);
  const [hidden, setHidden] = useState<ReadonlySet<MarkKind>>(new Set());
  const { selectsRange, setSelectsRange } = useRangeMode(desk);
  return (
    <>
      <PlotTools desk={desk} selectsRange={selectsRange} onSelectsRange={setSelectsRange} />
      <PlotField {...props} desk={desk} hidden={hidden} keysId={keysId} selectsRange={selectsRange} />
      <Readout desk={desk} facts={facts} />
      <PlotTrouble desk={desk} />
      <MarkLegend marks={marks} hidden={hidden} onHidden={setHidden} />
      <p className={styles['quiet']} id={keysId}>
        {t('plot.keys')}
      </p>
    </>
  );
}

interface PlotFieldProps extends SeriesPlotProps {
  readonly desk: PlotDesk;
  readonly hidden: ReadonlySet<MarkKind>;
  readonly keysId: string;
  readonly selectsRange: boolean;
}

/** The plot itself, with its keys. */
function PlotField(props: PlotFieldProps) {
  const { desk, facts, marks, hidden, activeMs, onPick, keysId, selectsRange } = props;
  const { t } = useTranslation('preview');
  const plot = useRef<uPlot | null>(null);
  const [whole] = useState(() => wholeOf(facts));
  const readout = useReadout(facts);
  const hasMarks = marks.counts.some(({ count }) => count > 0);
  useEffect(() => plot.current?.redraw(false, false), [marks, hidden, activeMs]);
  useEffect(() => {
    if (activeMs !== null) desk.reveal(activeMs);
  }, [desk, activeMs]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!keyStep(event, desk, (atMs) => onPick(atMs, true))) return;
    event.preventDefault();
    const { cursor } = desk.view();
    if (event.key.startsWith('Arrow') && !event.shiftKey && cursor !== null) announce(readout(cursor));
  };
  return (
    <div
      role="application"
      tabIndex={0}
      aria-label={t('plot.title')}
      aria-describedby={keysId}
      className={styles['desk']}
      data-range={selectsRange}
      onKeyDown={onKeyDown}
    >
      <Plot
        label={usePlotLabel(facts, desk)}
        values={nothing}
        span={whole}
        lines={lines}
        timeZone={facts.timeZone}
        valueTitle={facts.unit}
        heightPx={320}
        topPx={hasMarks ? marksPx : plainTopPx}
        onPlot={(made) => {
          plot.current = made;
          desk.attach(made);
        }}
        onPoint={desk.point}
        drawOver={(made, colours) => drawMarks(made, colours, { marks: marks.marks, hidden, activeMs })}
      />
    </div>
  );
}

function PlotTrouble({ desk }: { desk: PlotDesk }) {
  const { t } = useTranslation('preview');
  const { trouble } = useSyncExternalStore(desk.subscribe, desk.view);
  if (trouble === null) return null;
  return (
    <div role="alert">
      <TroubleNote trouble={trouble} tone="bad" title={t('plot.failed')} />
      <Button mt="xs" size="xs" variant="default" onClick={() => desk.retry()}>
        {t('tryAgain', { ns: 'common' })}
      </Button>
    </div>
  );
}

function usePlotDesk({ draftId, series, facts, onPick }: SeriesPlotProps): PlotDesk {
  const [desk] = useState(
    () =>
      new PlotDesk({
        whole: wholeOf(facts),
        intervalMs: facts.intervalMs,
        fetchPlot: ({ fromMs, toMs }, columns) =>
          ask('plotSeries', { draftId, series, fromMs, toMs, columns }),
      }),
  );
  useEffect(() => () => desk.close(), [desk]);
  useEffect(() => desk.setOnPick((atMs) => onPick(atMs, false)));
  return desk;
}

function wholeOf({ firstStart, lastStart, intervalMs }: PreviewSeries): Span {
  return { fromMs: Date.parse(firstStart ?? ''), toMs: Date.parse(lastStart ?? '') + (intervalMs ?? 60_000) };
}

function useRangeMode(desk: PlotDesk) {
  const [selectsRange, setSelectsRange] = useState(false);
  useEffect(() => desk.setSelectsRange(selectsRange), [desk, selectsRange]);
  return { selectsRange, setSelectsRange };
}

/** Says in words what is drawn. */
function usePlotLabel({ name, timeZone }: PreviewSeries, desk: PlotDesk): string {
  const { t } = useTranslation('preview');
  const { span } = useSyncExternalStore(desk.subscribe, desk.view);
  return useMemo(() => {
    const [from, to] = [wallTime(span.fromMs, timeZone), wallTime(span.toMs, timeZone)];
    return t('plot.label', { name, from, to, zone: timeZone });
  }, [t, name, span, timeZone]);
}
