import { isTrouble, noteLasting, nothingLasting } from './lasting.ts';
import type { Lasting } from './lasting.ts';

/**
 * How many points a second a VTN takes: a pure search. Nothing bounds the rate until the VTN refuses; what it took
 * between two refusals is its limit. The rate then rests just below, and climbs from time to time: gently at first,
 * doubling its steps while nothing is refused, and ever more rarely when the same limit is met again.
 */
export interface RateSearch {
  /** Points a second allowed now; null for no bound. */
  readonly ceiling: number | null;
  readonly phase: 'open' | 'resting' | 'climbing';
  /** Where the climb began, and its latest rate before this one. */
  readonly base: number;
  readonly previous: number;
  readonly step: number;
  readonly nextStepMs: number;
  readonly restMs: number;
  readonly restsUntilMs: number;
  /** What was accepted since the last refusal that counted. */
  readonly acceptedPoints: number;
  readonly acceptedAnswers: number;
  readonly countedFromMs: number;
  /** What was accepted since the latest step, to see whether the ceiling is what holds the rate. */
  readonly stepPoints: number;
  readonly stepFromMs: number;
  /** Since when something else holds the rate; null while the ceiling does. */
  readonly idleSinceMs: number | null;
  /** What the latest climb has found to be the limit, until that is used. */
  readonly found: number | null;
  /** When a refusal came that said too little of the rate. */
  readonly suspectedAtMs: number;
  /** The highest rate that lasted. */
  readonly lasting: Lasting;
  /** Without a ceiling: what was accepted in each of the latest spans. */
  readonly spans: readonly number[];
}

const firstRestMs = 2000;
const longestRestMs = 120_000;
const settledRestMs = 8000;
const acceptedBeforeClimb = 350;
/** So much of the limit found is used. */
const share = 0.95;
/** A rate within this part of another is taken for the same limit. */
const sameLimit = 0.8;
/** A climb that has come so far has left the old limit behind. */
const longClimb = 2;
/** So much more is tried after a climb while little is known. */
const youngGain = 1.12;
const settledGain = 1.04;
const firstStep = 0.02;
const stepMs = 750;
const suspectedForMs = 10_000;
/** A ceiling that has held nobody for so long rises. */
const idleMs = 5000;
const forgottenAbove = 10;
const lowestCeiling = 50;
/** What is counted over less than this says little. */
const tellingMs = 500;
/** The rate without a ceiling is measured over this long. */
const openSpanMs = 5000;
const lastingSpans = 3;
const largestStep = 1.5;
const troubleRestMs = 3000;
const troubleStep = 0.25;
/** Refusals alone do not bring it below this part of what lasted. */
const leastShare = 0.03;

export function startRate(nowMs: number): RateSearch {
  return {
    ceiling: null,
    phase: 'open',
    base: 0,
    previous: 0,
    step: firstStep,
    nextStepMs: 0,
    restMs: firstRestMs,
    restsUntilMs: 0,
    acceptedPoints: 0,
    acceptedAnswers: 0,
    countedFromMs: nowMs,
    stepPoints: 0,
    stepFromMs: nowMs,
    idleSinceMs: null,
    found: null,
    suspectedAtMs: -Infinity,
    lasting: nothingLasting,
    spans: [],
  };
}

/** Begins at a rate that an earlier job has found, and looks soon whether more is taken by now. */
export function withRate(search: RateSearch, pointsPerSecond: number, nowMs: number): RateSearch {
  return rest(search, Math.max(lowestCeiling, pointsPerSecond), firstRestMs, nowMs);
}

/** Whether the ceiling, and nothing else, held the rate lately. */
export function isHeldByCeiling(search: RateSearch): boolean {
  return search.ceiling !== null && search.idleSinceMs === null;
}

/** A quarter of a second of what the VTN takes makes an even flow of requests; fewer points are not worth one. */
const evenFlowSeconds = 0.25;
const fewestPoints = 100;

/** The most points of one request, so that its refusal tells of the rate and not of its size. */
export function pointsForRate({ ceiling, base }: RateSearch): number {
  if (ceiling === null) return Infinity;
  const even = Math.min(ceiling, base * 2) * evenFlowSeconds;
  return Math.max(1, Math.floor(Math.max(even, Math.min(fewestPoints, ceiling))));
}

