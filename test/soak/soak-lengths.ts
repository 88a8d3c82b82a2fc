import type { SampleSiteOptions } from '../../src/engine/sample-site/sample-site-options.ts';
import type { JudgeOptions } from './judge-soak.ts';
import type { ScriptOptions } from './soak-script.ts';

/** How long a soak is, of what, and what is asked of it. */
export interface SoakLength {
  readonly durationMs: number;
  readonly sampleEveryMs: number;
  readonly site: SampleSiteOptions;
  readonly script: Omit<ScriptOptions, 'seed'>;
  readonly judged: JudgeOptions;
  /** How much longer a healthy phase may be where the pace is late. */
  readonly patienceMs: number;
  /** After each recovery. */
  readonly backWithinMs: number;
  /** From the second quarter to the last. */
  readonly allowedGrowth: { readonly bytes: number; readonly handles: number };
}

const megabyte = 1e6;

/** 2.5 million intervals a job; the VTN takes so many points a second when it is well. */
export function longSoak(minutes: number, pointsPerSecond: number): SoakLength {
  return {
    durationMs: minutes * 60_000,
    sampleEveryMs: 1000,
    site: { resources: 48, loadsPerResource: 6 },
    script: { pointsPerSecond, healthyMs: [22_000, 40_000], troubleMs: [10_000, 40_000] },
    judged: { windowMs: 5000, settledAfterMs: 10_000 },
    patienceMs: 0,
    backWithinMs: 10_000,
    allowedGrowth: { bytes: 40 * megabyte, handles: 3 },
  };
}

/** Part of every test run: the bounds are wide, for a machine with other work; what must hold exactly holds here too. */
export const shortSoak: SoakLength = {
  durationMs: 20_000,
  sampleEveryMs: 250,
  site: { resources: 4, loadsPerResource: 6, rows: 1500 },
  script: { pointsPerSecond: 10_000, healthyMs: [7000, 7000], troubleMs: [2000, 3000] },
  judged: { windowMs: 2000, settledAfterMs: 3000 },
  patienceMs: 20_000,
  backWithinMs: 25_000,
  allowedGrowth: { bytes: 100 * megabyte, handles: 12 },
};
