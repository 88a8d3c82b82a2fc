import { describe, expect, it } from 'vitest';
import { paceRequest } from '../../contract/request-shapes.ts';
import type { PaceRequest } from '../../contract/request-shapes.ts';
import type { Wait } from '../jobs/job-run.ts';
import { limitsOf } from '../jobs/change-pace.ts';
import { bookChunk, slowDown, startPacer } from '../jobs/pacer.ts';
import type { PacerState } from '../jobs/pacer.ts';
import type { SendingPhase, TimeShares } from '../jobs/time-shares.ts';
import { findLimiter } from './limiter.ts';

const nowMs = Date.UTC(2026, 10, 20, 12);

interface Scene {
  readonly senders: Partial<Record<SendingPhase, number>>;
  readonly pace?: Partial<PaceRequest>;
  readonly pacer?: (state: PacerState) => PacerState;
  readonly wait?: Wait;
  readonly answerMs?: number;
}

function limiterOf({ senders, pace = {}, pacer = (state) => state, wait, answerMs }: Scene) {
  const request = { ...paceRequest.parse({}), ...pace };
  const shares: TimeShares = {
    within: (_, work) => work(),
    senders: () => ({ reading: 0, pace: 0, ledger: 0, answer: 0, retry: 0, ...senders }),
    now: (phase) => Math.round(senders[phase] ?? 0),
    meanMs: () => answerMs ?? null,
  };
  return findLimiter({
    wait: wait ?? null,
    pace: request,
    pacer: pacer(startPacer(limitsOf(request))),
    shares,
    clock: { now: () => nowMs, sleep: () => Promise.resolve() },
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

  it('is what the VTN asked for: first its pause, then the lower pace after it', () => {
    const slowed = (state: PacerState): PacerState => slowDown(state, nowMs, 4000, 1000);
    expect(limiterOf({ senders: { answer: 5 }, pacer: slowed })).toMatchObject({
      code: 'vtn-asked',
      text: expect.stringMatching(/^The VTN asked to wait until \d\d:\d\d:04$/) as string,
    });
    const after = (state: PacerState): PacerState => ({ ...slowed(state), pausedUntilMs: nowMs });
    expect(limiterOf({ senders: { answer: 2 }, pacer: after }).text).toBe(
      'The VTN asked to slow down: 2 requests at once for now instead of 5',
    );
    const held = (state: PacerState): PacerState => booked(after(state));
    expect(limiterOf({ senders: { pace: 1, answer: 1 }, pacer: held }).text).toBe(
      'The VTN asked to slow down: at most 700 points/s for now',
    );
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
