import { describe, expect, it } from 'vitest';
import { createSpeedMeter } from './speed-meter.ts';

it('shows the points a second of the last ten seconds, and of the whole run while that is shorter', () => {
  let nowMs = 5_000_000;
  const meter = createSpeedMeter(() => nowMs);
  expect(meter.pointsPerSecond()).toBe(0);
  meter.add(1000);
  expect(meter.pointsPerSecond()).toBe(4000);
  nowMs += 2000;
  expect(meter.pointsPerSecond()).toBe(500);
  meter.add(3000);
  nowMs += 9000;
  expect(meter.pointsPerSecond()).toBe(300);
  nowMs += 1000;
  expect(meter.pointsPerSecond()).toBe(0);
});

describe('the seconds of a run', () => {
  it('say what was confirmed, sent and refused in each, the present one left out', () => {
    let nowMs = 5_000_400;
    const meter = createSpeedMeter(() => nowMs);
    meter.sent();
    nowMs += 700;
    meter.sent();
    meter.add(50);
    meter.add(25);
    meter.refused();
    expect(meter.samples()).toEqual([{ atMs: 5_000_000, points: 0, requests: 1, refused: 0 }]);
    nowMs += 3000;
    expect(meter.samples(5_000_000)).toEqual([
      { atMs: 5_001_000, points: 75, requests: 1, refused: 1 },
      { atMs: 5_002_000, points: 0, requests: 0, refused: 0 },
      { atMs: 5_003_000, points: 0, requests: 0, refused: 0 },
    ]);
  });

  it('are kept for an hour, also after days with the lid closed', () => {
    let nowMs = 0;
    const meter = createSpeedMeter(() => nowMs);
    meter.add(1);
    nowMs += 5000 * 1000;
    expect(meter.samples()).toHaveLength(3600);
    expect(meter.samples().every(({ points }) => points === 0)).toBe(true);
    nowMs += 3 * 86_400_000;
    meter.add(7);
    nowMs += 1000;
    const seconds = meter.samples();
    expect(seconds).toHaveLength(3600);
    expect(seconds.at(-1)).toMatchObject({ points: 7 });
    expect(seconds.map(({ atMs }) => atMs)).toEqual(seconds.map((_, nth) => nowMs - (3600 - nth) * 1000));
  });

  it('go on when the clock is set back', () => {
    let nowMs = 10_000;
    const meter = createSpeedMeter(() => nowMs);
    nowMs = 4000;
    meter.add(5);
    nowMs = 11_000;
    expect(meter.samples()).toEqual([{ atMs: 10_000, points: 5, requests: 0, refused: 0 }]);
  });
});
