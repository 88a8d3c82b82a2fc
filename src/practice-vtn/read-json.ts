import { isUtf8 } from 'node:buffer';
import { invalid, refusal } from './answer.ts';
import type { Reply } from './answer.ts';
import { invalidJsonOffset } from './invalid-json-offset.ts';
import { missingField } from './validation-problem.ts';

/** The content of a JSON body, or the answer that says why there is none. */
export type JsonRead =
  { readonly isJson: true; readonly content: unknown } | { readonly isJson: false; readonly refusal: Reply };

/** Reads a body as FastAPI does: an empty one is a missing field, and `loc` of bad JSON is a character offset. */
export function readJson(body: Buffer): JsonRead {
  if (body.length === 0) return { isJson: false, refusal: invalid([missingField(['body'], null)]) };
  if (!isUtf8(body)) return { isJson: false, refusal: refusal(400, 'There was an error parsing the body') };
  const text = body.toString('utf8');
  try {
    const content: unknown = JSON.parse(text);
    return { isJson: true, content };
  } catch {
    const loc = ['body', invalidJsonOffset(text)];
    const problem = { type: 'json_invalid', loc, msg: 'JSON decode error', input: {} };
    return { isJson: false, refusal: invalid([problem]) };
  }
}
