import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from './answer.ts';

/** A request that was let in, with its whole body, decompressed. */
export interface Call {
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * Who may call: `token` whoever has client credentials (checked there), the others bearers of a token.
 * `rehearsal` routes are no part of the API that is rehearsed: they are not counted, no fault touches them,
 * and they want the JSON content type even without a body.
 */
export type Access = 'token' | 'api' | 'upload' | 'rehearsal';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly access: Access;
  answer(call: Call): Answer | Promise<Answer>;
}
