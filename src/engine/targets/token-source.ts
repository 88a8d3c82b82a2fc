import * as oauth from 'oauth4webapi';
import { z } from 'zod';
import { hideText } from '../ports/hidden-texts.ts';
import type { Credentials } from '../ports/secrets.ts';
import { parseJson, plainWords } from './foreign-text.ts';
import type { HttpAnswer } from './http-answer.ts';
import type { HttpClient } from './http-client.ts';
import type { Outcome } from './target.ts';

export interface Token {
  readonly text: string;
  /** Counts the tokens of this source, so that a refusal is known to be of this one and not of an older. */
  readonly generation: number;
}

export type TokenFailure = Extract<Outcome, { kind: 'offline' | 'uncertain' | 'blocked' | 'slow-down' }>;

/** Hands out bearer tokens; fetches new ones before they expire and when the VTN refuses one. */
export interface TokenSource {
  current(): Promise<Token | TokenFailure>;
  /** Whether a new token may be tried after this one was refused: no for a given token, at most three in a row. */
  refused(token: Token): 'try-again' | 'give-up';
  accepted(token: Token): void;
  /** Address of the token server when it could not be reached the last time, else null. */
  awayAt(): string | null;
  /** The token in use, for redaction. */
  secretTexts(): readonly string[];
}

const freshTokensTried = 3;
const tokenTimeoutMs = 30_000;
/** Of the answer; tokens with many rights in them have some thousand. */
const tokenBytes = 65_536;
/** Renewed this long before it expires, or a tenth of its life before, whichever is shorter. */
const renewBeforeMs = 30_000;

export function createTokenSource(
  credentials: Credentials | null,
  client: Pick<HttpClient, 'send'>,
  now: () => number,
): TokenSource {
  if (credentials === null) return withoutCredentials();
  return credentials.kind === 'token'
    ? givenToken(credentials.token)
    : clientCredentials(credentials, client, now);
}

export function isToken(value: Token | TokenFailure): value is Token {
  return 'text' in value && 'generation' in value;
}

/** What the header of a request can carry (RFC 6750 section 2.1, and more leniently what is sent in the field). */
function isSendable(token: string): boolean {
  return /^[\x21-\x7e]+$/.test(token);
}

function withoutCredentials(): TokenSource {
  const text =
    'There are no credentials for this VTN. In the app: open the destination and enter its token or client secret. ' +
    'On the command line: --profile NAME, --token-file FILE or --env-file FILE, or set METERHAUL_TOKEN, or ' +
    'METERHAUL_CLIENT_ID, METERHAUL_CLIENT_SECRET and METERHAUL_TOKEN_URL.';
  return {
    current: () => Promise.resolve({ kind: 'blocked', code: 'vtn/credentials-missing', text }),
    refused: () => 'give-up',
    accepted: () => {},
    awayAt: () => null,
    secretTexts: () => [],
  };
}

function givenToken(given: string): TokenSource {
  const text = given.trim();
  const current: Token | TokenFailure = isSendable(text)
    ? { text, generation: 0 }
    : {
        kind: 'blocked',
        code: 'vtn/unauthorized',
        text: 'The token for this VTN cannot be sent: it is empty, or holds a blank, a line break or a letter beyond ASCII. Give it again.',
      };
  return {
    current: () => Promise.resolve(current),
    refused: () => 'give-up',
    accepted: () => {},
    awayAt: () => null,
    secretTexts: () => [text],
  };
}

type ClientCredentials = Extract<Credentials, { kind: 'client' }>;

function clientCredentials(
  credentials: ClientCredentials,
  client: Pick<HttpClient, 'send'>,
  now: () => number,
): TokenSource {
  let held: (Token & { readonly renewAtMs: number }) | null = null;
  let fetching: Promise<Token | TokenFailure> | null = null;
  let generation = 0;
  let refusedInARow = 0;
  let isAway = false;

  const isGivenUp = (): boolean => refusedInARow >= freshTokensTried;
  const renew = async (): Promise<Token | TokenFailure> => {
    const fetched = await fetchToken(credentials, client, now);
    isAway = 'kind' in fetched && fetched.kind === 'offline';
    if ('kind' in fetched) return fetched;
    held = { text: fetched.text, generation: ++generation, renewAtMs: fetched.renewAtMs };
    return held;
  };
  return {
    current: () => {
      // Other senders may still ask while the job is being stopped.
      if (isGivenUp()) return Promise.resolve(threeRefused);
      if (held !== null && now() < held.renewAtMs) return Promise.resolve(held);
      // Every sender waits for the one request that fetches.
      fetching ??= renew().finally(() => {
        fetching = null;
      });
      return fetching;
    },
    refused: (token) => {
      // Where another sender has had the same token refused already, a newer one is there or on its way.
      if (token.generation === held?.generation) {
        held = null;
        refusedInARow++;
      }
      return isGivenUp() ? 'give-up' : 'try-again';
    },
    accepted: (token) => {
      if (token.generation === held?.generation) refusedInARow = 0;
    },
    awayAt: () => (isAway ? credentials.tokenUrl : null),
    secretTexts: () => [credentials.clientSecret, ...(held === null ? [] : [held.text])],
  };
}

