import { expect, it } from 'vitest';
import { sampleJob } from '../../test/suites/sample-engine.ts';
import type { JobSummary } from '../contract/job-shapes.ts';
import { progressLine, whatLimits } from './follow-job.ts';

const points = { ...sampleJob().points, planned: 1000, confirmed: 250, unsent: 750 };

it('progress says how far, how fast and how long, and that it is a rehearsal', () => {
  const line = progressLine(
    sampleJob({
      points,
      pointsPerSecond: 5000,
      remainingMs: 150_000,
      rehearsal: true,
      currentLoad: 'Ven / HVAC',
    }),
  );
  expect(line).toBe(
    '[#####...............] 25 %  250 of 1,000 points  5,000 points/s  2 min 30 s left  REHEARSAL  Ven / HVAC',
  );
});

it('progress tells why nothing goes out instead of a time left that means nothing', () => {
  const wait = { text: 'VTN asked us to wait 4 s', untilMs: null };
  const line = progressLine(sampleJob({ points, remainingMs: 1000, wait }));
  expect(line).toContain('VTN asked us to wait 4 s');
  expect(line).not.toContain('left');
});

it('progress names what keeps the job from being faster, and says once what a wait says too', () => {
  const texts = (wait: string | null, limiter: JobSummary['limiter']) =>
    whatLimits({ wait: wait === null ? null : { text: wait, untilMs: null }, limiter });
  const slow = { code: 'points-limit', text: 'Your limit of 50 points/s' } as const;
  expect(progressLine(sampleJob({ points, limiter: slow }))).toContain('  Your limit of 50 points/s');
  expect(texts(null, null)).toEqual([]);
  expect(texts('Keeping to the pace that was set', slow)).toEqual([
    'Keeping to the pace that was set',
    'Your limit of 50 points/s',
  ]);
  const offline = { code: 'offline', text: 'Offline: waiting for the line, next try at 12:00:05' } as const;
  expect(texts('Offline: waiting for the line', offline)).toEqual([offline.text]);
  const asked = { code: 'vtn-asked', text: 'The VTN asked to wait until 12:00:05' } as const;
  expect(texts('VTN asked us to wait 4 s', asked)).toEqual(['VTN asked us to wait 4 s']);
});

it('progress of a job without points is whole', () => {
  expect(progressLine(sampleJob({ points: { ...points, planned: 0, confirmed: 0 } }))).toContain('100 %');
});
