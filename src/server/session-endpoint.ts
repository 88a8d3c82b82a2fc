import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Sessions } from './sessions.ts';

const maxBodyBytes = 1024;

/**
 * `/session`: POST `{"token"}` exchanges the one-time token of the printed URL for a session token (201), or
 * says that it was `used` or is `unknown` (403). GET with `Authorization: Bearer` says whether a session token
 * is still good (204 or 401): a browser does not tell its page why a WebSocket was refused.
 */
export async function answerSession(
  request: IncomingMessage,
  response: ServerResponse,
  sessions: Sessions,
): Promise<void> {
  if (request.method === 'GET') {
    response.writeHead(hasSession(request, sessions) ? 204 : 401).end();
    return;
  }
  const token = await readToken(request);
  if (token === null) {
    response.writeHead(400).end();
    return;
  }
  const exchange = sessions.exchange(token);
  response.writeHead(exchange.outcome === 'opened' ? 201 : 403, {
    'Content-Type': 'application/json; charset=utf-8',
  });
  response.end(JSON.stringify(exchange));
}

/** Whether the request brings a good session token, as `Authorization: Bearer`. */
export function hasSession(request: IncomingMessage, sessions: Sessions): boolean {
  const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  return token !== undefined && sessions.has(token);
}

async function readToken(request: IncomingMessage): Promise<string | null> {
  // A form of another page could post text, but not this content type, without asking first.
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return null;
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBodyBytes) return null;
    chunks.push(chunk);
  }
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const token = typeof body === 'object' && body !== null ? (body as { token?: unknown }).token : null;
    return typeof token === 'string' ? token : null;
  } catch {
    return null;
  }
}
