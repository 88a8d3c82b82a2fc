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
      text: `The VTN redirects (HTTP ${status}) to ${answer.location ?? 'nowhere'}; credentials are never sent along. Correct the VTN URL.`,
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

function classifyBreak({ how, text }: HttpBreak): Outcome {
  switch (how) {
    case 'unreachable':
      return { kind: 'offline', text };
    case 'tls':
      return { kind: 'blocked', code: 'vtn/tls', text: `No trusted connection: ${text}` };
    case 'timeout':
      return { kind: 'uncertain', code: 'vtn/timeout', text, retryAfterMs: null };
    case 'lost':
      return { kind: 'uncertain', code: 'vtn/connection-lost', text, retryAfterMs: null };
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
  const rows = errors.rows.filter(({ position }) => position < sent.points);
  return rows.length > 0
    ? { kind: 'rows-refused', rows, complete: errors.complete }
    : refusedWhole(answer, sent);
}

function refusedWhole(answer: HttpResponse, { gzip }: SentContext): Outcome {
  if (gzip && (answer.status === 400 || answer.status === 415)) return refusedCompression(answer);
  return { kind: 'load-refused', code: 'vtn/refused', text: `HTTP ${answer.status}: ${words(answer)}` };
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

function readEntriesCreated(answer: HttpResponse): number | null {
  const parsed = readJson(answer);
  const created = (parsed as { entries_created?: unknown } | null)?.entries_created;
  return typeof created === 'number' ? created : null;
}

function readDetailText(answer: HttpResponse): string | null {
  const detail = (readJson(answer) as { detail?: unknown } | null)?.detail;
  return typeof detail === 'string' ? detail : null;
}

function readJson(answer: HttpResponse): unknown {
  try {
    return JSON.parse(answer.body);
  } catch {
    return null;
  }
}

/** The answer in a few words: its detail, else its text without HTML tags. */
function words(answer: HttpResponse): string {
  const plain = readDetailText(answer) ?? answer.body.replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>/gi, ' ');
  const short = plain.replace(/\s+/g, ' ').trim().slice(0, 300);
  return short === '' ? 'no further words' : short;
}

/** Seconds or a date (RFC 9110 section 10.2.3). */
function retryAfterMs(answer: HttpResponse, { nowMs }: SentContext): number | null {
  if (answer.retryAfter === null) return null;
  if (/^\d+(\.\d+)?$/.test(answer.retryAfter)) return Number(answer.retryAfter) * 1000;
  const at = Date.parse(answer.retryAfter);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}
