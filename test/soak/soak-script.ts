import { sampleRandom } from '../../src/engine/sample-site/sample-random.ts';
import type { SampleRandom } from '../../src/engine/sample-site/sample-random.ts';
import type { Fault } from '../../src/practice-vtn/fault.ts';

export const troubles = ['restart', 'slow', 'refusing'] as const;

export type Trouble = (typeof troubles)[number];

/** A stretch of time in which the VTN behaves in one way. */
export interface Phase {
  readonly kind: 'healthy' | Trouble;
  readonly durationMs: number;
  /** Empty while it is down. */
  readonly faults: readonly Fault[];
  /** Nothing listens on its port. */
  readonly isDown: boolean;
  /** What it does, in a few words. */
  readonly name: string;
}

export interface ScriptOptions {
  readonly seed: number;
  /** What the VTN takes when it is well. */
  readonly pointsPerSecond: number;
  /** The shortest and the longest of each kind of phase. */
  readonly healthyMs: readonly [number, number];
  readonly troubleMs: readonly [number, number];
}

/** Healthy phases with the three kinds of trouble between them, in turns of random order; the same for the same seed. */
export function* soakScript(options: ScriptOptions): Generator<Phase, never> {
  const random = sampleRandom(options.seed);
  const between = ([least, most]: readonly [number, number]): number =>
    Math.round(least + (most - least) * random.next());
  for (;;) {
    for (const kind of shuffled(troubles, random)) {
      yield { ...healthy(options), durationMs: between(options.healthyMs) };
      const durationMs = between(options.troubleMs);
      yield { kind, durationMs, ...troubleOf(kind, options, random) };
    }
  }
}

/** What is beyond the VTN's speed waits, as at a server with its hands full. */
export function healthy({ pointsPerSecond }: ScriptOptions): Omit<Phase, 'durationMs'> {
  return {
    kind: 'healthy',
    name: 'healthy',
    faults: [{ kind: 'capacity', pointsPerSecond, answer: 'slow' }],
    isDown: false,
  };
}

function troubleOf(
  kind: Trouble,
  { pointsPerSecond }: ScriptOptions,
  random: SampleRandom,
): Pick<Phase, 'faults' | 'isDown' | 'name'> {
  switch (kind) {
    case 'restart':
      return { faults: [], isDown: true, name: 'restarted' };
    case 'slow':
      return slowness(pointsPerSecond, random);
    case 'refusing':
      return refusals(random);
  }
}

function slowness(pointsPerSecond: number, random: SampleRandom): Pick<Phase, 'faults' | 'isDown' | 'name'> {
  const share = 0.05 + 0.15 * random.next();
  const faults: Fault[] = [
    { kind: 'capacity', pointsPerSecond: Math.ceil(pointsPerSecond * share), answer: 'slow' },
    { kind: 'latency', ms: 200, jitterMs: 800 },
  ];
  return { faults, isDown: false, name: `slowed to ${(share * 100).toFixed(0)} %` };
}

function refusals(random: SampleRandom): Pick<Phase, 'faults' | 'isDown' | 'name'> {
  const ways: readonly (readonly [string, readonly Fault[]])[] = [
    ['503 with Retry-After', [{ kind: 'unavailable', retryAfterSeconds: 2 }]],
    ['503', [{ kind: 'unavailable' }]],
    ['429 with Retry-After', [{ kind: 'rate-limited', retryAfterSeconds: 2 }]],
    ['500', [{ kind: 'server-error' }]],
    [
      '502, 504 and broken connections',
      [
        { kind: 'bad-gateway', probability: 0.4 },
        { kind: 'reset-before-write', probability: 0.5 },
        { kind: 'gateway-timeout', probability: 0.4 },
        { kind: 'reset-after-write', probability: 0.5 },
      ],
    ],
  ];
  const [name, faults] = ways[Math.floor(random.next() * ways.length)] ?? ['503', []];
  return { faults, isDown: false, name };
}

function shuffled<Item>(items: readonly Item[], random: SampleRandom): Item[] {
  return items
    .map((item) => ({ item, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
