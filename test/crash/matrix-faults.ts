import type { Fault } from '../../src/practice-vtn/fault.ts';
import type { PlanRequest } from './engine-words.ts';
import { textSiteIntervalMs, textSiteStartMs } from './text-site.ts';

/** A way in which the VTN misbehaves while a job is killed. */
export interface MatrixFault {
  readonly faults: readonly Fault[];
  /** It never takes one of the intervals. */
  readonly refusesOne: boolean;
  /** It is not there for a while. */
  readonly goesAway: boolean;
  readonly pace: PlanRequest['pace'];
}

/** The interval that a VTN with a fault of rows does not take. */
export const refusedStartMs = textSiteStartMs + 21 * textSiteIntervalMs;
const refusedStarts = [new Date(refusedStartMs).toISOString()];

const slowly: Fault = { kind: 'latency', ms: 1 };

/** Every fault by its name. Those that pass hit two uploads, wherever they are on their way. */
export const matrixFaults = {
  none: fault(),
  'rate-limited': fault({ kind: 'rate-limited', times: 2, retryAfterSeconds: 1 }),
  unavailable: fault({ kind: 'unavailable', times: 2 }),
  'server-error': fault({ kind: 'server-error', times: 2 }),
  'bad-gateway': fault({ kind: 'bad-gateway', times: 2 }),
  'reset-before-write': fault({ kind: 'reset-before-write', times: 2 }),
  'reset-after-write': fault({ kind: 'reset-after-write', times: 2 }),
  'gateway-timeout': fault({ kind: 'gateway-timeout', times: 2 }),
  'cut-answer': fault({ kind: 'cut-answer', times: 2 }),
  'partial-count': fault({ kind: 'partial-count', times: 2, missing: 3, writes: 'part' }),
  hang: { ...fault({ kind: 'hang', times: 1 }), pace: { timeoutMs: 500 } },
  'too-large': fault({ kind: 'too-large', maxBytes: 1300 }),
  'refuse-rows': { ...fault({ kind: 'refuse-rows', starts: refusedStarts }), refusesOne: true },
  'refuse-whole': { ...fault({ kind: 'refuse-whole', starts: refusedStarts }), refusesOne: true },
  'tokens-end': fault({ kind: 'unauthorized', times: 2 }, { kind: 'short-tokens', lifetimeMs: 300 }),
  offline: { ...fault(), goesAway: true },
} as const satisfies Record<string, MatrixFault>;

export type MatrixFaultName = keyof typeof matrixFaults;

export const matrixFaultNames = Object.keys(matrixFaults) as MatrixFaultName[];

function fault(...faults: readonly Fault[]): MatrixFault {
  return { faults: [slowly, ...faults], refusesOne: false, goesAway: false, pace: {} };
}
