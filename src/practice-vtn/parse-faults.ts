import { isUuid } from '../domain/uuid.ts';
import type { Fault, FaultKind } from './fault.ts';
import { instantMs } from './instant.ts';
import { brokenRule, missingField, unknownField } from './validation-problem.ts';
import type { ValidationProblem } from './validation-problem.ts';

/** A list of faults that is not what `Fault` describes; the message and the problems name each entry and key. */
export class FaultsInvalid extends Error {
  override readonly name = 'FaultsInvalid';
  readonly problems: readonly ValidationProblem[];

  constructor(problems: readonly ValidationProblem[]) {
    super(`The faults are not valid. ${problems.map(inWords).join('; ')}.`);
    this.problems = problems;
  }
}

/**
 * Reads a list of faults, as a JSON file or a request brings it.
 *
 * @throws FaultsInvalid naming every unknown kind, unknown or missing key, and value out of range.
 */
export function parseFaults(candidate: unknown): Fault[] {
  if (!Array.isArray(candidate)) {
    throw new FaultsInvalid([brokenRule(['body'], 'the faults should be a list', candidate)]);
  }
  const entries: readonly unknown[] = candidate;
  const problems = entries.flatMap((entry, index) => entryProblems(entry, index));
  if (problems.length > 0) throw new FaultsInvalid(problems);
  return structuredClone(entries) as Fault[];
}

interface Rule {
  readonly words: string;
  accepts(value: unknown): boolean;
}

interface Shape {
  readonly required: Readonly<Record<string, Rule>>;
  readonly optional: Readonly<Record<string, Rule>>;
}

const share: Rule = {
  words: 'a number from 0 to 1',
  accepts: (value) => isNumberFrom(value, 0) && value <= 1,
};
const amount: Rule = { words: 'a number from 0 up', accepts: (value) => isNumberFrom(value, 0) };
const count: Rule = {
  words: 'a whole number from 0 up',
  accepts: (value) => isNumberFrom(value, 0) && Number.isInteger(value),
};
const positiveCount: Rule = {
  words: 'a whole number from 1 up',
  accepts: (value) => isNumberFrom(value, 1) && Number.isInteger(value),
};
const speed: Rule = {
  words: 'a number above 0',
  accepts: (value) => isNumberFrom(value, 0) && value > 0,
};
const uuid: Rule = { words: 'a UUID', accepts: (value) => typeof value === 'string' && isUuid(value) };
const uuids: Rule = {
  words: 'a list of UUIDs',
  accepts: (value) => Array.isArray(value) && value.every(uuid.accepts),
};
const instants: Rule = {
  words: 'a list of dates and times with a zone',
  accepts: (value) => Array.isArray(value) && value.every(isInstant),
};
const words: Rule = { words: 'a text', accepts: (value) => typeof value === 'string' };
const refusingStatus: Rule = { words: '422 or 400', accepts: (value) => value === 422 || value === 400 };
const extent: Rule = { words: "'all' or 'part'", accepts: (value) => value === 'all' || value === 'part' };

const overload: Rule = {
  words: "'rate-limited', 'unavailable' or 'slow'",
  accepts: (value) => value === 'rate-limited' || value === 'unavailable' || value === 'slow',
};

const firing = { probability: share, times: count, resourceId: uuid };
const passing: Shape = { required: {}, optional: firing };
const slowDown: Shape = { required: {}, optional: { ...firing, retryAfterSeconds: amount } };

const shapes: Readonly<Record<FaultKind, Shape>> = {
  latency: { required: { ms: amount }, optional: { ...firing, jitterMs: amount } },
  'rate-limited': slowDown,
  unavailable: slowDown,
  'server-error': passing,
  'bad-gateway': passing,
  unauthorized: passing,
  'reset-before-write': passing,
  hang: passing,
  'gateway-timeout': passing,
  'reset-after-write': passing,
  'cut-answer': passing,
  'partial-count': { required: {}, optional: { ...firing, missing: positiveCount, writes: extent } },
  capacity: {
    required: { answer: overload },
    optional: {
      pointsPerSecond: speed,
      requestsAtOnce: positiveCount,
      pointsPerSecondEach: speed,
      bodyBytes: count,
      retryAfterSeconds: amount,
    },
  },
  'too-large': { required: { maxBytes: count }, optional: {} },
  'refuse-rows': { required: {}, optional: { everyNth: positiveCount, starts: instants } },
  'refuse-whole': {
    required: {},
    optional: { everyNth: positiveCount, starts: instants, status: refusingStatus, detail: words },
  },
  'unknown-resources': { required: { resourceIds: uuids }, optional: {} },
  'short-tokens': { required: { lifetimeMs: amount }, optional: {} },
  'token-refused': { required: {}, optional: { probability: share, times: count } },
  'duplicate-resource-error': { required: {}, optional: {} },
};

function entryProblems(entry: unknown, index: number): ValidationProblem[] {
  if (!isRecord(entry)) return [brokenRule(['body', index], 'a fault should be an object', entry)];
  if (entry.kind === undefined) return [missingField(['body', index, 'kind'], entry)];
  if (!isFaultKind(entry.kind)) {
    const rule = `unknown kind ${JSON.stringify(entry.kind)}, known are ${Object.keys(shapes).join(', ')}`;
    return [brokenRule(['body', index, 'kind'], rule, entry.kind)];
  }
  const { required, optional } = shapes[entry.kind];
  const rules = new Map(Object.entries({ ...required, ...optional }));
  const missing = Object.keys(required)
    .filter((key) => entry[key] === undefined)
    .map((key) => missingField(['body', index, key], entry));
  const wrong = Object.entries(entry)
    .filter(([key, value]) => key !== 'kind' && value !== undefined)
    .flatMap(([key, value]) => valueProblems(rules.get(key), ['body', index, key], value));
  return [...missing, ...wrong, ...choiceProblems(entry, index)];
}

function valueProblems(
  rule: Rule | undefined,
  loc: readonly (string | number)[],
  value: unknown,
): ValidationProblem[] {
  if (rule === undefined) return [unknownField(loc, value)];
  return rule.accepts(value) ? [] : [brokenRule(loc, `should be ${rule.words}`, value)];
}

function choiceProblems(entry: Readonly<Record<string, unknown>>, index: number): ValidationProblem[] {
  if (entry.kind !== 'refuse-rows' && entry.kind !== 'refuse-whole') return [];
  if ((entry.everyNth === undefined) !== (entry.starts === undefined)) return [];
  return [brokenRule(['body', index], `${entry.kind} needs either everyNth or starts`, entry)];
}

function inWords(problem: ValidationProblem): string {
  const [, index, key] = problem.loc;
  const place = index === undefined ? '' : `Fault ${index}${key === undefined ? '' : `, key "${key}"`}: `;
  return `${place}${problem.msg.replace('Value error, ', '')}`;
}

function isFaultKind(kind: unknown): kind is FaultKind {
  return typeof kind === 'string' && Object.hasOwn(shapes, kind);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumberFrom(value: unknown, least: number): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= least;
}

function isInstant(value: unknown): boolean {
  return typeof value === 'string' && !Number.isNaN(instantMs(value));
}
