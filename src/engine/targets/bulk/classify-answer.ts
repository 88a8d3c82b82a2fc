import { parseJson, plainWords, wordsOfPage } from '../foreign-text.ts';
import type { HttpAnswer, HttpBreak, HttpResponse } from '../http-answer.ts';
import type { Outcome } from '../target.ts';
import { readValidationErrors } from './refused-rows.ts';

export interface SentContext {
  readonly points: number;
  readonly gzip: boolean;
  /** For Retry-After given as a date. */
  readonly nowMs: number;
}

/** An answer's meaning before the token store has had its say about a refused token. */
export type Classified = Outcome | { readonly kind: 'unauthorized'; readonly text: string };

/**
 * The one table of what a bulk VTN's answers mean: rows as measured on FastAPI, uvicorn and nginx, see
 * docs/guide/vtn-answers.md. Nothing is confirmed without a 201 that counts exactly the points sent.
 */
export function classifyAnswer(answer: HttpAnswer, sent: SentContext): Classified {
  if (answer.kind === 'break') return classifyBreak(answer);
  const { status } = answer;
  if (status === 201) return classifyCreated(answer, sent);
  if (status === 401 || isMissingAuthentication(answer)) {
    return { kind: 'unauthorized', text: `The VTN does not accept the token: ${words(answer)}` };
  }
  if (status === 429 || status === 503) return classifySlowDown(answer, sent);
  if (status === 413 || isLengthLimit(answer))
    return { kind: 'too-large', text: `HTTP ${status}: ${words(answer)}` };
  if (status === 422) return classifyUnprocessable(answer, sent);
  if (status === 404)
    return { kind: 'load-refused', code: 'vtn/resource-unknown', text: `HTTP 404: ${words(answer)}` };
  if (status === 408 || status === 425 || status >= 500) {
    return {
      kind: 'uncertain',
      code: 'vtn/server-error',
      text: `HTTP ${status}: ${words(answer)}`,
      retryAfterMs: retryAfterMs(answer, sent),
    };
  }
  if (status >= 300 && status < 400) {
    return {
      kind: 'blocked',
      code: 'vtn/redirected',
      text: `The VTN redirects (HTTP ${status}) to ${plainWords(answer.location ?? 'nowhere')}; credentials are never sent along. Correct the VTN URL.`,
    };
  }
  if (status === 403)
    return {
      kind: 'blocked',
      code: 'vtn/unauthorized',
      text: `These credentials may not upload (HTTP 403): ${words(answer)}`,
    };
  if (status >= 200 && status < 300) {
    return {
      kind: 'uncertain',
      code: 'vtn/answer-unreadable',
      text: `HTTP ${status} instead of 201: ${words(answer)}`,
      retryAfterMs: null,
    };
  }
  return refusedWhole(answer, sent);
}

function classifyBreak({ how, text, byUs }: HttpBreak): Outcome {
  switch (how) {
    case 'unreachable':
      return { kind: 'offline', text };
    case 'tls':
      return { kind: 'blocked', code: 'vtn/tls', text: `No trusted connection: ${text}` };
    case 'timeout':
      return { kind: 'uncertain', code: 'vtn/timeout', text, retryAfterMs: null };
    case 'lost':
      return {
        kind: 'uncertain',
        code: 'vtn/connection-lost',
        text,
        retryAfterMs: null,
        ...(byUs === true ? { byUs } : {}),
      };
  }
}

function classifyCreated(answer: HttpResponse, { points }: SentContext): Outcome {
  const created = readEntriesCreated(answer);
  if (created === points) return { kind: 'confirmed' };
  if (created === null) {
    return {
      kind: 'uncertain',
      code: 'vtn/answer-unreadable',
      text: 'HTTP 201 without a readable count',
      retryAfterMs: null,
    };
  }
  return {
    kind: 'uncertain',
    code: 'vtn/count-mismatch',
    text: `The VTN counted ${created} of ${points} points`,
    retryAfterMs: null,
  };
}

