import { AppError } from '../../../contract/app-error.ts';
import { parseJson, plainValue } from '../foreign-text.ts';
import type { HttpAnswer } from '../http-answer.ts';
import type { HttpClient } from '../http-client.ts';
import type { ReadBackRange, StoredInterval } from '../target.ts';
import { isToken } from '../token-source.ts';
import type { TokenSource } from '../token-source.ts';

/** Reads stored intervals of one VTN back. */
export interface ReadBack {
  /** As `Target.readBack`. */
  read(resourceId: string, range?: ReadBackRange): Promise<AsyncIterable<readonly StoredInterval[]> | null>;
}

interface ReadBackParts {
  readonly client: HttpClient;
  readonly tokens: TokenSource;
  readonly baseUrl: string;
}

const pageSize = 20_000;
const pageBytes = 16 * 1024 * 1024;
const timeoutMs = 60_000;
const longestQuality = 40;
const notOffered = [400, 403, 404, 405, 415, 421, 422];

/**
 * The way to read a VTN's intervals back: below the path that its profile names, or where the VTN says itself, as the
 * practice VTN does (GET /practice, asked once). The known bulk VTN documents no way.
 */
export function createReadBack(parts: ReadBackParts, namedPath: string | null): ReadBack {
  let asked: Promise<string | null> | null = null;
  return {
    read: async (resourceId, range = {}) => {
      asked ??=
        namedPath === null ? askForPath(parts, 'read_back', range.signal) : Promise.resolve(namedPath);
      const path = await asked.catch((thrown: unknown) => {
        // The line may be back the next time.
        asked = null;
        throw thrown;
      });
      return path === null ? null : readPages(parts, `${parts.baseUrl}${path}`, resourceId, range);
    },
  };
}

/** Where a VTN says itself that it offers something that the API does not describe; null where it does not. */
export async function askForPath(
  parts: ReadBackParts,
  what: 'read_back' | 'delete',
  signal?: AbortSignal,
): Promise<string | null> {
  const offer = await getJson(parts, `${parts.baseUrl}/practice`, signal, notOffered);
  if (!isRecord(offer) || offer['rehearsal'] !== true) return null;
  const path = offer[what];
  return typeof path === 'string' ? path : null;
}

async function* readPages(
  parts: ReadBackParts,
  url: string,
  resourceId: string,
  { fromMs, toMs, signal }: ReadBackRange,
): AsyncIterable<readonly StoredInterval[]> {
  let lastMs = -Infinity;
  let after: string | null = null;
  do {
    const pageUrl = new URL(url);
    pageUrl.searchParams.set('resource_id', resourceId);
    if (fromMs !== undefined) pageUrl.searchParams.set('start', new Date(fromMs).toISOString());
    if (toMs !== undefined) pageUrl.searchParams.set('end', new Date(toMs).toISOString());
    pageUrl.searchParams.set('limit', String(pageSize));
    if (after !== null) pageUrl.searchParams.set('after', after);
    const page = parsePage(await getJson(parts, pageUrl.href, signal, []), lastMs);
    if (page.intervals.length > 0) yield page.intervals;
    else if (page.next !== null) throw unreadable('a page without intervals says that more follow');
    lastMs = page.intervals.at(-1)?.startMs ?? lastMs;
    after = page.next;
  } while (after !== null);
}

interface Page {
  readonly intervals: readonly StoredInterval[];
  readonly next: string | null;
}

/** Strictly ascending, so that a VTN which repeats itself cannot keep us for ever. Throws vtn/answer-unreadable. */
function parsePage(content: unknown, beforeMs: number): Page {
  if (!isRecord(content) || !Array.isArray(content['intervals']))
    throw unreadable('there is no list of intervals');
  const next = content['next'] ?? null;
  if (next !== null && typeof next !== 'string') throw unreadable('"next" is no text');
  let lastMs = beforeMs;
  const intervals = content['intervals'].map((stored: unknown) => {
    const interval = parseInterval(stored);
    if (interval === null) throw unreadable('an interval lacks its start, end, value or quality');
    if (interval.startMs <= lastMs) throw unreadable('its intervals are not in the order of their starts');
    lastMs = interval.startMs;
    return interval;
  });
  return { intervals, next };
}

function parseInterval(stored: unknown): StoredInterval | null {
  if (!isRecord(stored)) return null;
  const { interval_start: start, interval_end: end, value, quality_code: quality } = stored;
  if (typeof start !== 'string' || typeof end !== 'string') return null;
  if (typeof value !== 'number' || typeof quality !== 'string') return null;
  const [startMs, endMs] = [Date.parse(start), Date.parse(end)];
  return Number.isNaN(startMs) || Number.isNaN(endMs)
    ? null
    : { startMs, endMs, value, quality: plainValue(quality, longestQuality) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** The parsed JSON of an answer, or null for one of the statuses that mean "not offered here". Throws AppError vtn/*. */
async function getJson(
  parts: ReadBackParts,
  url: string,
  signal: AbortSignal | undefined,
  statusesOfNone: readonly number[],
): Promise<unknown> {
  const answer = await get(parts, url, signal);
  if (answer.kind === 'break') {
    const code = answer.how === 'tls' ? 'vtn/tls' : 'vtn/unreachable';
    throw new AppError(code, `The VTN cannot be read: ${answer.text}`);
  }
  if (statusesOfNone.includes(answer.status)) return null;
  if (answer.status === 401 || answer.status === 403)
    throw new AppError('vtn/unauthorized', 'The VTN does not accept the credentials for reading back.');
  if (answer.status !== 200) {
    const code = answer.status === 429 ? 'vtn/rate-limited' : 'vtn/server-error';
    const text = `The VTN cannot be read: HTTP ${answer.status} from ${new URL(url).pathname}.`;
    const isPassing = answer.status >= 500 || [408, 425, 429].includes(answer.status);
    throw new AppError(isPassing ? code : 'vtn/refused', text);
  }
  if (answer.bodyCut) throw unreadable('it is larger than a page may be');
  const content = parseJson(answer.body);
  if (content === null) throw unreadable('it is not JSON, or nested too deep');
  return content;
}

/** Long comparisons outlive tokens: one that is refused is renewed as far as the token source says. */
async function get(
  { client, tokens }: ReadBackParts,
  url: string,
  signal: AbortSignal | undefined,
): Promise<HttpAnswer> {
  for (;;) {
    const token = await tokens.current();
    if (!isToken(token)) throw new AppError('code' in token ? token.code : 'vtn/unreachable', token.text);
    const answer = await client.send({
      method: 'GET',
      url,
      headers: { authorization: `Bearer ${token.text}`, 'content-type': 'application/json' },
      timeoutMs,
      maxBytes: pageBytes,
      ...(signal === undefined ? {} : { signal }),
    });
    if (answer.kind === 'break') return answer;
    if (answer.status !== 401) {
      tokens.accepted(token);
      return answer;
    }
    if (tokens.refused(token) === 'give-up') return answer;
  }
}

function unreadable(why: string): AppError {
  return new AppError('vtn/answer-unreadable', `What the VTN gives back cannot be read: ${why}.`);
}
