import { finished } from 'node:stream/promises';
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { nginxPage, refusal } from './answer.ts';
import type { Reply } from './answer.ts';

const maxBodyBytes = 64 * 1024 * 1024;
const unzip = promisify(gunzip);

/**
 * The whole body as it came, or null when it is over 64 MB. Either way it is taken to its end before anybody
 * answers, as uvicorn does: a client that is still writing might not see the answer.
 *
 * @throws the socket's error when the client leaves before the end.
 */
export async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let sizeBytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    sizeBytes += part.length;
    if (sizeBytes <= maxBodyBytes) parts.push(part);
    else parts.length = 0;
  }
  return sizeBytes <= maxBodyBytes ? Buffer.concat(parts, sizeBytes) : null;
}

/** Takes the body to its end without keeping it. */
export async function drainBody(request: IncomingMessage): Promise<void> {
  await finished(request.resume());
}

/** The body without its content encoding; FastAPI itself knows none and says 400. */
export async function decodeBody(
  body: Buffer,
  contentEncoding: string | undefined,
  acceptGzip: boolean,
): Promise<Buffer | Reply> {
  const encoding = (contentEncoding ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity') return body;
  const unreadable = refusal(400, 'There was an error parsing the body');
  if (!acceptGzip || encoding !== 'gzip') return unreadable;
  try {
    return await unzip(body, { maxOutputLength: maxBodyBytes });
  } catch (error) {
    const isTooLarge = error instanceof RangeError;
    return isTooLarge ? nginxPage(413, 'Request Entity Too Large') : unreadable;
  }
}
