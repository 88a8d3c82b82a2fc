/** Confirmed points a second over the last seconds, and over the whole run. */
export interface SpeedMeter {
  add(points: number): void;
  /** Points a second over the last ten seconds (or since the start, if that is less). */
  pointsPerSecond(): number;
}

const spanMs = 10_000;

export function createSpeedMeter(now: () => number): SpeedMeter {
  const startedAtMs = now();
  let samples: { readonly atMs: number; readonly points: number }[] = [];
  return {
    add: (points) => {
      const atMs = now();
      samples = samples.filter((sample) => sample.atMs > atMs - spanMs);
      samples.push({ atMs, points });
    },
    pointsPerSecond: () => {
      const nowMs = now();
      const recent = samples.filter((sample) => sample.atMs > nowMs - spanMs);
      const points = recent.reduce((sum, sample) => sum + sample.points, 0);
      const seconds = Math.min(spanMs, Math.max(250, nowMs - startedAtMs)) / 1000;
      return points / seconds;
    },
  };
}
