import { z } from 'zod';
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
    if (place === 'query') query.push(`${String(second ?? '')}: ${msg}`);
    else if (type === 'json_invalid') jsonInvalid = `${msg} at character ${String(second ?? '?')}`;
    else if (place === 'body' && typeof second === 'number')
      addReason(reasons, second, String(third ?? ''), msg);
  }
  const rows = [...reasons.values()].sort((a, b) => a.position - b.position);
  return { rows, query, jsonInvalid, complete: !bodyCut };
}

function addReason(reasons: Map<number, RefusedRow>, position: number, field: string, reason: string): void {
  const known = reasons.get(position);
  reasons.set(
    position,
    known === undefined
      ? { position, field, reason }
      : { ...known, reason: `${known.reason}; ${field}: ${reason}` },
  );
}

function readWholeItems(body: string): DetailItem[] | null {
  try {
    const parsed = z.object({ detail: z.array(z.unknown()) }).safeParse(JSON.parse(body));
    return parsed.success ? keepReadable(parsed.data.detail) : null;
  } catch {
    return null;
  }
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
    else if (character === '}' && --depth === 0) items.push(JSON.parse(body.slice(itemStart, at + 1)));
  }
  return keepReadable(items);
}

function keepReadable(items: readonly unknown[]): DetailItem[] {
  return items.flatMap((item) => {
    const parsed = detailItem.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });
}
