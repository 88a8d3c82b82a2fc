import { chooseProxy } from './choose-proxy.ts';
import { connectTo, passProxy } from './connection/reach-server.ts';
import type { Way } from './connection/reach-server.ts';
import type { Line } from './line.ts';

/**
 * Whether a server can be reached: a connection is made, through the proxy where there is one, and closed again.
 * Nothing is asked of the server itself, so that one which is merely busy counts as there. Null when it can, else why
 * not, in words.
 */
export async function tryLine(
  address: string,
  line: Line,
  patienceMs: number,
  signal: AbortSignal,
): Promise<string | null> {
  const url = new URL(address);
  const patience = AbortSignal.timeout(patienceMs);
  const proxy = chooseProxy(url, line.proxy, process.env);
  const way: Way = { url, proxy, line, signal: AbortSignal.any([signal, patience]), socket: null };
  try {
    for (const step of [passProxy, connectTo]) {
      const { state, text } = await step(way);
      if (state === 'failed') return text;
    }
    return null;
  } catch (thrown) {
    signal.throwIfAborted();
    if (!patience.aborted) throw thrown;
    return `No connection to ${url.host} within ${patienceMs / 1000} s`;
  } finally {
    way.socket?.destroy();
  }
}