const threeRefused: TokenFailure = {
  kind: 'blocked',
  code: 'vtn/unauthorized',
  text: `The VTN refused ${freshTokensTried} fresh tokens in a row. Give valid credentials, then resume.`,
};

const tokenAnswer = z.object({
  access_token: z.string().optional(),
  access_token_jwt: z.string().optional(),
  // What is no length of time counts as not given: the token is then kept until it is refused.
  expires_in: z.coerce.number().positive().optional().catch(undefined),
});

/** RFC 6749 section 4.4; `access_token_jwt` comes first where it is present (vtn-bulk-api, Tokens). */
async function fetchToken(
  credentials: ClientCredentials,
  client: Pick<HttpClient, 'send'>,
  now: () => number,
): Promise<{ readonly text: string; readonly renewAtMs: number } | TokenFailure> {
  const askedAtMs = now();
  const answer = await requestToken(credentials, client);
  if (answer.kind === 'break') return classifyBreak(answer, credentials.tokenUrl);
  if (answer.status !== 200 && answer.status !== 201) return classifyRefusal(answer);
  const parsed = tokenAnswer.safeParse(parseJson(answer.body));
  const text = parsed.data?.access_token_jwt ?? parsed.data?.access_token;
  hideText(text);
  if (text === undefined || !isSendable(text)) {
    return {
      kind: 'blocked',
      code: 'vtn/token-refused',
      text: 'The token server answered without an access_token that can be sent. Check the token URL.',
    };
  }
  const lifetimeMs = parsed.data?.expires_in === undefined ? Infinity : parsed.data.expires_in * 1000;
  return { text, renewAtMs: askedAtMs + lifetimeMs - Math.min(renewBeforeMs, lifetimeMs / 10) };
}

async function requestToken(
  credentials: ClientCredentials,
  client: Pick<HttpClient, 'send'>,
): Promise<HttpAnswer> {
  let answer: HttpAnswer = { kind: 'break', how: 'lost', text: 'no request was made' };
  // The library spells the request (Basic header, form body); ours carries it: proxy, certificates, limits.
  const carry = async (
    url: string,
    init: oauth.CustomFetchOptions<'POST', URLSearchParams>,
  ): Promise<Response> => {
    answer = await client.send({
      method: 'POST',
      url,
      headers: Object.fromEntries(new Headers(init.headers)),
      body: init.body.toString(),
      timeoutMs: tokenTimeoutMs,
      maxBytes: tokenBytes,
    });
    return new Response(null, { status: 204 });
  };
  await oauth.clientCredentialsGrantRequest(
    { issuer: new URL(credentials.tokenUrl).origin, token_endpoint: credentials.tokenUrl },
    { client_id: credentials.clientId },
    oauth.ClientSecretBasic(credentials.clientSecret),
    new URLSearchParams(),
    { [oauth.customFetch]: carry, [oauth.allowInsecureRequests]: true },
  );
  return answer;
}

function classifyBreak(answer: Extract<HttpAnswer, { kind: 'break' }>, tokenUrl: string): TokenFailure {
  const where = new URL(tokenUrl).origin;
  if (answer.how === 'tls')
    return {
      kind: 'blocked',
      code: 'vtn/tls',
      text: `No trusted connection to the token server ${where}: ${answer.text}`,
    };
  return { kind: 'offline', text: `The token server ${where} cannot be reached: ${answer.text}` };
}

function classifyRefusal({ status, body }: Extract<HttpAnswer, { kind: 'response' }>): TokenFailure {
  if (status === 429 || status >= 500 || status === 408) {
    return {
      kind: 'slow-down',
      code: 'vtn/rate-limited',
      text: `The token server answered HTTP ${status}`,
      retryAfterMs: null,
    };
  }
  const error = z
    .object({ error: z.string(), error_description: z.string().optional() })
    .safeParse(parseJson(body));
  const reason = error.success
    ? plainWords([error.data.error, error.data.error_description].filter(Boolean).join(': '))
    : `HTTP ${status}`;
  return {
    kind: 'blocked',
    code: 'vtn/token-refused',
    text: `The token server does not give a token (${reason}). Check client id, secret and token URL.`,
  };
}
