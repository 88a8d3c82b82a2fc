import type { IncomingMessage } from 'node:http';

const loopbackHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/**
 * Why a request is refused, or null when it may go on. The Host must be a loopback name, with any port so that
 * an SSH tunnel works: a site that points its own name at 127.0.0.1 (DNS rebinding) is shut out. An Origin must
 * be that same host: other pages in the same browser are shut out.
 *
 * @param originRequired whether a request without an Origin is refused too: browsers send one with every
 *   WebSocket and POST, but not when they open a page.
 */
export function refusalOf(request: IncomingMessage, originRequired: boolean): string | null {
  const host = request.headers.host?.toLowerCase();
  if (host === undefined || !loopbackHost.test(host))
    return 'Only localhost, 127.0.0.1 and [::1] are answered here.';
  const { origin } = request.headers;
  if (origin === undefined) return originRequired ? 'The Origin of the request is missing.' : null;
  return origin.toLowerCase() === `http://${host}` ? null : 'Requests of other pages are refused.';
}
