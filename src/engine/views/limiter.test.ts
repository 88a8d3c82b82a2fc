import { describe, expect, it } from 'vitest';
import { paceRequest } from '../../contract/request-shapes.ts';
import type { PaceRequest } from '../../contract/request-shapes.ts';
import type { Wait } from '../jobs/job-run.ts';
import { limitsOf } from '../jobs/change-pace.ts';
import { bookChunk, startPacer, withCeiling } from '../jobs/pace/pacer.ts';
import { afterAnswer, startSearch } from '../jobs/pace/pace-search.ts';
import type { Answer, PaceSearch } from '../jobs/pace/pace-search.ts';
import type { PacerState } from '../jobs/pace/pacer.ts';
import type { VtnPace } from '../jobs/pace/vtn-pace.ts';
import type { SendingPhase, TimeShares } from '../jobs/time-shares.ts';
import { findLimiter } from './limiter.ts';

const nowMs = Date.UTC(2026, 10, 20, 12);

interface Scene {
  readonly senders: Partial<Record<SendingPhase, number>>;
  readonly pace?: Partial<PaceRequest>;
  readonly pacer?: (state: PacerState) => PacerState;
  /** What the VTN's jobs share: its search, its rates, and how many jobs they are. */
  readonly search?: PaceSearch;
  readonly vtnPacer?: PacerState;
  readonly jobs?: number;
  readonly wait?: Wait;
  readonly answerMs?: number;
}

const search = startSearch(5, 32, 0);
const free = startPacer({ pointsPerSecond: null, requestsPerSecond: null, bytesPerSecond: null });

function limiterOf({ senders, pace = {}, pacer = (state) => state, wait, answerMs, ...vtnOf }: Scene) {
  const vtn: Pick<VtnPace, 'search' | 'pacer' | 'jobs' | 'pausedMs'> = {
    search: () => vtnOf.search ?? search,
    pacer: () => vtnOf.vtnPacer ?? free,
    jobs: () => vtnOf.jobs ?? 1,
    pausedMs: () => vtnOf.search?.pausedUntilMs ?? 0,
  };
  const request = { ...paceRequest.parse({}), ...pace };
  const shares: TimeShares = {
    within: (_, work) => work(),
    senders: () => ({ reading: 0, pace: 0, 'vtn-pace': 0, ledger: 0, answer: 0, retry: 0, ...senders }),
    now: (phase) => Math.round(senders[phase] ?? 0),
    meanMs: () => answerMs ?? null,
  };
  return findLimiter({
    wait: wait ?? null,
    pace: request,
    pacer: pacer(startPacer(limitsOf(request))),
    vtn,
    shares,
    clock: { now: () => nowMs },
  });
}

const booked = (state: PacerState): PacerState =>
  bookChunk(state, nowMs, { points: 100, bytes: 11_800 }).state;

