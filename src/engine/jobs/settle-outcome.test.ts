import { describe, expect, it } from 'vitest';
import { paintSpans, plainPaint } from '../../domain/progress-spans.ts';
import type { Outcome } from '../targets/target.ts';
import { judgeRefusal, settleOutcome } from './settle-outcome.ts';
import type { SettledChunk } from './settle-outcome.ts';

const nothing: readonly Outcome[] = [
  { kind: 'load-refused', code: 'vtn/refused', text: '' },
  { kind: 'too-large', text: '' },
  { kind: 'compression-refused', text: '' },
  { kind: 'slow-down', code: 'vtn/rate-limited', text: '', retryAfterMs: null },
  { kind: 'token-renewed', text: '' },
  { kind: 'offline', text: '' },
  { kind: 'blocked', code: 'vtn/tls', text: '' },
];

/** The states of intervals 0-9 after an outcome; those of the chunk were being sent. */
function after(outcome: Outcome, chunk: SettledChunk): string {
  const sending = paintSpans([], [{ ranges: chunk.ranges, paint: plainPaint('sending') }]);
  const spans = paintSpans(
    sending,
    settleOutcome(outcome, chunk, (index) => `#${index}`),
  );
  const letters = Array<string>(10).fill('.');
  for (const { from, to, state } of spans) letters.fill(state[0] ?? '', from, to);
  return letters.join('');
}

const chunk: SettledChunk = { ranges: [1, 4, 6, 9], wasUncertain: [] };
const sentBefore: SettledChunk = { ranges: [1, 4, 6, 9], wasUncertain: [2, 3, 6, 8] };

describe('a refusal that names no row', () => {
  const refused = {
    kind: 'load-refused',
    code: 'vtn/refused',
    text: 'HTTP 422: no',
    rowsUnnamed: true,
  } as const;
  const delivery = (outcome: Outcome) => ({ outcome, status: 422, rehearsal: false });

  it('of a lone point sets it aside with the words, where the load is taken otherwise', () => {
    expect(judgeRefusal(delivery(refused), 1, true).outcome).toEqual({
      kind: 'rows-refused',
      rows: [{ position: 0, field: '', reason: 'HTTP 422: no' }],
      complete: true,
    });
  });

  it('says nothing of single rows for several points, for a load never taken, or for an unknown resource', () => {
    expect(judgeRefusal(delivery(refused), 2, true).outcome).toBe(refused);
    expect(judgeRefusal(delivery(refused), 1, false).outcome).toBe(refused);
    const unknown = { kind: 'load-refused', code: 'vtn/resource-unknown', text: '' } as const;
    expect(judgeRefusal(delivery(unknown), 1, true).outcome).toBe(unknown);
  });
});

describe('what the ledger writes down of a chunk', () => {
  it('is confirmed as a whole by a full count, also what was uncertain', () => {
    expect(after({ kind: 'confirmed' }, sentBefore)).toBe('.ccc..ccc.');
  });

  it('is uncertain as a whole when nobody knows', () => {
    const outcome: Outcome = { kind: 'uncertain', code: 'vtn/timeout', text: '', retryAfterMs: null };
    expect(after(outcome, chunk)).toBe('.uuu..uuu.');
  });

  it.each(nothing)('is unsent again after %o', (outcome) => {
    expect(after(outcome, chunk)).toBe('..........');
  });

  it.each(nothing)('stays uncertain where an earlier request may have written it, after %o', (outcome) => {
    expect(after(outcome, sentBefore)).toBe('..u...uu..');
  });

  it('sets refused rows aside by their position across ranges, and leaves the rest to be sent', () => {
    const rows = [0, 3, 5].map((position) => ({ position, field: 'value', reason: `bad ${position}` }));
    const outcome: Outcome = { kind: 'rows-refused', rows, complete: true };
    expect(after(outcome, chunk)).toBe('.r....r.r.');
    expect(after(outcome, sentBefore)).toBe('.ru...rur.');
    const reasons = settleOutcome(outcome, chunk, (index) => `#${index}`).flatMap(({ paint }) =>
      paint?.state === 'rejected' ? [[paint.code, paint.text, paint.subject]] : [],
    );
    expect(reasons).toEqual([
      ['vtn/invalid-intervals', 'bad 0', '#1'],
      ['vtn/invalid-intervals', 'bad 3', '#6'],
      ['vtn/invalid-intervals', 'bad 5', '#8'],
    ]);
  });
});
