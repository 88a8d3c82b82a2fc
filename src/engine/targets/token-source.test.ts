import { afterEach, describe, expect, it } from 'vitest';
import { startRelay } from '../../../test/faults/relay.ts';
import { startPracticeVtn } from '../../practice-vtn/start-practice-vtn.ts';
import type { PracticeVtn, PracticeVtnOptions } from '../../practice-vtn/start-practice-vtn.ts';
import type { Credentials } from '../ports/secrets.ts';
import type { HttpAnswer } from './http-answer.ts';
import { createHttpClient } from './http-client.ts';
import type { HttpClient, HttpRequest } from './http-client.ts';
import { createTokenSource, isToken } from './token-source.ts';
import type { Token, TokenFailure, TokenSource } from './token-source.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

let nowMs = Date.UTC(2026, 10, 20, 12);
const now = (): number => nowMs;

async function startVtn(options: Partial<PracticeVtnOptions> = {}): Promise<PracticeVtn> {
  const vtn = await startPracticeVtn({ databasePath: ':memory:', clock: now, ...options });
  closing.push(() => vtn.close());
  return vtn;
}

function open(
  vtn: PracticeVtn,
  changes: Partial<Extract<Credentials, { kind: 'client' }>> = {},
): TokenSource {
  const client = createHttpClient();
  closing.push(() => client.close());
  const { clientId, clientSecret, tokenUrl } = vtn;
  return createTokenSource({ kind: 'client', clientId, clientSecret, tokenUrl, ...changes }, client, now);
}

function tokenOf(given: Token | TokenFailure): Token {
  if (!isToken(given)) throw new Error(`no token: ${given.text}`);
  return given;
}

