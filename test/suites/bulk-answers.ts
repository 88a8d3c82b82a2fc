import type { HttpAnswer, HttpResponse } from '../../src/engine/targets/http-answer.ts';
import { classifyAnswer } from '../../src/engine/targets/bulk/classify-answer.ts';
import type { Classified, SentContext } from '../../src/engine/targets/bulk/classify-answer.ts';

export const nowMs = Date.UTC(2026, 10, 20, 12);
const sent: SentContext = { points: 100, gzip: false, nowMs };

/** An answer of a VTN; an object becomes its JSON. */
export function response(
  status: number,
  body: string | object = '',
  rest: Partial<HttpResponse> = {},
): HttpResponse {
  return {
    kind: 'response',
    status,
    retryAfter: null,
    location: null,
    practice: false,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    bodyCut: false,
    ...rest,
  };
}

/** What an answer to 100 points means. */
export function classify(answer: HttpAnswer, context: Partial<SentContext> = {}): Classified {
  return classifyAnswer(answer, { ...sent, ...context });
}

/** One entry of the detail list of a 422. */
export const problem = (loc: readonly (string | number)[], msg = 'wrong', type = 'value_error'): object => ({
  type,
  loc,
  msg,
  input: null,
});
