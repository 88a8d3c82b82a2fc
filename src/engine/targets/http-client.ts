import { getCACertificates } from 'node:tls';
import type { Dispatcher, request } from 'undici';
import { classifyNetworkError, maxAnswerBytes } from './http-answer.ts';
import type { HttpAnswer } from './http-answer.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  readonly timeoutMs: number;
  /** How much of the answer to read; `maxAnswerBytes` unless told. */
  readonly maxBytes?: number;
}

export interface HttpClient {
  /** Never throws for what a server or a line can do. Redirects are not followed. */
  send(request: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** uvicorn closes an idle connection after 5 s; a request on one that is just closing would be uncertain. */
const keepAliveMs = 4000;
const connectTimeoutMs = 20_000;

/**
 * A client for one VTN: HTTP(S)_PROXY and NO_PROXY honoured (never for loopback), the system's certificate
 * store trusted beside Node's own and NODE_EXTRA_CA_CERTS.
 */
export function createHttpClient(baseUrl: string): HttpClient {
  const url = new URL(baseUrl);
  let opening: Promise<Connection> | null = null;
  const open = (): Promise<Connection> => (opening ??= openConnection(url));
  return {
    send: async (httpRequest) => {
      const connection = await open();
      // One limit over the whole exchange: undici's own timers start anew with every byte.
      const timeout = new AbortController();
      const timer = setTimeout(() => {
        timeout.abort(new DOMException(`no answer within ${httpRequest.timeoutMs / 1000} s`, 'TimeoutError'));
      }, httpRequest.timeoutMs);
      try {
        return await exchange(connection, httpRequest, timeout.signal);
      } catch (thrown) {
        return classifyNetworkError(thrown);
      } finally {
        clearTimeout(timer);
      }
    },
    close: async () => (await open()).dispatcher.destroy(),
  };
}

interface Connection {
  readonly dispatcher: Dispatcher;
  readonly request: typeof request;
}

/** Loads the library with the first request: what only looks at files need not wait a tenth of a second for it. */
async function openConnection(url: URL): Promise<Connection> {
  const { Agent, EnvHttpProxyAgent, request } = await import('undici');
  const connect = {
    timeout: connectTimeoutMs,
    ...(url.protocol === 'https:'
      ? { ca: [...getCACertificates('default'), ...getCACertificates('system')] }
      : {}),
  };
  const options = {
    connect,
    keepAliveTimeout: keepAliveMs,
    keepAliveMaxTimeout: keepAliveMs,
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  const dispatcher = isLoopback(url.hostname) ? new Agent(options) : new EnvHttpProxyAgent(options);
  return { dispatcher, request };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

async function exchange(
  { dispatcher, request }: Connection,
  httpRequest: HttpRequest,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const { statusCode, headers, body } = await request(httpRequest.url, {
    dispatcher,
    method: httpRequest.method,
    headers: httpRequest.headers,
    body: httpRequest.body ?? null,
    signal,
  });
  const limit = httpRequest.maxBytes ?? maxAnswerBytes;
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  let bodyCut = false;
  for await (const part of body as AsyncIterable<Uint8Array>) {
    sizeBytes += part.length;
    if (sizeBytes > limit) {
      parts.push(part.subarray(0, part.length - (sizeBytes - limit)));
      bodyCut = true;
      break;
    }
    parts.push(part);
  }
  return {
    kind: 'response',
    status: statusCode,
    retryAfter: single(headers['retry-after']),
    location: single(headers['location']),
    practice: headers['x-meterhaul-practice-vtn'] !== undefined,
    body: Buffer.concat(parts).toString('utf8'),
    bodyCut,
  };
}

function single(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null;
}
