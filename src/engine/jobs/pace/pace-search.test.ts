import { describe, expect, it } from 'vitest';
import { simulate } from '../../../../test/pace/simulated-vtn.ts';
import type { Second, VtnModel } from '../../../../test/pace/simulated-vtn.ts';

/** Fast answers, so that nothing but the hidden limit holds the pace. */
const quick = { baseMs: 30, perPointMs: 0.005 };
const seeds = [1, 2, 3];

function meanPoints(seconds: readonly Second[], from: number, to: number): number {
  return seconds.slice(from, to).reduce((sum, { points }) => sum + points, 0) / (to - from);
}

/** The best 30 seconds of the first two minutes, points a second. */
function bestMean(seconds: readonly Second[]): number {
  return Math.max(...Array.from({ length: 91 }, (_, from) => meanPoints(seconds, from, from + 30)));
}

/** Of the requests from the second minute on. */
function refusedShare(seconds: readonly Second[]): number {
  const settled = seconds.slice(60, 300);
  const requests = settled.reduce((sum, each) => sum + each.requests, 0);
  return settled.reduce((sum, { refused }) => sum + refused, 0) / requests;
}

interface Hidden {
  readonly name: string;
  readonly vtn: VtnModel;
  /** Points a second that it takes at best. */
  readonly limit: number;
}

const eachTakes = (atOnce: number, points: number, { baseMs, perPointMs }: VtnModel): number =>
  (atOnce * points * 1000) / (baseMs + perPointMs * points);

const fourOfFiveThousand = { baseMs: 5, perPointMs: 0.2 };
const patient = { baseMs: 100, perPointMs: 0.02 };
const mebibyte = 1024 * 1024;

const hidden: readonly Hidden[] = [
  { name: '20,000 points/s, 429', vtn: { ...quick, pointsPerSecond: 20_000 }, limit: 20_000 },
  {
    name: '20,000 points/s, 429 with Retry-After',
    vtn: { ...quick, pointsPerSecond: 20_000, retryAfterMs: 1000 },
    limit: 20_000,
  },
  {
    name: '20,000 points/s, answers get slow',
    vtn: { ...quick, pointsPerSecond: 20_000, slow: true },
    limit: 20_000,
  },
  {
    name: '3,000 points/s, fewer than a first request has',
    vtn: { ...quick, pointsPerSecond: 3000 },
    limit: 3000,
  },
  {
    name: '200,000 points/s',
    vtn: { baseMs: 10, perPointMs: 0.003, pointsPerSecond: 200_000 },
    limit: 200_000,
  },
  {
    name: '4 requests at once of 5,000 points/s each, 503',
    vtn: { ...fourOfFiveThousand, atOnce: 4 },
    limit: 20_000,
  },
  {
    name: '4 requests at once of 5,000 points/s each, the others queue',
    vtn: { ...fourOfFiveThousand, workers: 4 },
    limit: 20_000,
  },
  { name: '2 requests at once', vtn: { ...patient, atOnce: 2 }, limit: eachTakes(2, 50_000, patient) },
  { name: '12 requests at once', vtn: { ...patient, atOnce: 12 }, limit: eachTakes(12, 50_000, patient) },
  {
    name: '16 workers with a queue',
    vtn: { ...patient, workers: 16 },
    limit: eachTakes(16, 50_000, patient),
  },
  {
    name: 'a body of 64 KiB and 6 requests at once',
    vtn: { baseMs: 40, perPointMs: 0.02, maxBytes: 64 * 1024, atOnce: 6 },
    limit: eachTakes(6, 555, { baseMs: 40, perPointMs: 0.02 }),
  },
  {
    name: 'a body of 1 MiB and 20,000 points/s',
    vtn: { ...quick, maxBytes: mebibyte, pointsPerSecond: 20_000 },
    limit: 20_000,
  },
  {
    name: '8 requests at once and 50,000 points/s',
    vtn: { baseMs: 200, perPointMs: 0.01, atOnce: 8, pointsPerSecond: 50_000 },
    limit: 50_000,
  },
  {
    name: 'a body of 256 KiB, 4 requests at once and 20,000 points/s, 429',
    vtn: { baseMs: 5, perPointMs: 0.125, maxBytes: mebibyte / 4, atOnce: 4, pointsPerSecond: 20_000 },
    limit: 20_000,
  },
];

describe('a hidden limit of a VTN', () => {
  it.each(hidden)('of $name is used to 85 % within two minutes, with 1 % refused', ({ vtn, limit }) => {
    for (const seed of seeds) {
      const { seconds } = simulate([{ fromMs: 0, vtn }], { durationMs: 300_000, seed });
      expect(bestMean(seconds) / limit).toBeGreaterThanOrEqual(0.85);
      expect(meanPoints(seconds, 120, 300) / limit).toBeGreaterThanOrEqual(0.85);
      expect(refusedShare(seconds)).toBeLessThanOrEqual(0.01);
    }
  });

  it('is used as well from a busy computer, that is often late by a tenth of a second', () => {
    const vtn = { ...quick, pointsPerSecond: 20_000 };
    const { seconds } = simulate([{ fromMs: 0, vtn }], { durationMs: 300_000, seed: 1, busyMs: 100 });
    expect(bestMean(seconds) / 20_000).toBeGreaterThanOrEqual(0.85);
    expect(refusedShare(seconds)).toBeLessThanOrEqual(0.01);
  });

  it('is looked for only below what a person allows', () => {
    const { seconds, most } = simulate([{ fromMs: 0, vtn: patient }], {
      durationMs: 60_000,
      seed: 1,
      most: 3,
    });
    expect(most).toBe(3);
    expect(meanPoints(seconds, 30, 60) / eachTakes(3, 50_000, patient)).toBeGreaterThan(0.9);
  });

  it('of a VTN that works on one request after the other is not met with a long queue', () => {
    const vtn = { workers: 1, baseMs: 20, perPointMs: 0.2 };
    const { slowestMs } = simulate([{ fromMs: 0, vtn }], { durationMs: 300_000, seed: 1 });
    expect(slowestMs).toBeLessThan(20_000);
  });
});

describe('a trouble that has ended', () => {
  const vtns: Record<string, VtnModel> = {
    'without a limit': { baseMs: 30, perPointMs: 0.01 },
    'with a rate': { ...quick, pointsPerSecond: 20_000 },
    'with places': { ...patient, atOnce: 8 },
  };
  const troubles: Record<string, Partial<VtnModel>> = {
    'refused everything': { down: 'refusing' },
    'refused everything with Retry-After': { down: 'refusing', retryAfterMs: 2000 },
    'answered with errors': { down: 'failing' },
    'took seconds for an answer': { baseMs: 3000 },
    'took ten times as long': { baseMs: 1000, perPointMs: 0.1 },
  };
  const cases = Object.keys(vtns).flatMap((name) =>
    Object.keys(troubles).map((trouble) => ({ name, trouble })),
  );

  it.each(cases)('is forgotten within 10 s: a VTN $name that $trouble', ({ name, trouble }) => {
    const vtn = vtns[name] ?? quick;
    for (const seconds of [20, 60]) {
      const ended = 100 + seconds;
      const phases = [
        { fromMs: 0, vtn },
        { fromMs: 100_000, vtn: { ...vtn, ...troubles[trouble] } },
        { fromMs: ended * 1000, vtn },
      ];
      const run = simulate(phases, { durationMs: (ended + 20) * 1000, seed: seconds });
      const before = meanPoints(run.seconds, 70, 100);
      expect(meanPoints(run.seconds, ended + 10, ended + 20) / before).toBeGreaterThanOrEqual(0.85);
    }
  });
});
