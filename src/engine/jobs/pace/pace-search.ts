import { largestChunkPoints } from './chunk-size.ts';
import {
  isHeldByCeiling,
  pointsForRate,
  rateAccepted,
  rateRefused,
  recoveringRate,
  startRate,
} from './rate-search.ts';
import type { RateSearch } from './rate-search.ts';
import {
  boundWindow,
  isAgainRefused,
  recoveringWindow,
  startWindow,
  windowAccepted,
  windowDoubted,
  windowRefused,
  windowTimedOut,
} from './window-search.ts';
import type { WindowSearch } from './window-search.ts';

/**
 * What a VTN takes, found by how it answers: requests at once and points a second. A pure calculator over a small
 * state that all jobs to the VTN share. A refusal is laid to the number at once when that number is new, else to
 * the rate. When nothing gets through any more it sends single, smaller requests, and goes back to what
 * it knew as soon as one is accepted.
 */
export interface PaceSearch {
  readonly window: WindowSearch;
  readonly rate: RateSearch;
  /** Nothing goes before this moment (epoch ms). */
  readonly pausedUntilMs: number;
  /** Answers to requests that left before this moment say nothing new. */
  readonly cutAtMs: number;
  /** Answers in a row that were no acceptance, each to a request that left after the one before came. */
  readonly failedInARow: number;
  /** What was known before the first of them. */
  readonly beforeFailures: Known;
  /** What was known before nothing got through any more; null while something does. */
  readonly beforeOutage: Known | null;
  /** The most points a request may have while it is unclear what gets through; null for no such bound. */
  readonly trialPoints: number | null;
  /** Since when nothing was accepted, as far as known (epoch ms). */
  readonly failingSinceMs: number;
  /** What became of requests by how many were under way when they left; what is long ago counts less. */
  readonly acceptedAt: readonly number[];
  readonly refusedAt: readonly number[];
}

interface Known {
  readonly window: WindowSearch;
  readonly rate: RateSearch;
}

export interface Answer {
  readonly sentAtMs: number;
  readonly answeredAtMs: number;
  readonly points: number;
  /** Requests under way when it left, with itself. */
  readonly atOnce: number;
  /** `failed` is no answer or the VTN's own fault; `answered` is one that says nothing of the pace. */
  readonly result: 'accepted' | 'refused' | 'timeout' | 'failed' | 'answered';
  readonly retryAfterMs: number | null;
}

/** So many in a row, and nothing seems to get through. */
const failuresOfOutage = 3;
const firstTrialMs = 240;
const longestTrialMs = 1900;
const fewestTrialPoints = 100;
/** A number is allowed when so many more were accepted at it than refused. */
const proofOfNumber = 3;
/** Requests that are remembered by their number at once. */
const rememberedRequests = 300;
const longestEarningMs = 990;
/** Nothing got through for so long: it was the VTN, and not the pace. */
const outageMs = 4000;
const oneTroubleMs = 5000;

export function startSearch(atOnce: number, most: number, nowMs: number): PaceSearch {
  const known = { window: startWindow(atOnce, most), rate: startRate(nowMs) };
  return {
    ...known,
    beforeFailures: known,
    pausedUntilMs: 0,
    cutAtMs: -Infinity,
    failedInARow: 0,
    beforeOutage: null,
    trialPoints: null,
    failingSinceMs: nowMs,
    acceptedAt: [],
    refusedAt: [],
  };
}

/** Another upper bound of requests at once holds from now on; where nothing is known yet it begins at `start`. */
export function boundSearch(search: PaceSearch, most: number, start: number, nowMs: number): PaceSearch {
  const bound = ({ window, rate }: Known): Known => ({
    window: boundWindow(window, most, start, nowMs),
    rate,
  });
  return {
    ...search,
    ...bound(search),
    beforeFailures: bound(search.beforeFailures),
    beforeOutage: search.beforeOutage === null ? null : bound(search.beforeOutage),
  };
}

/** Requests at once that are allowed now. */
export function requestsAtOnce({ window, beforeOutage }: PaceSearch): number {
  return beforeOutage === null ? window.atOnce : 1;
}

/** The most points that a request may have now. */
export function pointsOfRequest({ rate, trialPoints }: PaceSearch): number {
  return Math.min(pointsForRate(rate), trialPoints ?? Infinity);
}

/** What is known once an answer has come, or has not. */
export function afterAnswer(search: PaceSearch, answer: Answer): PaceSearch {
  if (answer.result === 'accepted') return accepted(search, answer);
  if (answer.result === 'answered') return noteAlive(search, answer.answeredAtMs);
  const nowMs = answer.answeredAtMs;
  const asked = {
    ...search,
    pausedUntilMs: Math.max(search.pausedUntilMs, nowMs + (answer.retryAfterMs ?? 0)),
    refusedAt: answer.result === 'refused' ? countAt(search.refusedAt, answer.atOnce) : search.refusedAt,
  };
  if (answer.sentAtMs < search.cutAtMs) return asked;
  const { window, rate } = search;
  const isFirst = search.failedInARow === 0;
  const cut = {
    ...asked,
    cutAtMs: nowMs,
    failedInARow: search.failedInARow + 1,
    // Answers to what left before may come between the first failures: they are still of one trouble.
    beforeFailures: nowMs - search.cutAtMs > oneTroubleMs ? { window, rate } : search.beforeFailures,
    failingSinceMs: isFirst ? nowMs : search.failingSinceMs,
  };
  if (search.beforeOutage !== null || cut.failedInARow >= failuresOfOutage) return inOutage(cut, answer);
  if (answer.result === 'refused') return refused(cut, answer);
  return answer.result === 'timeout' ? { ...cut, window: windowTimedOut(cut.window, nowMs) } : cut;
}

