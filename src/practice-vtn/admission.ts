import type { IncomingHttpHeaders } from 'node:http';
import { refusal } from './answer.ts';
import type { Reply } from './answer.ts';
import type { Access, Route } from './route.ts';
import type { TokenDesk } from './token-desk.ts';

const loopbackHost = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i;
const bearer = /^bearer +(\S+)$/i;

/**
 * Keeps web pages out, whatever the path: a foreign Host is a name that was made to point here (DNS
 * rebinding), a foreign Origin is a page of another server. Null when neither is the case.
 */
export function strangerRefusal(headers: IncomingHttpHeaders): Reply | null {
  const { host, origin } = headers;
  if (host === undefined || !loopbackHost.test(host)) {
    return refusal(421, 'The practice VTN answers only to 127.0.0.1, localhost and [::1].');
  }
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) {
    return refusal(403, 'The practice VTN takes no requests from web pages.');
  }
  return null;
}

/** 401 unless the request bears a token that is valid now. */
export function tokenRefusal(desk: TokenDesk, headers: IncomingHttpHeaders): Reply | null {
  const token = bearer.exec(headers.authorization ?? '')?.[1];
  if (token === undefined) return unauthenticated('Not authenticated');
  return desk.accepts(token) ? null : unauthenticated('Could not validate credentials');
}

/** 415 unless the content type is the one wanted; a page cannot send JSON elsewhere without being let to. */
export function contentTypeRefusal(route: Route, headers: IncomingHttpHeaders): Reply | null {
  const wanted = wantedContentType(route.access, route.method);
  const given = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  return wanted === null || given === wanted ? null : refusal(415, `The content type must be ${wanted}.`);
}

export function unauthenticated(detail: string): Reply {
  return refusal(401, detail, { 'www-authenticate': 'Bearer' });
}

function wantedContentType(access: Access, method: Route['method']): string | null {
  if (access === 'token') return 'application/x-www-form-urlencoded';
  return access === 'rehearsal' || method !== 'GET' ? 'application/json' : null;
}
