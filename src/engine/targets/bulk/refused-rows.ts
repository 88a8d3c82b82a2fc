import { z } from 'zod';
import { parseJson, plainWords } from '../foreign-text.ts';
import type { RefusedRow } from '../target.ts';

/** FastAPI's list of what is wrong with a request (pydantic errors). */
export interface ValidationErrors {
  /** Rows of the body that are bad, ascending, one entry a row. */
  readonly rows: readonly RefusedRow[];
  /** Errors of query parameters, as "batch_size: Input should be less than or equal to 10000". */
  readonly query: readonly string[];
  /** The body is not valid JSON at this character. */
  readonly jsonInvalid: string | null;
  /** False when the answer was cut off, so that more rows may be bad. */
  readonly complete: boolean;
}

const detailItem = z.object({
  type: z.string().default(''),
  loc: z.array(z.union([z.string(), z.number()])),
  msg: z.string().default(''),
});

type DetailItem = z.infer<typeof detailItem>;

/** Reads the detail list of a 422, also when its end is missing. Null when the body is no such list. */
export function readValidationErrors(body: string, bodyCut: boolean): ValidationErrors | null {
  const items = bodyCut ? readCutItems(body) : readWholeItems(body);
  if (items === null) return null;
  const reasons = new Map<number, RefusedRow>();
  const query: string[] = [];
  let jsonInvalid: string | null = null;
  for (const { type, loc, msg } of items) {
    const [place, second, third] = loc;
    const words = plainWords(msg);
    if (place === 'query') query.push(`${plainWords(String(second ?? ''), 40)}: ${words}`);
    else if (type === 'json_invalid')
      jsonInvalid = `${words} at character ${plainWords(String(second ?? '?'), 40)}`;
    else if (place === 'body' && typeof second === 'number')
      addReason(reasons, second, plainWords(String(third ?? ''), 40), words);
  }
  const rows = [...reasons.values()].sort((a, b) => a.position - b.position);
  return { rows, query, jsonInvalid, complete: !bodyCut };
}

/** In characters. A row may be wrong in many ways; what is kept of it goes into the ledger. */
const longestReason = 600;

function addReason(reasons: Map<number, RefusedRow>, position: number, field: string, reason: string): void {
  const known = reasons.get(position);
  reasons.set(
    position,
    known === undefined
      ? { position, field, reason }
      : { ...known, reason: `${known.reason}; ${field}: ${reason}`.slice(0, longestReason) },
  );
}

function readWholeItems(body: string): DetailItem[] | null {
  const parsed = z.object({ detail: z.array(z.unknown()) }).safeParse(parseJson(body));
  return parsed.success ? keepReadable(parsed.data.detail) : null;
}

/** The items that are whole before the cut: each is a JSON object one level below the list. */
function readCutItems(body: string): DetailItem[] | null {
  const listStart = /^\s*\{\s*"detail"\s*:\s*\[/.exec(body);
  if (listStart === null) return null;
  const items: unknown[] = [];
  let depth = 0;
  let itemStart = 0;
  let inString = false;
  for (let at = listStart[0].length; at < body.length; at++) {
    const character = body[at];
    if (inString) {
      if (character === '\\') at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' && depth++ === 0) itemStart = at;
    else if (character === '}' && --depth === 0) items.push(parseJson(body.slice(itemStart, at + 1)));
  }
  return keepReadable(items);
}

function keepReadable(items: readonly unknown[]): DetailItem[] {
  return items.flatMap((item) => {
    const parsed = detailItem.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });
}