function classifySlowDown(answer: HttpResponse, sent: SentContext): Outcome {
  return {
    kind: 'slow-down',
    code: 'vtn/rate-limited',
    text: `HTTP ${answer.status}: ${words(answer)}`,
    retryAfterMs: retryAfterMs(answer, sent),
  };
}

function classifyUnprocessable(answer: HttpResponse, sent: SentContext): Outcome {
  const errors = readValidationErrors(answer.body, answer.bodyCut);
  if (errors === null) return refusedWhole(answer, sent);
  if (errors.jsonInvalid !== null) {
    return sent.gzip
      ? refusedCompression(answer)
      : {
          kind: 'blocked',
          code: 'engine/bug',
          text: `The VTN found our JSON invalid: ${errors.jsonInvalid}`,
        };
  }
  const [firstQuery] = errors.query;
  if (firstQuery?.startsWith('resource_id') === true)
    return { kind: 'load-refused', code: 'vtn/refused', text: firstQuery };
  if (firstQuery !== undefined)
    return { kind: 'blocked', code: 'vtn/settings-refused', text: errors.query.join('; ') };
  const rows = errors.rows.filter(({ position }) => isPlace(position, sent.points));
  // Named by places that nothing was sent at, they are as good as unnamed.
  if (rows.length === 0) return refusedWhole(answer, sent);
  return { kind: 'rows-refused', rows, complete: errors.complete && rows.length === errors.rows.length };
}

function isPlace(position: number, points: number): boolean {
  return Number.isInteger(position) && position >= 0 && position < points;
}

function refusedWhole(answer: HttpResponse, { gzip }: SentContext): Outcome {
  if (gzip && (answer.status === 400 || answer.status === 415)) return refusedCompression(answer);
  const refused = {
    kind: 'load-refused',
    code: 'vtn/refused',
    text: `HTTP ${answer.status}: ${words(answer)}`,
  } as const;
  return answer.status === 400 || answer.status === 422 ? { ...refused, rowsUnnamed: true } : refused;
}

function refusedCompression(answer: HttpResponse): Outcome {
  return {
    kind: 'compression-refused',
    text: `The VTN does not take compressed requests (HTTP ${answer.status}). Use --compress none.`,
  };
}

function isMissingAuthentication(answer: HttpResponse): boolean {
  return answer.status === 403 && readDetailText(answer) === 'Not authenticated';
}

/** axum's way of saying 413. */
function isLengthLimit(answer: HttpResponse): boolean {
  return answer.status === 400 && /length limit exceeded/i.test(answer.body);
}

/** Null also when the answer counts twice: which of the two holds is not ours to choose. */
function readEntriesCreated(answer: HttpResponse): number | null {
  if (answer.body.split('"entries_created"').length > 2) return null;
  const parsed = parseJson(answer.body);
  const created = (parsed as { entries_created?: unknown } | null)?.entries_created;
  return typeof created === 'number' ? created : null;
}

function readDetailText(answer: HttpResponse): string | null {
  const detail = (parseJson(answer.body) as { detail?: unknown } | null)?.detail;
  return typeof detail === 'string' ? detail : null;
}

/** The answer in a few words: its detail, else its text without HTML tags. */
function words(answer: HttpResponse): string {
  const detail = readDetailText(answer);
  const short = detail === null ? wordsOfPage(answer.body) : plainWords(detail);
  return short === '' ? 'no further words' : short;
}

/** Nobody waits longer because a server says so. */
const longestRetryAfterMs = 86_400_000;

/** Seconds or a date (RFC 9110 section 10.2.3). */
function retryAfterMs(answer: HttpResponse, { nowMs }: SentContext): number | null {
  if (answer.retryAfter === null) return null;
  const isCount = /^\d+(\.\d+)?$/.test(answer.retryAfter);
  const afterMs = isCount ? Number(answer.retryAfter) * 1000 : Date.parse(answer.retryAfter) - nowMs;
  return Number.isNaN(afterMs) ? null : Math.min(longestRetryAfterMs, Math.max(0, afterMs));
}
