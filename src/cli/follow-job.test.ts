import { expect, it } from 'vitest';
import { sampleJob } from '../../test/suites/sample-engine.ts';
import { progressLine } from './follow-job.ts';

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

it('progress of a job without points is whole', () => {
  expect(progressLine(sampleJob({ points: { ...points, planned: 0, confirmed: 0 } }))).toContain('100 %');
});