describe('tokens of an OAuth2 client', () => {
  it('are the access_token_jwt, which is the one that the API takes', async () => {
    const vtn = await startVtn();
    const token = tokenOf(await open(vtn).current());
    const answer = await fetch(`${vtn.baseUrl}/resources`, {
      headers: { authorization: `Bearer ${token.text}` },
    });
    await answer.text();
    expect(answer.status).toBe(200);
  });

  it('are fetched with Basic and a form, also when id and secret hold characters that need spelling', async () => {
    const vtn = await startVtn({ clientId: 'Ærø & co:1', clientSecret: 'p%ss wørd+/=' });
    expect(isToken(await open(vtn).current())).toBe(true);
  });

  it('are fetched once for all senders that ask at the same time', async () => {
    const vtn = await startVtn();
    const source = open(vtn);
    const tokens = await Promise.all(Array.from({ length: 8 }, () => source.current()));
    expect(new Set(tokens.map((token) => tokenOf(token).text)).size).toBe(1);
    expect(vtn.observations().tokensIssued).toBe(1);
  });

  it('are renewed half a minute before they end', async () => {
    const vtn = await startVtn({ tokenLifetimeMs: 600_000 });
    const source = open(vtn);
    const first = tokenOf(await source.current());
    nowMs += 569_000;
    expect(tokenOf(await source.current())).toEqual(first);
    nowMs += 1000;
    expect(tokenOf(await source.current()).generation).toBe(first.generation + 1);
  });

  it('that live shortly are renewed a tenth of their life before they end, and not at every request', async () => {
    const vtn = await startVtn({ tokenLifetimeMs: 20_000 });
    const source = open(vtn);
    const first = tokenOf(await source.current());
    nowMs += 17_900;
    expect(tokenOf(await source.current())).toEqual(first);
    nowMs += 200;
    expect(tokenOf(await source.current())).not.toEqual(first);
  });

  it('that do not say when they end are kept until one is refused', async () => {
    const vtn = await startVtn();
    const source = open(vtn);
    const first = tokenOf(await source.current());
    nowMs += 365 * 86_400_000;
    expect(tokenOf(await source.current())).toEqual(first);
    expect(source.refused(first)).toBe('try-again');
    expect(tokenOf(await source.current())).not.toEqual(first);
  });

  it('are given up after three fresh ones were refused in a row, one accepted between starts anew', async () => {
    const source = open(await startVtn());
    const refuse = async (): Promise<string> => source.refused(tokenOf(await source.current()));
    expect([await refuse(), await refuse()]).toEqual(['try-again', 'try-again']);
    source.accepted(tokenOf(await source.current()));
    expect([await refuse(), await refuse(), await refuse()]).toEqual(['try-again', 'try-again', 'give-up']);
  });

  it('refused to several senders at once count once', async () => {
    const source = open(await startVtn());
    const token = tokenOf(await source.current());
    expect([1, 2, 3, 4, 5].map(() => source.refused(token))).toEqual(Array(5).fill('try-again'));
  });

  it('are not fetched any more by whoever asks after the third was refused', async () => {
    const vtn = await startVtn();
    const source = open(vtn);
    for (let nth = 0; nth < 2; nth++) source.refused(tokenOf(await source.current()));
    const third = tokenOf(await source.current());
    expect([1, 2].map(() => source.refused(third))).toEqual(['give-up', 'give-up']);
    expect(await source.current()).toMatchObject({ kind: 'blocked', code: 'vtn/unauthorized' });
    expect(vtn.observations().tokensIssued).toBe(3);
  });

  it('are not given to a client that is not known: a person must act', async () => {
    const vtn = await startVtn();
    expect(await open(vtn, { clientSecret: 'wrong' }).current()).toEqual({
      kind: 'blocked',
      code: 'vtn/token-refused',
      text: expect.stringContaining('invalid_client') as string,
    });
  });

  it('keep the job waiting while the token server is away, and come when it is back', async () => {
    const vtn = await startVtn();
    const relay = await startRelay(vtn.origin);
    closing.push(() => relay.close());
    const source = open(vtn, { tokenUrl: vtn.tokenUrl.replace(vtn.origin, relay.origin) });
    await relay.cut();
    expect(await source.current()).toMatchObject({ kind: 'offline' });
    await relay.mend();
    expect(isToken(await source.current())).toBe(true);
  });

  it('and the secret are named for redaction', async () => {
    const vtn = await startVtn();
    const source = open(vtn);
    const { text } = tokenOf(await source.current());
    expect(source.secretTexts()).toEqual([vtn.clientSecret, text]);
  });
});

/** Lists within lists, where a token should be. */
function nested(lists: number): string {
  return `{"access_token":${'['.repeat(lists)}${']'.repeat(lists)}}`;
}