function accepted(search: PaceSearch, answer: Answer): PaceSearch {
  const known = search.beforeOutage === null ? search : recovered(search, answer.answeredAtMs);
  return {
    ...known,
    failedInARow: 0,
    trialPoints: largerTrial(known.trialPoints, answer.points),
    window: windowAccepted(known.window, answer),
    rate: rateAccepted(known.rate, answer.points, answer.answeredAtMs),
    acceptedAt: countAt(known.acceptedAt, answer.atOnce),
  };
}

function noteAlive(search: PaceSearch, nowMs: number): PaceSearch {
  return { ...(search.beforeOutage === null ? search : recovered(search, nowMs)), failedInARow: 0 };
}

/** Something gets through again. After a long outage what was known before holds; a short one was the pace. */
function recovered(search: PaceSearch, nowMs: number): PaceSearch {
  const wasOutage = nowMs - search.failingSinceMs >= outageMs;
  const { window, rate } = wasOutage && search.beforeOutage !== null ? search.beforeOutage : search;
  return {
    ...search,
    window: recoveringWindow(window, nowMs),
    rate: recoveringRate(rate, nowMs),
    beforeOutage: null,
  };
}

function refused(search: PaceSearch, { atOnce, answeredAtMs, points }: Answer): PaceSearch {
  const { window, rate } = search;
  const proof = isHeldByCeiling(rate) ? 1 : proofOfNumber;
  const isNumber = window.atOnce > 1 && atOnce > 1 && !isProven(search, atOnce, proof);
  // The second time it may as well be the rate that more at once have brought: a lower one shows.
  if (isNumber && !isAgainRefused(window, atOnce)) {
    return { ...search, window: windowRefused(window, atOnce, answeredAtMs) };
  }
  const doubted = isNumber ? { ...search, window: windowDoubted(window, answeredAtMs) } : search;
  return rateTooHigh(doubted, points, answeredAtMs);
}

function rateTooHigh(search: PaceSearch, points: number, answeredAtMs: number): PaceSearch {
  const { rate } = search;
  const lower = rateRefused(rate, points, answeredAtMs);
  // The next one goes when what was refused would have been earned.
  const earnedMs =
    lower.ceiling === null ? firstTrialMs : Math.min(longestEarningMs, (points / lower.ceiling) * 1000);
  const paused = {
    ...search,
    rate: lower,
    pausedUntilMs: Math.max(search.pausedUntilMs, answeredAtMs + earnedMs),
  };
  // Where smaller trials got through and this did not, a request must not be larger.
  return search.trialPoints === null
    ? paused
    : { ...paused, trialPoints: Math.max(fewestTrialPoints, Math.floor(points / 2)) };
}

/** Whether so many at once were accepted more often than refused, by this factor. */
function isProven({ acceptedAt, refusedAt }: PaceSearch, atOnce: number, factor: number): boolean {
  const from = (counts: readonly number[]): number =>
    counts.slice(atOnce).reduce((sum, each) => sum + each, 0);
  return from(acceptedAt) > from(refusedAt) * factor;
}

function countAt(counts: readonly number[], atOnce: number): readonly number[] {
  const next = Array.from(
    { length: Math.max(counts.length, atOnce + 1) },
    (_, number) => counts[number] ?? 0,
  );
  next[atOnce] = (next[atOnce] ?? 0) + 1;
  const all = next.reduce((sum, each) => sum + each, 0);
  return all < rememberedRequests ? next : next.map((each) => each / 2);
}

/** Single requests with pauses between them, each half as large as the last. */
function inOutage(search: PaceSearch, { answeredAtMs, points, result }: Answer): PaceSearch {
  const tries = search.failedInARow - failuresOfOutage;
  const pauseMs = Math.min(longestTrialMs, firstTrialMs * 2 ** Math.max(0, Math.min(10, tries)));
  return {
    ...search,
    beforeOutage: search.beforeOutage ?? search.beforeFailures,
    pausedUntilMs: Math.max(search.pausedUntilMs, answeredAtMs + pauseMs),
    trialPoints:
      result === 'failed' ? search.trialPoints : Math.max(fewestTrialPoints, Math.floor(points / 2)),
  };
}

function largerTrial(trialPoints: number | null, points: number): number | null {
  if (trialPoints === null) return null;
  const isHeld = points >= trialPoints * 0.5;
  return isHeld && trialPoints * 4 <= largestChunkPoints ? trialPoints * 4 : null;
}
