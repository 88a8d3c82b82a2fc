import fc from 'fast-check';
import type { Fault } from '../../src/practice-vtn/fault.ts';
import {
  cancel,
  changePace,
  changeSource,
  importAgain,
  kill,
  look,
  misbehave,
  move,
  moveSource,
  pause,
  planAgain,
  restoreSource,
  retry,
  settle,
  stage,
  start,
  startVtn,
  stopVtn,
  verify,
} from './commands.ts';
import type { JobCommand } from './commands.ts';

/** Sequences of up to so many commands; those that move the job along come more often. */
export function sequences(
  resources: readonly string[],
  maxCommands: number,
): fc.Arbitrary<Iterable<JobCommand>> {
  const uploads = fc.integer({ min: 1, max: 5 });
  const moving = [
    uploads.map(start),
    uploads.map(start),
    uploads.map(retry),
    fc.constant(kill),
    fc.constant(settle),
  ];
  const common = [
    fc.constant(pause),
    faultLists(resources).map(misbehave),
    faultLists(resources).map(misbehave),
    paces.map(changePace),
  ];
  const rare = [
    stopVtn,
    startVtn,
    startVtn,
    changeSource,
    moveSource,
    restoreSource,
    stage,
    move,
    importAgain,
    verify,
    planAgain,
  ];
  return fc.commands(
    [...moving, ...moving, ...common, ...rare.map((each) => fc.constant(each)), cancelSometimes],
    { maxCommands, size: 'max' },
  );
}

/** One in four: after it little can happen. */
const cancelSometimes = fc.integer({ min: 0, max: 3 }).map((draw) => (draw === 0 ? cancel : look));

const paces = fc.oneof(
  fc.record({ maxPointsPerSecond: fc.constantFrom(null, 40, 400) }),
  fc.record({ concurrency: fc.constantFrom('auto' as const, 1, 4) }),
  fc.record({ maxRequestsPerSecond: fc.constantFrom(null, 5, 50) }),
);

function faultLists(resources: readonly string[]): fc.Arbitrary<Fault[]> {
  const probability = 0.3;
  const passing = fc.constantFrom<Fault>(
    { kind: 'rate-limited', probability, retryAfterSeconds: 1 },
    { kind: 'unavailable', probability },
    { kind: 'server-error', probability },
    { kind: 'bad-gateway', probability },
    { kind: 'reset-before-write', probability },
    { kind: 'reset-after-write', probability },
    { kind: 'gateway-timeout', probability },
    { kind: 'cut-answer', probability },
    { kind: 'partial-count', probability, missing: 2, writes: 'part' },
    { kind: 'unauthorized', probability: 0.1 },
  );
  const standing = fc.constantFrom<Fault>(
    { kind: 'refuse-rows', everyNth: 5 },
    { kind: 'refuse-whole', everyNth: 7 },
    { kind: 'too-large', maxBytes: 600 },
    { kind: 'unknown-resources', resourceIds: resources.slice(0, 1) },
  );
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant<Fault[]>([]) },
    { weight: 2, arbitrary: fc.array(fc.oneof(passing, standing), { minLength: 1, maxLength: 3 }) },
  );
}