describe('what a token server answers', () => {
  function answering(answer: Partial<HttpAnswer>): { source: TokenSource; asked: HttpRequest[] } {
    const asked: HttpRequest[] = [];
    const client: Pick<HttpClient, 'send'> = {
      send: (request) => {
        asked.push(request);
        return Promise.resolve({
          kind: 'response',
          status: 200,
          retryAfter: null,
          location: null,
          practice: false,
          body: '{}',
          bodyCut: false,
          ...answer,
        } as HttpAnswer);
      },
    };
    const tokenUrl = 'http://tokens.example:9000/oauth/token';
    const credentials = { kind: 'client', clientId: 'id', clientSecret: 'secret', tokenUrl } as const;
    return { source: createTokenSource(credentials, client, now), asked };
  }

  it('is asked for with grant_type in the form and the client in the header', async () => {
    const { source, asked } = answering({ body: '{"access_token":"plain"}' });
    expect(tokenOf(await source.current()).text).toBe('plain');
    expect(asked).toMatchObject([
      {
        method: 'POST',
        url: 'http://tokens.example:9000/oauth/token',
        body: 'grant_type=client_credentials',
        headers: { authorization: `Basic ${btoa('id:secret')}` },
      },
    ]);
  });

  it('is read with access_token_jwt before access_token, and with expires_in as a text too', async () => {
    const body = '{"access_token":"plain","access_token_jwt":"jwt","expires_in":"100"}';
    const { source, asked } = answering({ body });
    expect(tokenOf(await source.current()).text).toBe('jwt');
    nowMs += 91_000;
    await source.current();
    expect(asked).toHaveLength(2);
  });

  it.each<[string, Partial<HttpAnswer>, string, string]>([
    ['no token at all', {}, 'blocked', 'vtn/token-refused'],
    ['a page instead of JSON', { body: '<html>' }, 'blocked', 'vtn/token-refused'],
    ['400 in HTML', { status: 400, body: '<h1>no</h1>' }, 'blocked', 'vtn/token-refused'],
    ['404', { status: 404 }, 'blocked', 'vtn/token-refused'],
    ['a redirect', { status: 307, location: 'http://b/' }, 'blocked', 'vtn/token-refused'],
    ['a header inside', { body: '{"access_token":"a\\r\\nX-Admin: 1"}' }, 'blocked', 'vtn/token-refused'],
    ['a token of 100,000 lists', { body: nested(100_000) }, 'blocked', 'vtn/token-refused'],
    ['a certificate nobody trusts', { kind: 'break', how: 'tls', text: 'x' }, 'blocked', 'vtn/tls'],
    ['429', { status: 429 }, 'slow-down', 'vtn/rate-limited'],
    ['500', { status: 500 }, 'slow-down', 'vtn/rate-limited'],
    ['503', { status: 503 }, 'slow-down', 'vtn/rate-limited'],
  ])('%s ends in words and a state, never in a token', async (_name, answer, kind, code) => {
    expect(await answering(answer).source.current()).toMatchObject({ kind, code });
  });

  it('is read up to 64 KiB and no further', async () => {
    const { source, asked } = answering({ body: '{"access_token":"plain"}' });
    await source.current();
    expect(asked[0]?.maxBytes).toBe(65_536);
  });

  it.each(['-1', '0', '1e999', '"soon"'])(
    'that lives for %s counts as one that does not say, and is not fetched at every request',
    async (expires) => {
      const { source, asked } = answering({ body: `{"access_token":"plain","expires_in":${expires}}` });
      await source.current();
      expect(tokenOf(await source.current()).text).toBe('plain');
      expect(asked).toHaveLength(1);
    },
  );

  it.each(['timeout', 'lost', 'unreachable'] as const)(
    'a break (%s) is offline: no point has left',
    async (how) => {
      expect(await answering({ kind: 'break', how, text: 'x' }).source.current()).toMatchObject({
        kind: 'offline',
      });
    },
  );
});

describe('a token that was given', () => {
  const client: Pick<HttpClient, 'send'> = {
    send: () => Promise.reject(new Error('asked for a token')),
  };

  it('is used as it is, and given up when it is refused', async () => {
    const source = createTokenSource({ kind: 'token', token: 'abc' }, client, now);
    const token = tokenOf(await source.current());
    expect(token.text).toBe('abc');
    expect(source.refused(token)).toBe('give-up');
    expect(source.secretTexts()).toEqual(['abc']);
  });

  it.each(['', 'abc\r\nX-Admin: 1', 'a b', 'blåbær'])(
    'as %j is sent nowhere, and asked for again',
    async (token) => {
      const source = createTokenSource({ kind: 'token', token }, client, now);
      expect(await source.current()).toMatchObject({ kind: 'blocked', code: 'vtn/unauthorized' });
    },
  );

  it('is taken without the line break at the end of its file', async () => {
    const source = createTokenSource({ kind: 'token', token: 'abc\n' }, client, now);
    expect(tokenOf(await source.current()).text).toBe('abc');
  });

  it('that is missing blocks the job with the ways to give one', async () => {
    const source = createTokenSource(null, client, now);
    expect(await source.current()).toMatchObject({ kind: 'blocked', code: 'vtn/credentials-missing' });
    expect(source.refused({ text: '', generation: 0 })).toBe('give-up');
    expect(source.secretTexts()).toEqual([]);
  });
});
