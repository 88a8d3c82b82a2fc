import type { Socket } from 'node:net';
import type { buildConnector, Dispatcher, request } from 'undici';
import { chooseProxy } from './choose-proxy.ts';
import { systemClock } from '../ports/clock.ts';
import { classifyNetworkError, GivenUp, maxAnswerBytes } from './http-answer.ts';
import type { HttpAnswer } from './http-answer.ts';
import { plainLine } from './line.ts';
import type { Line } from './line.ts';
import { tlsSettings, tlsToProxy } from './tls-settings.ts';

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
  /**
   * Whether bytes of any request may still wait to leave: an answer may come before all of its request was sent. Through a
   * proxy nobody can tell.
   */
  mayBeLeaving(): boolean;
  /** For how long (ms) no byte of any answer has come while one is due; null when none is. */
  quietMs(): number | null;
  /** Gives up every request under way, for the reason told, and makes the next one on a connection of its own. */
  reconnect(why: string): void;
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
export function createHttpClient(line: Line = plainLine, monotonic = systemClock.monotonic): HttpClient {
  let opening: Promise<Connections> | null = null;
  let lastByteMs = -Infinity;
  const underWay = new Set<UnderWay>();
  const wayOut: WayOut = { sockets: new Set(), isHidden: false };
  const open = (): Promise<Connections> => (opening ??= openConnections(line, wayOut));
  return {
    send: async (httpRequest) => {
      let opened: Promise<Connections>;
      let connections: Connections;
      do {
        opened = open();
        connections = await opened;
        // Those that were dropped while we waited would break what is sent over them.
      } while (opened !== opening);
      const request: UnderWay = { startedMs: monotonic(), leaving: new AbortController() };
      underWay.add(request);
      // One limit over the whole exchange: undici's own timers start anew with every byte.
      const timer = setTimeout(() => {
        const words = `no answer within ${httpRequest.timeoutMs / 1000} s`;
        request.leaving.abort(new DOMException(words, 'TimeoutError'));
      }, httpRequest.timeoutMs);
      const { signal } = httpRequest;
      const leaving = request.leaving.signal;
      const either = signal === undefined ? leaving : AbortSignal.any([leaving, signal]);
      try {
        return await exchange(connections, httpRequest, either, () => (lastByteMs = monotonic()));
      } catch (thrown) {
        signal?.throwIfAborted();
        if (isOurs(thrown)) throw thrown;
        // The library may name a consequence of the end that we have put to it.
        return classifyNetworkError(leaving.aborted ? leaving.reason : thrown);
      } finally {
        clearTimeout(timer);
        underWay.delete(request);
      }
    },
    mayBeLeaving: () =>
      wayOut.isHidden || [...wayOut.sockets].some(({ writableLength }) => writableLength > 0),
    quietMs: () => {
      if (underWay.size === 0) return null;
      const firstMs = Math.min(...[...underWay].map(({ startedMs }) => startedMs));
      return monotonic() - Math.max(firstMs, lastByteMs);
    },
    reconnect: (why) => {
      for (const { leaving } of underWay) leaving.abort(new GivenUp(why));
      const former = opening;
      opening = null;
      void former?.then((connections) => connections.close());
    },
    close: async () => (await opening)?.close(),
  };
}

/** Where bytes of requests may wait to leave. */
interface WayOut {
  readonly sockets: Set<Socket>;
  /** Some go through a proxy, whose sockets are not ours to see; others, as to a token server, may not. */
  isHidden: boolean;
}

interface UnderWay {
  readonly startedMs: number;
  readonly leaving: AbortController;
}

interface Connections {
  readonly request: typeof request;
  /** The way to an address; the same for all of one origin. */
  to(url: string): Dispatcher;
  close(): Promise<void>;
}

/** Loads the library with the first request: what only looks at files need not wait a tenth of a second for it. */
async function openConnections(line: Line, wayOut: WayOut): Promise<Connections> {
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
    if (proxy === null)
      return new undici.Agent({ ...options, connect: connector(undici, line, url, wayOut.sockets) });
    wayOut.isHidden = true;
    return new undici.ProxyAgent({
      ...options,
      uri: proxy.origin,
      ...(proxy.authorization === null ? {} : { token: proxy.authorization }),
      // Our certificate is for the VTN, not for the proxy.
      proxyTls: { timeout, ...(proxy.origin.startsWith('https:') ? tlsToProxy(line) : {}) },
      requestTls: { timeout, ...(url.protocol === 'https:' ? tlsSettings(line, url) : {}) },
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

/** Reads the certificate stores with the first connection that needs them; `sockets` are those that are open. */
function connector(
  library: { readonly buildConnector: typeof buildConnector },
  line: Line,
  url: URL,
  sockets: Set<Socket>,
): buildConnector.connector {
  const plain = library.buildConnector({ timeout: connectTimeoutMs });
  let secure: buildConnector.connector | null = null;
  return (options, callback) => {
    const noted: buildConnector.Callback = (...connected) => {
      const [failure, socket] = connected;
      if (failure === null) {
        sockets.add(socket);
        socket.once('close', () => sockets.delete(socket));
      }
      callback(...connected);
    };
    if (options.protocol !== 'https:') return plain(options, noted);
    secure ??= library.buildConnector({ timeout: connectTimeoutMs, ...tlsSettings(line, url) });
    return secure(options, noted);
  };
}

async function exchange(
  { request, to }: Connections,
  httpRequest: HttpRequest,
  signal: AbortSignal,
  noteByte: () => void,
): Promise<HttpAnswer> {
  const { statusCode, headers, body } = await request(httpRequest.url, {
    dispatcher: to(httpRequest.url),
    method: httpRequest.method,
    headers: httpRequest.headers,
    body: httpRequest.body ?? null,
    signal,
  });
  noteByte();
  const limit = httpRequest.maxBytes ?? maxAnswerBytes;
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  let bodyCut = false;
  for await (const part of body as AsyncIterable<Uint8Array>) {
    noteByte();
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

/** A request that cannot be spelled, as by a line break in a header: our fault, and nothing has left. */
function isOurs(thrown: unknown): boolean {
  return (thrown as { readonly code?: unknown } | null)?.code === 'UND_ERR_INVALID_ARG';
}

function single(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null;
}
