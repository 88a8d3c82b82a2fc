import { isTrouble, noteLasting, nothingLasting } from './lasting.ts';
import type { Lasting } from './lasting.ts';

/**
 * How many requests may be under way at once: a pure search for the number from which on more bring no more. It
 * compares points a second of answer time: where twice as many at once take twice as long each, they wait in a
 * queue at the VTN. A number that the VTN refused is kept below, and tried again ever more rarely.
 */
export interface WindowSearch {
  /** Requests at once that are allowed now. */
  readonly atOnce: number;
  readonly most: number;
  readonly phase: 'settled' | 'trying-more' | 'trying-fewer';
  /** What a trial is compared with. */
  readonly before: Measure | null;
  /** Only answers to requests that left after this count. */
  readonly changedAtMs: number;
  readonly tally: Tally;
  /** The fewest at once of which the VTN refused one; null while it refused none. */
  readonly refusedAt: number | null;
  /** The VTN has refused or not answered: a person's number does not hold before the search comes to it again. */
  readonly isCut: boolean;
  /** Up to here it grows by one with every answer: it has worked before. */
  readonly recoverTo: number;
  /** How long it rests after a trial that failed; grows from one to the next. */
  readonly restMs: number;
  readonly restsUntilMs: number;
  readonly acceptedAtRest: number;
  /** The most at once that were answered all, fading with trials that failed. */
  readonly lasting: Lasting;
}

export interface Tally {
  readonly answers: number;
  readonly points: number;
  readonly durationMs: number;
}

interface Measure extends Tally {
  readonly atOnce: number;
}

export interface AcceptedAnswer {
  readonly sentAtMs: number;
  readonly answeredAtMs: number;
  readonly points: number;
  /** Requests under way when it left, with itself. */
  readonly atOnce: number;
}

const nothing: Tally = { answers: 0, points: 0, durationMs: 0 };
const firstRestMs = 2000;
const longestRestMs = 120_000;
/** From this rest on, a refused trial must be one of many requests. */
const settledRestMs = 8000;
const troubleRestMs = 4000;
const acceptedBeforeTrial = 200;
/** Of what as many more at once would bring at best, so much must come. */
const worthwhileGain = 0.3;
/** Fewer at once are as good when they bring so much of it. */
const asGood = 0.97;
/** Answers faster than this may queue: nobody waits for them. */
const noticeableMs = 1000;

export function startWindow(atOnce: number, most: number): WindowSearch {
  const start = Math.max(1, Math.min(atOnce, most));
  return {
    atOnce: start,
    most,
    phase: 'settled',
    before: null,
    changedAtMs: 0,
    tally: nothing,
    refusedAt: null,
    isCut: false,
    recoverTo: start,
    restMs: firstRestMs,
    restsUntilMs: 0,
    acceptedAtRest: 0,
    lasting: nothingLasting,
  };
}

/** Another upper bound holds from now on; where nothing was found out yet, it begins anew at `start`. */
export function boundWindow(search: WindowSearch, most: number, start: number, nowMs: number): WindowSearch {
  if (most === search.most) return search;
  const bound = { ...search, most, recoverTo: Math.min(search.recoverTo, most) };
  const atOnce = search.isCut ? search.atOnce : Math.max(search.atOnce, start);
  return settle(bound, Math.max(1, Math.min(atOnce, most)), nowMs);
}

export function windowAccepted(search: WindowSearch, answer: AcceptedAnswer): WindowSearch {
  const nowMs = answer.answeredAtMs;
  if (search.atOnce < search.recoverTo) {
    return { ...search, atOnce: search.atOnce + 1, changedAtMs: nowMs, tally: nothing };
  }
  const counted = { ...search, acceptedAtRest: search.acceptedAtRest + 1 };
  // Only where it was this number that kept more from going.
  if (answer.sentAtMs < search.changedAtMs || answer.atOnce < search.atOnce * 0.75) return counted;
  const tally = {
    answers: search.tally.answers + 1,
    points: search.tally.points + answer.points,
    durationMs: search.tally.durationMs + Math.max(0.1, nowMs - answer.sentAtMs),
  };
  if (tally.answers < Math.max(6, search.atOnce * 2)) return { ...counted, tally };
  return judge({ ...counted, tally }, { ...tally, atOnce: search.atOnce }, nowMs);
}

/** One of so many at once was refused: fewer from now on. */
export function windowRefused(search: WindowSearch, atOnce: number, nowMs: number): WindowSearch {
  const fewer = Math.max(1, Math.min(search.atOnce, atOnce) - 1);
  const isKnown = search.refusedAt !== null && atOnce >= search.refusedAt;
  const settled = settle({ ...search, refusedAt: fewer + 1, isCut: true }, fewer, nowMs);
  return rest(settled, isKnown ? search.restMs * 2 : firstRestMs, nowMs);
}

/** Refused at the number that was refused just before, and of which more was not tried since. */
export function isAgainRefused({ refusedAt, restMs }: WindowSearch, atOnce: number): boolean {
  return refusedAt !== null && atOnce >= refusedAt && restMs === firstRestMs;
}

