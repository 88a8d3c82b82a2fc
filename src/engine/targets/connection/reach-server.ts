import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { request as requestPlain } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { request as requestSecure } from 'node:https';
import { connect, isIP } from 'node:net';
import type { Socket } from 'node:net';
import type { Proxy } from '../choose-proxy.ts';
import { classifyNetworkError } from '../http-answer.ts';
import type { Line } from '../line.ts';
import { tlsToProxy } from '../tls-settings.ts';
import { broken, failed, passed } from './step-result.ts';
import type { StepResult } from './step-result.ts';

/** Where a test is going, and the socket as far as it has got. */
export interface Way {
  readonly url: URL;
  readonly proxy: Proxy | null;
  readonly line: Line;
  readonly signal: AbortSignal;
  /** Connected to the VTN, straight or through the proxy; null until then. */
  socket: Socket | null;
}

const patienceMs = 15_000;

/** The name that is looked up here: the proxy's where there is one, which looks up the VTN's. */
export async function findAddress(way: Way): Promise<StepResult> {
  const host = nameOf(way.proxy === null ? way.url : new URL(way.proxy.origin));
  try {
    const found = await lookup(host, { all: true });
    const addresses = found.map(({ address }) => address).slice(0, 4);
    const where = isIP(host) === 0 ? `${host} is ${addresses.join(', ')}.` : `${host} is an address already.`;
    return passed(way.proxy === null ? where : `The proxy ${where} It looks up ${nameOf(way.url)} itself.`);
  } catch (thrown) {
    const { text } = classifyNetworkError(thrown);
    const advice = 'Check the spelling of the name and that this computer is on the right network or VPN.';
    return failed('vtn/unreachable', `${host} is not found: ${text}`, advice);
  }
}

/** Asks the proxy for a tunnel to the VTN. */
export async function passProxy(way: Way): Promise<StepResult> {
  if (way.proxy === null) return passed('No proxy is used.');
  const { origin, authorization } = way.proxy;
  const goal = `${way.url.hostname}:${portOf(way.url)}`;
  try {
    const asked = askForTunnel(new URL(origin), way, goal, authorization);
    const [answer, socket] = (await once(asked.end(), 'connect', { signal: limited(way.signal) })) as [
      IncomingMessage,
      Socket,
    ];
    const status = answer.statusCode ?? 0;
    if (status === 200) {
      way.socket = socket;
      return passed(`The proxy ${origin} lets us through.`);
    }
    socket.destroy();
    return refusedByProxy(origin, status, goal);
  } catch (thrown) {
    way.signal.throwIfAborted();
    return broken(`The proxy ${origin} cannot be used`, classifyNetworkError(thrown));
  }
}

/** A TCP connection to the VTN, unless there is a tunnel already. */
export async function connectTo(way: Way): Promise<StepResult> {
  const port = portOf(way.url);
  if (way.socket !== null)
    return passed(`Connected to ${way.url.hostname}, port ${port}, through the proxy.`);
  const socket = connect({ host: nameOf(way.url), port });
  try {
    await once(socket, 'connect', { signal: limited(way.signal) });
    way.socket = socket;
    return passed(`Connected to ${socket.remoteAddress ?? way.url.hostname}, port ${port}.`);
  } catch (thrown) {
    socket.destroy();
    way.signal.throwIfAborted();
    return broken(`No connection to ${way.url.hostname}, port ${port}`, classifyNetworkError(thrown));
  }
}

export function nameOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/** The test's own signal, or the end of our patience. */
export function limited(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

function askForTunnel(proxy: URL, way: Way, goal: string, authorization: string | null): ClientRequest {
  const options = {
    method: 'CONNECT',
    host: nameOf(proxy),
    port: portOf(proxy),
    path: goal,
    headers: { host: goal, ...(authorization === null ? {} : { 'proxy-authorization': authorization }) },
    agent: false,
  };
  const asked =
    proxy.protocol === 'https:'
      ? requestSecure({ ...options, ...tlsToProxy(way.line) })
      : requestPlain(options);
  // Answered without a tunnel and without a word of it: Node calls that a response.
  asked.once('response', (answer) => {
    asked.destroy(new Error(`it answered HTTP ${answer.statusCode ?? 0} instead of opening a tunnel`));
  });
  return asked;
}

function refusedByProxy(origin: string, status: number, goal: string): StepResult {
  if (status === 407) {
    return failed(
      'vtn/unreachable',
      `The proxy ${origin} asks for user and password (HTTP 407).`,
      'Enter user and password of the proxy in the destination.',
    );
  }
  return failed(
    'vtn/unreachable',
    `The proxy ${origin} does not let us through to ${goal} (HTTP ${status}).`,
    'Ask who runs the network to let this computer through to that address, or choose another proxy.',
  );
}