describe('what limits the pace', () => {
  it('are the answers, when most of the time goes into waiting for them', () => {
    expect(limiterOf({ senders: { answer: 4.6, reading: 0.4 }, answerMs: 1180 })).toEqual({
      code: 'vtn-answers',
      text: 'Waiting for answers of the VTN: 5 requests on their way, 1.2 s each',
    });
  });

  it('is this computer, when reading, or the disk of the ledger, takes longest', () => {
    expect(limiterOf({ senders: { answer: 1, reading: 4 } }).text).toBe(
      'Reading and encoding on this computer',
    );
    expect(limiterOf({ senders: { answer: 1, ledger: 4 } })).toMatchObject({
      code: 'reading',
      text: expect.stringContaining('disk') as string,
    });
    expect(limiterOf({ senders: {} }).code).toBe('reading');
  });

  it('is the limit that a person set, as soon as senders wait for it', () => {
    const pace = { maxPointsPerSecond: 5000 };
    expect(limiterOf({ senders: { pace: 1, answer: 3 }, pace, pacer: booked })).toEqual({
      code: 'points-limit',
      text: 'Your limit of 5,000 points/s',
    });
    expect(limiterOf({ senders: { pace: 0.1, answer: 3 }, pace, pacer: booked }).code).toBe('vtn-answers');
    const bytes = { maxBytesPerSecond: 20_000, maxPointsPerSecond: 5000 };
    expect(limiterOf({ senders: { pace: 1 }, pace: bytes, pacer: booked }).text).toBe(
      'Your limit of 20,000 bytes/s',
    );
  });

  it('is a limit of requests a second, by its own name', () => {
    const pace = { maxRequestsPerSecond: 2.5 };
    expect(limiterOf({ senders: { pace: 1 }, pace, pacer: booked })).toEqual({
      code: 'request-rate-limit',
      text: 'Your limit of 2.5 requests/s',
    });
  });

  it('is what the VTN asked for: first its pause, then fewer at once, or the rate that it takes', () => {
    const refused: Answer = {
      sentAtMs: 0,
      answeredAtMs: 0,
      points: 1000,
      atOnce: 3,
      result: 'refused',
      retryAfterMs: 4000,
    };
    const asked = afterAnswer(search, refused);
    expect(limiterOf({ senders: { answer: 5 }, search: asked })).toMatchObject({
      code: 'vtn-asked',
      text: expect.stringMatching(/^The VTN asked to wait until \d\d:\d\d:04$/) as string,
    });
    expect(limiterOf({ senders: { answer: 2 }, search: { ...asked, pausedUntilMs: 0 } }).text).toBe(
      'The VTN asked to slow down: 2 requests at once for now',
    );
    const bounded = bookChunk(withCeiling(free, 48_000), 0, { points: 100, bytes: 1 }).state;
    expect(limiterOf({ senders: { 'vtn-pace': 1, answer: 1 }, vtnPacer: bounded })).toEqual({
      code: 'vtn-asked',
      text: 'The VTN takes about 48,000 points/s; more was refused',
    });
  });

  it('is the search for the pace while it tries another number', () => {
    const trying = { ...search, window: { ...search.window, phase: 'trying-more', atOnce: 12 } } as const;
    expect(limiterOf({ senders: { answer: 12 }, search: trying, answerMs: 400 })).toEqual({
      code: 'vtn-answers',
      text: "Finding the VTN's pace: 12 requests at once so far, 0.4 s each",
    });
  });

  it('is another job to the same VTN, when both keep a limit together', () => {
    const limits = { pointsPerSecond: 5000, requestsPerSecond: null, bytesPerSecond: null };
    const shared = bookChunk(startPacer(limits), 0, { points: 100, bytes: 1 }).state;
    expect(limiterOf({ senders: { 'vtn-pace': 1 }, vtnPacer: shared, jobs: 2 })).toEqual({
      code: 'shared-vtn',
      text: 'Your limit of 5,000 points/s, shared by 2 jobs to this VTN',
    });
    expect(limiterOf({ senders: { answer: 3 }, jobs: 2 }).code).toBe('shared-vtn');
  });

  it('is a wait of the whole run: its hours, or the line', () => {
    const untilMs = nowMs + 60_000;
    const outside = { why: 'window', text: 'Outside its hours, 22:00-06:00', untilMs } as const;
    expect(limiterOf({ senders: {}, wait: outside })).toMatchObject({ code: 'window' });
    const offline = { why: 'offline', text: 'Offline: waiting for the line', untilMs } as const;
    expect(limiterOf({ senders: {}, wait: offline }).text).toMatch(/^Offline: .*, next try at \d\d:\d\d:00$/);
    const retry = { why: 'retry', text: 'Trying again after: HTTP 500', untilMs } as const;
    expect(limiterOf({ senders: { retry: 3, answer: 1 }, wait: retry })).toEqual({
      code: 'retry',
      text: retry.text,
    });
    expect(limiterOf({ senders: { retry: 1, answer: 4 }, wait: retry }).code).toBe('vtn-answers');
  });
});