export function rateAccepted(search: RateSearch, points: number, nowMs: number): RateSearch {
  const counted = {
    ...search,
    acceptedPoints: search.acceptedPoints + points,
    acceptedAnswers: search.acceptedAnswers + 1,
    stepPoints: search.stepPoints + points,
  };
  if (counted.ceiling === null)
    return nowMs - counted.countedFromMs < openSpanMs ? counted : lookOpen(counted, nowMs);
  return nowMs < counted.nextStepMs ? counted : goOn(counted, counted.ceiling, nowMs);
}

/** Without a ceiling only the latest seconds say what the VTN takes. */
function lookOpen(search: RateSearch, nowMs: number): RateSearch {
  const spans = [...search.spans, measure(search, nowMs) ?? 0].slice(-lastingSpans);
  const lasting =
    spans.length < lastingSpans ? search.lasting : noteLasting(search.lasting, Math.min(...spans), nowMs);
  return recount({ ...search, lasting, spans }, nowMs);
}

/** The VTN refused a request that the number of requests at once does not explain. */
export function rateRefused(search: RateSearch, points: number, nowMs: number): RateSearch {
  const { ceiling } = search;
  const measured = measure(search, nowMs);
  const recounted = recount(search, nowMs);
  if (ceiling === null) {
    // The first one may be about anything; with the second there is something to measure.
    if (measured === null && nowMs - search.suspectedAtMs > suspectedForMs) {
      return { ...recounted, suspectedAtMs: nowMs };
    }
    return rest(
      recounted,
      Math.max(lowestCeiling, Math.max(measured ?? 0, points) * share),
      firstRestMs,
      nowMs,
    );
  }
  return search.phase === 'climbing'
    ? refusedInClimb(recounted, measured, nowMs)
    : refusedAtRest(recounted, ceiling, measured, nowMs);
}

/** A long climb keeps what it has reached; a short one has met the old limit again. */
function refusedInClimb(search: RateSearch, measured: number | null, nowMs: number): RateSearch {
  const { base, previous } = search;
  const found = measured ?? base;
  if (previous > base * longClimb && found < previous * sameLimit) {
    const reached = Math.max(base, (previous + found) / 2);
    return rest(search, reached * share, firstRestMs, nowMs);
  }
  // While it is young, what was not refused may be right; where it is not, it will be seen at rest.
  const gain = gainOf(search);
  const between = Math.min(base * gain, (base + previous) / 2);
  return rest({ ...search, found }, Math.max(between, found * share), search.restMs * 2, nowMs);
}

/** How much more than before is tried at rest: the more, the further the climb came without being refused. */
function gainOf({ base, previous, restMs }: RateSearch): number {
  if (restMs < settledRestMs || previous > base * longClimb) return youngGain;
  return previous > base * 1.5 ? settledGain : 1;
}

/** Where nearly all of the ceiling was accepted it was a little too high, else the VTN takes less than before. */
function refusedAtRest(
  search: RateSearch,
  ceiling: number,
  measured: number | null,
  nowMs: number,
): RateSearch {
  // Too early to measure: what the climb just before has found is as good.
  const found = measured ?? search.found;
  if (found !== null && found >= ceiling * sameLimit) {
    return rest({ ...search, found: null }, Math.min(ceiling * 0.98, found * share), search.restMs, nowMs);
  }
  const lower = Math.min(measured === null ? ceiling * 0.7 : measured * share, ceiling * 0.9);
  return rest(search, Math.max(lowestCeiling, lower, least(search, ceiling, nowMs)), firstRestMs, nowMs);
}

/** Refusals alone, of a VTN that took far more not long ago, do not bring it lower. */
function least({ lasting }: RateSearch, ceiling: number, nowMs: number): number {
  return isTrouble(lasting, ceiling, nowMs) ? lasting.value * leastShare : 0;
}

/**
 * Points a second that were accepted since the refusal before. A limiter had nothing left at both moments, so this
 * is its rate, or less where less was sent. Null while it is too early to tell.
 */
