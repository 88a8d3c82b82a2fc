import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Figures } from '../../components/figures.tsx';
import { Plot } from '../../components/plot.tsx';
import type { PlotLine } from '../../components/plot.tsx';
import { speed } from '../../words/figures.ts';
import { JobSection } from './job-section.tsx';
import styles from './job.module.css';
import { speedSpans, viewSpeed } from './speed-samples.ts';
import type { SpeedSpan, SpeedView } from './speed-samples.ts';
import { useSpeed } from './use-speed.ts';

interface SpeedSectionProps {
  readonly jobId: string;
  readonly pointsPerSecond: number;
  readonly isRunning: boolean;
  /** What limits the speed. */
  readonly children: ReactNode;
}

/** Points a second, second by second, and what keeps it from being more. */
export function SpeedSection({ jobId, pointsPerSecond, isRunning, children }: SpeedSectionProps) {
  const { t } = useTranslation('run');
  const [span, setSpan] = useState<SpeedSpan>('ten-minutes');
  const samples = useSpeed(jobId);
  const view = useMemo(() => viewSpeed(samples, span), [samples, span]);
  if (view === null && !isRunning) return null;
  const spans = speedSpans.map((value) => ({ value, label: t(`speed.spans.${value}`) }));
  return (
    <JobSection
      title={t('speed.title')}
      aside={
        view === null ? null : (
          <SegmentedControl
            size="xs"
            aria-label={t('speed.spans.label')}
            data={spans}
            value={span}
            onChange={(value) => setSpan(speedSpans.find((each) => each === value) ?? 'ten-minutes')}
          />
        )
      }
    >
      {children}
      {view === null ? (
        <p className={styles['quiet']}>{t('speed.none')}</p>
      ) : (
        <SpeedPlot view={view} span={span} now={isRunning ? pointsPerSecond : 0} />
      )}
    </JobSection>
  );
}

function SpeedPlot({ view, span, now }: { view: SpeedView; span: SpeedSpan; now: number }) {
  const { t } = useTranslation('run');
  const lines = useMemo<PlotLine[]>(
    () => [
      {
        label: t('speed.eachSecond'),
        colour: '--app-line',
        widthPx: 1,
        fill: { opacity: 0.5 },
      },
      { label: t('speed.tenSeconds'), colour: '--app-accent', widthPx: 2.5 },
    ],
    [t],
  );
  const figures = { now: speed(now), mean: speed(view.mean), peak: speed(view.peak) };
  return (
    <>
      <Plot
        label={t('speed.plot', { span: t(`speed.spans.${span}`), ...figures })}
        values={view.values}
        lines={lines}
        span={view.span}
        timeZone={Intl.DateTimeFormat().resolvedOptions().timeZone}
        valueTitle={t('speed.unit')}
        heightPx={220}
        fromZero
      />
      <SpeedLegend />
      <Figures
        figures={[
          { name: t('speed.now'), value: figures.now },
          { name: t('speed.mean'), value: figures.mean },
          { name: t('speed.peak'), value: figures.peak },
        ]}
      />
    </>
  );
}

/** Which line is which; the thick one is the mean. */
function SpeedLegend() {
  const { t } = useTranslation('run');
  return (
    <ul className={styles['legend']} aria-hidden="true">
      <li data-line="mean">{t('speed.tenSeconds')}</li>
      <li data-line="second">{t('speed.eachSecond')}</li>
    </ul>
  );
}
