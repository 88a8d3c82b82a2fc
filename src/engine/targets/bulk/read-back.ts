import { z } from 'zod';
import { AppError } from '../../../contract/app-error.ts';
import type { HttpClient } from '../http-client.ts';
import type { StoredInterval } from '../target.ts';
import { isToken } from '../token-source.ts';
import type { TokenSource } from '../token-source.ts';

const invitation = z.object({ rehearsal: z.literal(true), read_back: z.string() });

const page = z.object({
  intervals: z.array(
    z.object({
      interval_start: z.string(),
      interval_end: z.string(),
      value: z.number(),
      quality_code: z.string(),
    }),
  ),
  next: z.string().nullable(),
});

const pageSize = 20_000;
const pageBytes = 16 * 1024 * 1024;
const timeoutMs = 60_000;

/**
 * The stored intervals of a resource, page by page, where the VTN says how to read them: the practice VTN
 * does (GET /practice); the known bulk VTN documents no way, and then this is null.
 */
export async function openReadBack(
  client: HttpClient,
  tokens: TokenSource,
  baseUrl: string,
  resourceId: string,
): Promise<AsyncIterable<readonly StoredInterval[]> | null> {
  const offer = invitation.safeParse(
    await getJson(client, tokens, `${baseUrl}/practice`, [400, 403, 404, 405, 415, 421, 422]),
  );
  if (!offer.success) return null;
  return readPages(client, tokens, `${baseUrl}${offer.data.read_back}`, resourceId);
}

async function* readPages(
  client: HttpClient,
  tokens: TokenSource,
  url: string,
  resourceId: string,
): AsyncIterable<readonly StoredInterval[]> {
  let after: string | null = null;
  do {
    const pageUrl = new URL(url);
    pageUrl.searchParams.set('resource_id', resourceId);
    pageUrl.searchParams.set('limit', String(pageSize));
    if (after !== null) pageUrl.searchParams.set('after', after);
    const { intervals, next } = page.parse(await getJson(client, tokens, pageUrl.href, []));
    yield intervals.map((stored) => ({
      startMs: Date.parse(stored.interval_start),
      endMs: Date.parse(stored.interval_end),
      value: stored.value,
      quality: stored.quality_code,
    }));
    after = next;
  } while (after !== null);
}

/** The parsed answer, or null for one of the statuses that mean "not offered here". Throws AppError vtn/*. */
async function getJson(
  client: HttpClient,
  tokens: TokenSource,
  url: string,
  notOffered: readonly number[],
): Promise<unknown> {
  const token = await tokens.current();
  if (!isToken(token)) {
    throw new AppError(token.kind === 'offline' ? 'vtn/unreachable' : token.code, token.text);
  }
  const answer = await client.send({
    method: 'GET',
    url,
    headers: { authorization: `Bearer ${token.text}`, 'content-type': 'application/json' },
    timeoutMs,
    maxBytes: pageBytes,
  });
  if (answer.kind === 'break')
    throw new AppError('vtn/unreachable', `The VTN cannot be read: ${answer.text}`);
  if (notOffered.includes(answer.status)) return null;
  if (answer.status === 401)
    throw new AppError('vtn/unauthorized', 'The VTN does not accept the credentials for reading back.');
  if (answer.status !== 200 || answer.bodyCut) {
    throw new AppError(
      'vtn/server-error',
      `The VTN cannot be read: HTTP ${answer.status} from ${new URL(url).pathname}.`,
    );
  }
  return JSON.parse(answer.body);
}