function measure(
  { countedFromMs, acceptedAnswers, acceptedPoints }: RateSearch,
  nowMs: number,
): number | null {
  const elapsedMs = nowMs - countedFromMs;
  return elapsedMs >= tellingMs && acceptedAnswers >= 2 ? (acceptedPoints / elapsedMs) * 1000 : null;
}

/** After nothing got through for a while: what was known before holds, but is looked at soon. */
export function recoveringRate(search: RateSearch, nowMs: number): RateSearch {
  const { ceiling } = search;
  return recount(ceiling === null ? search : rest(search, ceiling, firstRestMs, nowMs), nowMs);
}

/** A step of time under the ceiling: it climbs when it may, and where it is what holds the rate. */
function goOn(search: RateSearch, ceiling: number, nowMs: number): RateSearch {
  const spanMs = Math.max(1, nowMs - search.stepFromMs);
  const rate = (search.stepPoints / spanMs) * 1000;
  const isHeld = rate >= ceiling * 0.8;
  const idleSinceMs = isHeld ? null : (search.idleSinceMs ?? search.stepFromMs);
  const looked = { ...search, idleSinceMs, stepPoints: 0, stepFromMs: nowMs, nextStepMs: nowMs + stepMs };
  if (idleSinceMs !== null && nowMs - idleSinceMs >= idleMs) return fade(looked, ceiling, rate, nowMs);
  if (!isHeld) return looked;
  if (search.phase === 'resting') {
    const isRested = nowMs >= restEndMs(search, ceiling, nowMs) && mayRefuseAgain(search, ceiling, nowMs);
    if (!isRested) {
      const isSettled = search.restMs >= settledRestMs;
      return isSettled ? { ...looked, lasting: noteLasting(search.lasting, ceiling, nowMs) } : looked;
    }
    const step = isTrouble(search.lasting, ceiling, nowMs) ? troubleStep : firstStep;
    return climb({ ...looked, phase: 'climbing', base: ceiling, step }, ceiling, nowMs);
  }
  return climb({ ...looked, step: Math.min(largestStep, search.step * 2) }, ceiling, nowMs);
}

/** A ceiling that holds nobody rises, and requests with it, until it is forgotten: all at once would be a shock. */
function fade(search: RateSearch, ceiling: number, rate: number, nowMs: number): RateSearch {
  if (ceiling > rate * forgottenAbove) return { ...startRate(nowMs), lasting: search.lasting };
  const higher = ceiling * 1.5;
  return { ...search, phase: 'resting', ceiling: higher, base: higher, idleSinceMs: nowMs };
}

function climb(search: RateSearch, ceiling: number, nowMs: number): RateSearch {
  return { ...search, previous: ceiling, ceiling: ceiling * (1 + search.step), nextStepMs: nowMs + stepMs };
}

function restEndMs(search: RateSearch, ceiling: number, nowMs: number): number {
  const restMs = isTrouble(search.lasting, ceiling, nowMs)
    ? Math.min(search.restMs, troubleRestMs)
    : search.restMs;
  return search.restsUntilMs - search.restMs + restMs;
}

/** A settled pace risks a refusal only among many requests that were accepted. */
function mayRefuseAgain(search: RateSearch, ceiling: number, nowMs: number): boolean {
  if (search.restMs < settledRestMs || isTrouble(search.lasting, ceiling, nowMs)) return true;
  return search.acceptedAnswers >= acceptedBeforeClimb;
}

function rest(search: RateSearch, ceiling: number, restMs: number, nowMs: number): RateSearch {
  const bounded = Math.min(longestRestMs, restMs);
  return {
    ...search,
    ceiling,
    phase: 'resting',
    base: ceiling,
    restMs: bounded,
    restsUntilMs: nowMs + bounded,
    idleSinceMs: null,
    stepPoints: 0,
    stepFromMs: nowMs,
    nextStepMs: nowMs + stepMs,
  };
}

/** Refusals in quick succession count as one: between the first and the last the measure is the better. */
function recount(search: RateSearch, nowMs: number): RateSearch {
  if (search.ceiling !== null && nowMs - search.countedFromMs < tellingMs) return search;
  return { ...search, acceptedPoints: 0, acceptedAnswers: 0, countedFromMs: nowMs };
}
