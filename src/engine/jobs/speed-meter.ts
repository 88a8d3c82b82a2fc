import type { SpeedSample } from '../../contract/job-shapes.ts';

/** How fast a run is: confirmed points a second, and what happened in each of its seconds. */
export interface SpeedMeter {
  /** Points that the VTN has confirmed. */
  add(points: number): void;
  /** A request leaves. */
  sent(): void;
  /** An answer was no confirmation, or none came. */
  refused(): void;
  /** Points a second over the last ten seconds (or since the start, if that is less). */
  pointsPerSecond(): number;
  /**
   * The seconds of the run that are over, the latest 3600 of them, or those that began after an instant; one in
   * which nothing happened is all zeros.
   */
  samples(afterMs?: number): SpeedSample[];
}

const spanMs = 10_000;
const secondsKept = 3600;

type Second = { -readonly [K in keyof SpeedSample]: SpeedSample[K] };

export function createSpeedMeter(now: () => number): SpeedMeter {
  const startedAtMs = now();
  const recent: { readonly atMs: number; readonly points: number }[] = [];
  let seconds: Second[] = [emptySecond(startedAtMs)];

  /** The second that it is now, with those that passed since the last one. */
  const present = (): Second => {
    const atMs = startOfSecond(now());
    let last = seconds.at(-1) ?? emptySecond(atMs);
    // A clock that was set back: the second goes on.
    if (atMs <= last.atMs) return last;
    // After a night with the lid closed there is nothing to keep of what was before.
    if (atMs - last.atMs > secondsKept * 1000) seconds = [];
    const from = Math.max(last.atMs + 1000, atMs - secondsKept * 1000);
    for (let second = from; second <= atMs; second += 1000) seconds.push((last = emptySecond(second)));
    if (seconds.length > secondsKept + 1) seconds = seconds.slice(-(secondsKept + 1));
    return last;
  };
  return {
    add: (points) => {
      present().points += points;
      const atMs = now();
      while ((recent[0]?.atMs ?? Infinity) <= atMs - spanMs) recent.shift();
      recent.push({ atMs, points });
    },
    sent: () => {
      present().requests++;
    },
    refused: () => {
      present().refused++;
    },
    pointsPerSecond: () => {
      const nowMs = now();
      const points = recent
        .filter((sample) => sample.atMs > nowMs - spanMs)
        .reduce((sum, sample) => sum + sample.points, 0);
      const spanSeconds = Math.min(spanMs, Math.max(250, nowMs - startedAtMs)) / 1000;
      return points / spanSeconds;
    },
    samples: (afterMs = -Infinity) => {
      present();
      return seconds
        .slice(0, -1)
        .filter(({ atMs }) => atMs > afterMs)
        .map((second) => ({ ...second }));
    },
  };
}

function startOfSecond(atMs: number): number {
  return Math.floor(atMs / 1000) * 1000;
}

function emptySecond(atMs: number): Second {
  return { atMs: startOfSecond(atMs), points: 0, requests: 0, refused: 0 };
}
