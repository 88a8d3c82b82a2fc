import type { Capacity } from '../src/practice-vtn/fault.ts';
import type { Pace } from './run-orders.ts';

/** A VTN that takes only so much and does not say how much. */
export interface PaceScenario {
  readonly name: string;
  readonly capacity: Omit<Capacity, 'kind'>;
  /** What the limit comes to: points a second, or points a request where only the body is limited. */
  readonly limit: number;
  readonly of: 'points a second' | 'points a request';
}

export interface PaceSetting {
  readonly name: string;
  /** The engine, or a plain sender that keeps to its setting whatever is answered: the engine always gives way. */
  readonly sender:
    | { readonly kind: 'engine'; readonly pace: Pace }
    | { readonly kind: 'plain'; readonly atOnce: number; readonly pointsEach: number };
  readonly colour: string;
  readonly seconds: number;
}

/** Far below what any machine takes, so that the machine does not decide. */
const pointsPerSecond = 20_000;
const bodyBytes = 256 * 1024;
/** Compact JSON of a point with a value of five characters, and its comma. */
const bytesPerPoint = 117;

export const paceScenarios: readonly PaceScenario[] = [
  {
    name: 'points/s, 429',
    capacity: { pointsPerSecond, answer: 'rate-limited' },
    limit: pointsPerSecond,
    of: 'points a second',
  },
  {
    name: 'points/s, 429 with Retry-After of 1 s',
    capacity: { pointsPerSecond, answer: 'rate-limited', retryAfterSeconds: 1 },
    limit: pointsPerSecond,
    of: 'points a second',
  },
  {
    name: 'points/s, answers get slow',
    capacity: { pointsPerSecond, answer: 'slow' },
    limit: pointsPerSecond,
    of: 'points a second',
  },
  {
    name: '4 requests at once of 5,000 points/s each, 503',
    capacity: { requestsAtOnce: 4, pointsPerSecondEach: 5000, answer: 'unavailable' },
    limit: pointsPerSecond,
    of: 'points a second',
  },
  {
    name: '4 requests at once of 5,000 points/s each, slow',
    capacity: { requestsAtOnce: 4, pointsPerSecondEach: 5000, answer: 'slow' },
    limit: pointsPerSecond,
    of: 'points a second',
  },
  {
    name: 'body of 256 KiB, 413',
    capacity: { requestsAtOnce: 4, pointsPerSecondEach: 5000, bodyBytes, answer: 'slow' },
    limit: Math.floor(bodyBytes / bytesPerPoint),
    of: 'points a request',
  },
  {
    name: 'all three, 429',
    capacity: {
      pointsPerSecond,
      requestsAtOnce: 4,
      pointsPerSecondEach: 8000,
      bodyBytes,
      answer: 'rate-limited',
    },
    limit: pointsPerSecond,
    of: 'points a second',
  },
  {
    name: 'all three, 503 with Retry-After of 1 s',
    capacity: {
      pointsPerSecond,
      requestsAtOnce: 4,
      pointsPerSecondEach: 8000,
      bodyBytes,
      answer: 'unavailable',
      retryAfterSeconds: 1,
    },
    limit: pointsPerSecond,
    of: 'points a second',
  },
];

export const paceSettings: readonly PaceSetting[] = [
  { name: 'found by the engine', sender: { kind: 'engine', pace: {} }, colour: '#1261a0', seconds: 150 },
  {
    name: 'fixed too low: the engine held to 1 request at once, 4,000 points/s',
    sender: { kind: 'engine', pace: { concurrency: 1, chunkPoints: 1000, maxPointsPerSecond: 4000 } },
    colour: '#3a7d44',
    seconds: 60,
  },
  {
    name: 'fixed too high: a plain sender, 32 requests at once of 8,741 points',
    sender: { kind: 'plain', atOnce: 32, pointsEach: 8741 },
    colour: '#b0413e',
    seconds: 60,
  },
];
