import { expect, it } from 'vitest';
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
