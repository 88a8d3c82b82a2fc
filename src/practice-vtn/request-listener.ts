import type { IncomingMessage, ServerResponse } from 'node:http';
import { contentTypeRefusal, strangerRefusal, tokenRefusal, unauthenticated } from './admission.ts';
import { nginxPage, plainText, refusal } from './answer.ts';
import type { Answer, Reply } from './answer.ts';
import type { FaultScript } from './fault-script.ts';
import type { ObservationTally } from './observation-tally.ts';
import { decodeBody, drainBody, readBody } from './read-body.ts';
import type { Route } from './route.ts';
import { apiPrefix } from './routes.ts';
import { sendAnswer } from './send-answer.ts';
import { resourceNamed } from './take-upload.ts';
import type { TokenDesk } from './token-desk.ts';
import { noStarts } from './upload-watch.ts';
import type { UploadWatch } from './upload-watch.ts';

export interface FrontDoor {
  readonly routes: readonly Route[];
  readonly tokens: TokenDesk;
  readonly script: FaultScript;
  readonly tally: ObservationTally;
  readonly acceptGzip: boolean;
  readonly watch: UploadWatch;
}

/** Where a request goes: to a route, or to an answer that needs none. */
type Destination = { readonly route: Route } | { readonly route: null; readonly answer: Reply };

/** A request's target as it was written; a path that is no valid URL is just an unknown one. */
interface Target {
  readonly path: string;
  /** With its question mark; '' when there is none. */
  readonly search: string;
  readonly query: URLSearchParams;
}

/** What listens to `node:http`: admits a request, brings it to its route, sends the answer and counts it. */
export function createRequestListener(
  door: FrontDoor,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    void serve(door, request, response);
  };
}

async function serve(door: FrontDoor, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = targetOf(request.url ?? '/');
  const destination = destinationOf(door.routes, request, url);
  const { route } = destination;
  const isCounted = route === null ? url.path.startsWith(apiPrefix) : route.access !== 'rehearsal';
  if (isCounted) door.tally.requests += 1;
  const leave = route?.access === 'upload' ? door.tally.open(uploadResource(route, url)) : () => undefined;
  response.once('close', leave);
  try {
    const answer = await answerOf(door, destination, request, url);
    leave();
    if (isCounted) door.tally.answered(answer);
    if (!response.destroyed) sendAnswer(request, response, answer);
    if (route?.access === 'upload') {
      door.watch({ at: 'answered', resource: uploadResource(route, url), startsMs: noStarts });
    }
  } catch (error) {
    if (response.destroyed || request.destroyed) return;
    const answer = plainText(
      500,
      `Internal Server Error: ${error instanceof Error ? error.message : 'unknown'}`,
    );
    if (isCounted) door.tally.answered(answer);
    sendAnswer(request, response, answer);
  }
}

function targetOf(text: string): Target {
  const mark = text.indexOf('?');
  const search = mark < 0 ? '' : text.slice(mark);
  return { path: mark < 0 ? text : text.slice(0, mark), search, query: new URLSearchParams(search) };
}

function destinationOf(routes: readonly Route[], request: IncomingMessage, url: Target): Destination {
  const stranger = strangerRefusal(request.headers);
  if (stranger !== null) return { route: null, answer: stranger };
  const here = routes.filter((route) => route.path === url.path);
  const route = here.find(({ method }) => method === request.method);
  if (route !== undefined) return { route };
  if (here.length > 0) {
    const allow = here.map(({ method }) => method).join(', ');
    return { route: null, answer: refusal(405, 'Method Not Allowed', { allow }) };
  }
  const withoutSlash = url.path.replace(/\/+$/, '');
  if (routes.some(({ path }) => path === withoutSlash)) {
    const location = `http://${request.headers.host}${withoutSlash}${url.search}`;
    return { route: null, answer: { ending: 'whole', status: 307, headers: { location }, body: '' } };
  }
  return { route: null, answer: refusal(404, 'Not Found') };
}

async function answerOf(
  door: FrontDoor,
  destination: Destination,
  request: IncomingMessage,
  url: Target,
): Promise<Answer> {
  const { route } = destination;
  const early = route === null ? destination.answer : admissionRefusal(door, route, request, url);
  if (route === null || early !== null) {
    await drainBody(request);
    return early ?? refusal(404, 'Not Found');
  }
  const wire = await readBody(request);
  if (wire === null || (route.access === 'upload' && door.script.isTooLarge(wire.length))) {
    return nginxPage(413, 'Request Entity Too Large');
  }
  const body = await decodeBody(wire, request.headers['content-encoding'], door.acceptGzip);
  if (!Buffer.isBuffer(body)) return body;
  return route.answer({ query: url.query, headers: request.headers, body });
}

function admissionRefusal(
  door: FrontDoor,
  route: Route,
  request: IncomingMessage,
  url: Target,
): Reply | null {
  if (route.access !== 'token') {
    const refused = tokenRefusal(door.tokens, request.headers);
    if (refused !== null) return refused;
  }
  if (route.access === 'api' || route.access === 'upload') {
    const resource = route.access === 'upload' ? uploadResource(route, url) : null;
    if (door.script.isUnauthorized(resource)) return unauthenticated('Not authenticated');
  }
  return contentTypeRefusal(route, request.headers);
}

function uploadResource(route: Route, url: Target): string {
  return resourceNamed(route.path.endsWith('/report_data') ? 'regular' : 'bulk', url.query);
}
