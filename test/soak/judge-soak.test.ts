import { describe, expect, it } from 'vitest';
import { meanPace } from '../../bench/mean-pace.ts';
import type { PaceSample } from '../../bench/mean-pace.ts';
import { judgeSoak } from './judge-soak.ts';
import type { SoakRecord } from './soak-record.ts';

const secondMs = 1000;

/** 60 s: healthy at 100 points/s, nothing from 20 to 30 s, half of it to 34 s, then 100 again. */
function sampleRecord(): SoakRecord {
  const pace: PaceSample[] = [{ atMs: 0, points: 0 }];
  let points = 0;
  for (let second = 1; second <= 60; second++) {
    if (second <= 20 || second > 34) points += 100;
    else if (second > 30) points += 50;
    pace.push({ atMs: second * secondMs, points });
  }
  return {
    pointsPerSecond: 100,
    phases: [
      { kind: 'healthy', name: 'healthy', fromMs: 0, toMs: 20_000 },
      { kind: 'restart', name: 'restarted', fromMs: 20_000, toMs: 30_000 },
      { kind: 'healthy', name: 'healthy', fromMs: 30_000, toMs: 60_000 },
    ],
    pace,
    bodies: pace.map(({ atMs }) => ({
      atMs,
      rssBytes: 1e8 + atMs * 10,
      heapBytes: 5e7,
      handles: 30,
      loopDelayMs: atMs === 7000 ? 90 : 12,
    })),
    jobs: [],
    problems: [],
    lost: 0,
    doubled: 0,
    requests: 0,
    rewrites: 0,
    diskBytes: 0,
    vtnBytes: 0,
    mostAtOnce: 1,
    requestsByStatus: {},
  };
}

describe('the judgement over a soak', () => {
  const options = { windowMs: 2000, settledAfterMs: 10_000 };

  it('finds when the pace was back, as a mean over the window that follows', () => {
    const { healthyPace, recoveries } = judgeSoak(sampleRecord(), options);
    expect(healthyPace).toBe(100);
    // From 33.25 s on, 0.75 s at 50 and 1.25 s at 100 points/s make 81.
    expect(recoveries).toEqual([{ name: 'restarted', kind: 'restart', atMs: 30_000, tookMs: 3250 }]);
  });

  it('says so when the pace did not come back', () => {
    const record = sampleRecord();
    record.phases[2] = { kind: 'healthy', name: 'healthy', fromMs: 30_000, toMs: 33_000 };
    expect(judgeSoak(record, options).recoveries[0]?.tookMs).toBeNull();
  });

  it('sees what grows and what stays', () => {
    const { rss, handles, loopDelayMs } = judgeSoak(sampleRecord(), options);
    expect(rss.perHour).toBeCloseTo(3.6e7, 0);
    expect(rss.quarters[3]).toBeGreaterThan(rss.quarters[1] ?? 0);
    expect(handles).toEqual({ quarters: [30, 30, 30, 30], perHour: 0, most: 30 });
    expect(loopDelayMs).toEqual({ median: 12, most: 90 });
  });
});

describe('the pace between two moments', () => {
  const pace = [
    { atMs: 0, points: 0 },
    { atMs: 1000, points: 100 },
    { atMs: 3000, points: 500 },
  ];

  it.each([
    [0, 1000, 100],
    [500, 1000, 100],
    [1000, 2000, 200],
    [500, 2000, 250 / 1.5],
  ])('from %i to %i ms is %d points/s', (fromMs, toMs, expected) => {
    expect(meanPace(pace, fromMs, toMs)).toBeCloseTo(expected);
  });
});
