import type { buildConnector, Dispatcher, request } from 'undici';
import { chooseProxy } from './choose-proxy.ts';
import { classifyNetworkError, maxAnswerBytes } from './http-answer.ts';
import type { HttpAnswer } from './http-answer.ts';
import { plainLine } from './line.ts';
import type { Line } from './line.ts';
import { tlsSettings, trustedAuthorities } from './tls-settings.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  readonly timeoutMs: number;
  /** How much of the answer to read; `maxAnswerBytes` unless told. */
  readonly maxBytes?: number;
  /** Gives the request up; `send` then throws the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface HttpClient {
  /** Throws for nothing that a server or a line can do. Redirects are not followed. */
  send(request: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** uvicorn closes an idle connection after 5 s; a request on one that is just closing would be uncertain. */
const keepAliveMs = 4000;
const connectTimeoutMs = 20_000;

/**
 * A client for a VTN and its token server: proxy, authorities and client certificate as the line says, for the one
 * as for the other. Without a line: HTTP(S)_PROXY and NO_PROXY honoured (never for loopback), the system's
 * certificate store trusted beside Node's own and NODE_EXTRA_CA_CERTS.
 */
export function createHttpClient(line: Line = plainLine): HttpClient {
  let opening: Promise<Connections> | null = null;
  const open = (): Promise<Connections> => (opening ??= openConnections(line));
  return {
    send: async (httpRequest) => {
      const connections = await open();
      // One limit over the whole exchange: undici's own timers start anew with every byte.
      const timeout = new AbortController();
      const timer = setTimeout(() => {
        timeout.abort(new DOMException(`no answer within ${httpRequest.timeoutMs / 1000} s`, 'TimeoutError'));
      }, httpRequest.timeoutMs);
      const { signal } = httpRequest;
      const either = signal === undefined ? timeout.signal : AbortSignal.any([timeout.signal, signal]);
      try {
        return await exchange(connections, httpRequest, either);
      } catch (thrown) {
        signal?.throwIfAborted();
        return classifyNetworkError(thrown);
      } finally {
        clearTimeout(timer);
      }
    },
    close: async () => (await opening)?.close(),
  };
}

interface Connections {
  readonly request: typeof request;
  /** The way to an address; the same for all of one origin. */
  to(url: string): Dispatcher;
  close(): Promise<void>;
}

/** Loads the library with the first request: what only looks at files need not wait a tenth of a second for it. */
async function openConnections(line: Line): Promise<Connections> {
  const undici = await import('undici');
  const byOrigin = new Map<string, Dispatcher>();
  const options = {
    keepAliveTimeout: keepAliveMs,
    keepAliveMaxTimeout: keepAliveMs,
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  const timeout = connectTimeoutMs;
  const dispatcherTo = (url: URL): Dispatcher => {
    const proxy = chooseProxy(url, line.proxy, process.env);
    if (proxy === null) return new undici.Agent({ ...options, connect: connector(undici, line) });
    return new undici.ProxyAgent({
      ...options,
      uri: proxy.origin,
      ...(proxy.authorization === null ? {} : { token: proxy.authorization }),
      // Our certificate is for the VTN, not for the proxy.
      proxyTls: { timeout, ...(proxy.origin.startsWith('https:') ? { ca: trustedAuthorities(line) } : {}) },
      requestTls: { timeout, ...(url.protocol === 'https:' ? tlsSettings(line) : {}) },
    });
  };
  return {
    request: undici.request,
    to: (address) => {
      const url = new URL(address);
      const known = byOrigin.get(url.origin);
      if (known !== undefined) return known;
      const dispatcher = dispatcherTo(url);
      byOrigin.set(url.origin, dispatcher);
      return dispatcher;
    },
    close: async () => {
      await Promise.all([...byOrigin.values()].map((dispatcher) => dispatcher.destroy()));
    },
  };
}

/** Reads the certificate stores with the first connection that needs them. */
function connector(
  library: { readonly buildConnector: typeof buildConnector },
  line: Line,
): buildConnector.connector {
  const plain = library.buildConnector({ timeout: connectTimeoutMs });
  let secure: buildConnector.connector | null = null;
  return (options, callback) => {
    if (options.protocol !== 'https:') return plain(options, callback);
    secure ??= library.buildConnector({ timeout: connectTimeoutMs, ...tlsSettings(line) });
    return secure(options, callback);
  };
}

async function exchange(
  { request, to }: Connections,
  httpRequest: HttpRequest,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const { statusCode, headers, body } = await request(httpRequest.url, {
    dispatcher: to(httpRequest.url),
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
