import type { SampleRandom } from '../../src/engine/sample-site/sample-random.ts';
import type { KillMoment, LifeRecord } from './crash-job.ts';
import type { Journey } from './journeys.ts';

/** A moment of a journey at which the engine is killed, by its name. */
export interface CrashPoint {
  /** As "before outcome", "after outcome", "VTN: written", "during stage". */
  readonly name: string;
  readonly moment: KillMoment;
}

/** Writes on every journey: on all but the first one they are tried once more, when it has come far. */
const ofSending = new Set(['sending', 'outcome']);

/**
 * The crash points of a journey, from what was seen when nobody killed it: before and after each write by its name, at
 * its first and at one in the middle; while the VTN has a request taken, written and answered; and at a moment within
 * each step of its own. `known` are names of writes that another journey has shown already.
 */
export function crashPointsOf(
  { own }: Pick<Journey, 'own'>,
  { writes, moments }: LifeRecord,
  known: ReadonlySet<string>,
  { next }: SampleRandom,
): CrashPoint[] {
  const counts = countNames(writes);
  const points: CrashPoint[] = [];
  for (const [name, count] of counts) {
    const numbers = known.has(name) ? (ofSending.has(name) ? [count] : []) : firstAndMiddle(count);
    for (const number of numbers) points.push(...aroundWrite(name, number));
  }
  for (const at of ['taken', 'written', 'answered', 'deleted'] as const) {
    for (const number of firstAndMiddle(moments[at] ?? 0))
      points.push({ name: `VTN: ${at}`, moment: { at, number } });
  }
  for (const step of own) {
    for (const share of [0.2, 1])
      points.push({
        name: `during ${step}`,
        moment: { at: 'delay', step, ms: next() * share * longestStepMs },
      });
  }
  return points;
}

/** Names of the writes of a life, each with how often it was written; writes in one transaction count each. */
export function countNames(writes: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of writes.flatMap((write) => write.split('+')))
    counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

const longestStepMs = 80;

function aroundWrite(name: string, number: number): CrashPoint[] {
  return (['before', 'after'] as const).map((when) => ({
    name: `${when} ${name}`,
    moment: { at: 'write', name, number, when },
  }));
}

function firstAndMiddle(count: number): number[] {
  return [...new Set([1, Math.ceil(count / 2)])].filter((number) => number <= count);
}