/** A refusal that may be laid to something else: the number stays for now. */
export function windowDoubted(search: WindowSearch, nowMs: number): WindowSearch {
  return rest(settle(search, search.atOnce, nowMs), search.restMs * 2, nowMs);
}

/** No answer came in time: half as many, which grow again as answers come. */
export function windowTimedOut(search: WindowSearch, nowMs: number): WindowSearch {
  const half = Math.max(1, Math.floor(search.atOnce / 2));
  return rest(settle({ ...search, isCut: true }, half, nowMs), firstRestMs, nowMs);
}

/** As it was before nothing got through any more, from one at once upwards. */
export function recoveringWindow(search: WindowSearch, nowMs: number): WindowSearch {
  const recoverTo = Math.max(search.atOnce, search.recoverTo);
  return { ...settle(search, 1, nowMs), recoverTo };
}

function judge(search: WindowSearch, now: Measure, nowMs: number): WindowSearch {
  const { before } = search;
  if (search.phase === 'settled' || before === null) {
    const lasting = noteLasting(search.lasting, now.atOnce, nowMs);
    return tryAnother({ ...search, before: now, lasting, tally: nothing }, now, nowMs);
  }
  if (!isLike(before, now)) return settle(search, before.atOnce, nowMs);
  if (search.phase === 'trying-more') {
    const gain = throughput(now) / throughput(before) - 1;
    if (gain >= worthwhileGain * (now.atOnce / before.atOnce - 1)) {
      const better = { ...settle(search, search.atOnce, nowMs), before: now, restMs: firstRestMs };
      return tryAnother(better, now, nowMs);
    }
    const lasting = { value: before.atOnce, atMs: nowMs };
    const back = settle({ ...search, lasting }, before.atOnce, nowMs);
    return before.atOnce > 2 && meanMs(before) >= noticeableMs
      ? tryFewer({ ...back, before }, nowMs)
      : rest(back, search.restMs * 2, nowMs);
  }
  const isEnough = throughput(now) >= throughput(before) * asGood;
  const best = isEnough ? now.atOnce : before.atOnce;
  const lasting = { value: best, atMs: nowMs };
  return rest(settle({ ...search, lasting }, best, nowMs), search.restMs * 2, nowMs);
}

/** Another number once it has rested: more, unless answers have become much slower than they were. */
function tryAnother(search: WindowSearch, now: Measure, nowMs: number): WindowSearch {
  const isRare = search.restMs >= settledRestMs && !isTrouble(search.lasting, search.atOnce, nowMs);
  if (nowMs < restEndMs(search, nowMs) || search.atOnce >= search.most) return search;
  if (isRare && search.acceptedAtRest < acceptedBeforeTrial) return search;
  if (isTrouble(search.lasting, search.atOnce, nowMs)) {
    return { ...search, recoverTo: Math.min(search.most, search.lasting.value), tally: nothing };
  }
  const step = search.restMs === firstRestMs ? now.atOnce / 2 : now.atOnce * 0.15;
  const bold = search.atOnce + Math.max(1, Math.round(step));
  // Just what was refused may be allowed by now; what is far above it need not be tried.
  const bounded =
    search.refusedAt === null ? bold : Math.min(bold, Math.max(search.refusedAt, search.atOnce + 1));
  return {
    ...search,
    phase: 'trying-more',
    before: now,
    atOnce: Math.min(search.most, bounded),
    recoverTo: 1,
    changedAtMs: nowMs,
    tally: nothing,
  };
}

function restEndMs(search: WindowSearch, nowMs: number): number {
  const restMs = isTrouble(search.lasting, search.atOnce, nowMs)
    ? Math.min(search.restMs, troubleRestMs)
    : search.restMs;
  return search.restsUntilMs - search.restMs + restMs;
}

function tryFewer(search: WindowSearch, nowMs: number): WindowSearch {
  const fewer = Math.max(2, Math.floor(search.atOnce * 0.7));
  return {
    ...search,
    phase: 'trying-fewer',
    atOnce: fewer,
    recoverTo: 1,
    changedAtMs: nowMs,
    tally: nothing,
  };
}

function settle(search: WindowSearch, atOnce: number, nowMs: number): WindowSearch {
  return {
    ...search,
    phase: 'settled',
    atOnce,
    before: null,
    recoverTo: 1,
    changedAtMs: nowMs,
    tally: nothing,
  };
}

function rest(search: WindowSearch, restMs: number, nowMs: number): WindowSearch {
  const bounded = Math.min(longestRestMs, restMs);
  return { ...search, restMs: bounded, restsUntilMs: nowMs + bounded, acceptedAtRest: 0 };
}

/** Chunks of another size cannot be compared where the way there and back takes much of the time. */
function isLike(one: Measure, other: Measure): boolean {
  if (meanMs(one) >= noticeableMs && meanMs(other) >= noticeableMs) return true;
  const ratio = other.points / other.answers / (one.points / one.answers);
  return ratio > 0.75 && ratio < 1.35;
}

/** Points a second that so many at once bring, by how long each takes. */
function throughput({ points, durationMs, atOnce }: Measure): number {
  return (points / durationMs) * atOnce;
}

function meanMs({ durationMs, answers }: Measure): number {
  return durationMs / answers;
}
