import { NativeSelect } from '@mantine/core';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaceChange, PaceRequest } from '../../../contract/request-shapes.ts';
import { ask } from '../../stores/ask-engine.ts';
import { bytes, count, value as number } from '../../words/figures.ts';
import { HoursField } from './hours-field.tsx';
import { JobSection } from './job-section.tsx';
import { LimitField } from './limit-field.tsx';
import type { LimitSlider } from './limit-field.tsx';
import styles from './pace.module.css';
import { lastPosition, positionOf, rateAt } from './rate-scale.ts';
import type { RateScale } from './rate-scale.ts';
import { usePaceControl } from './use-pace-control.ts';

interface PaceSectionProps {
  readonly jobId: string;
  readonly pace: PaceRequest;
  readonly timeZone: string;
}

const pointsSlider = rateSlider({ least: 10, most: 1_000_000 });
const requestRateSlider = rateSlider({ least: 0.1, most: 1000 });
const bytesSlider = rateSlider({ least: 1000, most: 100_000_000 });
const mostRequests = 64;
/** As many as the engine sends at once by itself. */
const automaticRequests = 5;

const requestsSlider: LimitSlider = {
  last: mostRequests - 1,
  first: automaticRequests,
  valueAt: (position) => position + 1,
  positionOf: (requests) => (requests ?? automaticRequests) - 1,
};

type Apply = (change: PaceChange) => Promise<PaceRequest>;

/** How fast the job may go. Each change takes effect at once, running or not, and is kept with the job. */
export const PaceSection = memo(function PaceSection({ jobId, pace, timeZone }: PaceSectionProps) {
  const { t } = useTranslation('run');
  const apply: Apply = (change) => ask('changePace', { jobId, pace: change });
  const hours = usePaceControl({
    inForce: pace.window,
    apply: async (window) => (await apply({ window })).window,
  });
  return (
    <JobSection title={t('pace.title')} hint={t('pace.hint')}>
      <div className={styles['fields']}>
        <PointsField pace={pace} apply={apply} />
        <BytesField pace={pace} apply={apply} />
        <RequestRateField pace={pace} apply={apply} />
        <RequestsField pace={pace} apply={apply} />
        <HoursField control={hours} timeZone={timeZone} />
      </div>
    </JobSection>
  );
});

interface FieldProps {
  readonly pace: PaceRequest;
  readonly apply: Apply;
}

function PointsField({ pace, apply }: FieldProps) {
  const { t } = useTranslation('run');
  const control = usePaceControl({
    inForce: pace.maxPointsPerSecond,
    apply: async (maxPointsPerSecond) => (await apply({ maxPointsPerSecond })).maxPointsPerSecond,
  });
  return (
    <LimitField
      name={t('pace.points')}
      control={control}
      freeWord={t('pace.noLimit')}
      slider={pointsSlider}
      spell={(rate) => (rate === null ? t('pace.noLimit') : t('pace.pointsValue', { value: count(rate) }))}
      complain={useRateComplaint()}
    />
  );
}

const byteUnits = { kB: 1000, MB: 1_000_000 } as const;

function BytesField({ pace, apply }: FieldProps) {
  const { t } = useTranslation('run');
  const [unit, setUnit] = useState<keyof typeof byteUnits>('MB');
  const control = usePaceControl({
    inForce: pace.maxBytesPerSecond,
    apply: async (maxBytesPerSecond) => (await apply({ maxBytesPerSecond })).maxBytesPerSecond,
  });
  return (
    <LimitField
      name={t('pace.bytes')}
      control={control}
      freeWord={t('pace.noLimit')}
      slider={bytesSlider}
      unitSize={byteUnits[unit]}
      spell={(rate) => (rate === null ? t('pace.noLimit') : t('pace.bytesValue', { value: bytes(rate) }))}
      complain={useRateComplaint()}
    >
      <NativeSelect
        aria-label={t('pace.unit')}
        value={unit}
        data={['kB', 'MB'].map((value) => ({ value, label: `${value}/s` }))}
        onChange={({ currentTarget: { value } }) => setUnit(value === 'kB' ? 'kB' : 'MB')}
      />
    </LimitField>
  );
}

function RequestRateField({ pace, apply }: FieldProps) {
  const { t } = useTranslation('run');
  const control = usePaceControl({
    inForce: pace.maxRequestsPerSecond,
    apply: async (maxRequestsPerSecond) => (await apply({ maxRequestsPerSecond })).maxRequestsPerSecond,
  });
  return (
    <LimitField
      name={t('pace.requestRate')}
      control={control}
      freeWord={t('pace.noLimit')}
      slider={requestRateSlider}
      spell={(rate) =>
        rate === null ? t('pace.noLimit') : t('pace.requestRateValue', { value: number(rate) })
      }
      complain={useRateComplaint()}
    />
  );
}

function RequestsField({ pace, apply }: FieldProps) {
  const { t } = useTranslation('run');
  const limitOf = ({ concurrency }: PaceRequest): number | null =>
    concurrency === 'auto' ? null : concurrency;
  const control = usePaceControl({
    inForce: limitOf(pace),
    apply: async (requests) => limitOf(await apply({ concurrency: requests ?? 'auto' })),
  });
  return (
    <LimitField
      name={t('pace.requests')}
      control={control}
      freeWord={t('pace.automatic')}
      slider={requestsSlider}
      spell={(requests) =>
        requests === null ? t('pace.automatic') : t('pace.requestsValue', { value: count(requests) })
      }
      complain={(requests) =>
        requests === null || !Number.isInteger(requests) || requests < 1 || requests > mostRequests
          ? t('pace.wrongRequests')
          : null
      }
    />
  );
}

function useRateComplaint(): (rate: number | null) => string | null {
  const { t } = useTranslation('run');
  return (rate) => (rate === null || rate <= 0 ? t('pace.wrongRate', { none: t('pace.noLimit') }) : null);
}

function rateSlider(scale: RateScale): LimitSlider {
  return {
    last: lastPosition,
    // So high that it changes nothing until it is lowered.
    first: scale.most,
    valueAt: (position) => rateAt(scale, position),
    positionOf: (rate) => positionOf(scale, rate),
  };
}
